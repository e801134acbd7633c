import type { Random } from './random.ts';

/** 8-bit sRGB. */
export type Colour = readonly [red: number, green: number, blue: number];

type Draw = (random: Random, main: string, second: string, pale: string) => string;

/** What a shop sells, in a square of 400: solid, hollow, thin, concave, several at once. */
const SUBJECTS: Record<string, Draw> = {
  bottle: (random, main, second, pale) => {
    const half = random.between(50, 95);
    const top = random.between(90, 130);
    return `<rect x="${200 - half}" y="${top}" width="${2 * half}" height="${385 - top}" rx="${half / 3}" fill="${main}"/>
      <rect x="170" y="55" width="60" height="${top - 40}" fill="${main}"/>
      <rect x="160" y="15" width="80" height="50" rx="6" fill="${second}"/>
      <rect x="${200 - half * 0.7}" y="200" width="${1.4 * half}" height="90" fill="${pale}"/>
      <rect x="${200 - half * 0.5}" y="225" width="${half}" height="10" fill="${second}"/>
      <rect x="${200 - half * 0.8}" y="${top + 30}" width="${half / 6}" height="${330 - top}" rx="5" fill="#fff" opacity=".55"/>`;
  },
  mug: (random, main, second) => {
    const stroke = random.between(16, 34);
    return `<ellipse cx="305" cy="210" rx="62" ry="75" fill="none" stroke="${second}" stroke-width="${stroke}"/>
      <path d="M90 80H300V${random.between(290, 320)}Q300 345 260 345H130Q90 345 90 300Z" fill="${main}"/>
      <ellipse cx="195" cy="82" rx="105" ry="${random.between(16, 30)}" fill="${second}"/>
      <rect x="112" y="120" width="14" height="180" rx="7" fill="#fff" opacity=".5"/>`;
  },
  headphones: (random, main, second) => {
    const stroke = random.between(14, 36);
    return `<path d="M75 260C60 10 340 10 325 260" fill="none" stroke="${main}" stroke-width="${stroke}"/>
      <ellipse cx="85" cy="300" rx="${random.between(38, 58)}" ry="75" fill="${second}"/>
      <ellipse cx="315" cy="300" rx="${random.between(38, 58)}" ry="75" fill="${second}"/>
      <ellipse cx="80" cy="285" rx="12" ry="30" fill="#fff" opacity=".4"/>`;
  },
  pebble: (random, main, second) => {
    const points = ring(random, 9, 0.62, 1);
    return `<path d="${smooth(points)}" fill="${main}"/><circle cx="170" cy="150" r="26" fill="#fff" opacity=".6"/>
      <path d="${smooth(points.map(([x, y]) => [200 + (x - 200) * 0.5, 220 + (y - 200) * 0.5]))}" fill="${second}" opacity=".5"/>`;
  },
  star: (random, main, second) => {
    const spikes = Math.floor(random.between(5, 9));
    const inner = random.between(0.35, 0.6);
    const points = Array.from({ length: 2 * spikes }, (_, n) =>
      polar((n * Math.PI) / spikes, n % 2 ? 185 * inner : 185),
    );
    return `<polygon points="${points.map((point) => point.join(',')).join(' ')}" fill="${main}"/><circle cx="200" cy="200" r="40" fill="${second}"/>`;
  },
  ring: (random, main, second) => {
    const stroke = random.between(20, 70);
    return `<circle cx="200" cy="200" r="${180 - stroke / 2}" fill="none" stroke="${main}" stroke-width="${stroke}"/>
      <circle cx="200" cy="${20 + stroke / 2}" r="${stroke / 2 + 12}" fill="${second}"/>`;
  },
  stool: (random, main, second) => {
    const stroke = random.between(7, 14);
    return `<rect x="70" y="80" width="260" height="44" rx="16" fill="${main}"/>
      <path d="M95 120L60 385M305 120L340 385M170 120L160 385M230 120L240 385M72 300H328" stroke="${second}" stroke-width="${stroke}" fill="none"/>`;
  },
  lamp: (random, main, second) =>
    `<path d="M120 30H280L${random.between(320, 350)} 180H60Z" fill="${main}"/>
      <rect x="${200 - random.between(4, 9)}" y="170" width="12" height="190" fill="${second}"/>
      <ellipse cx="203" cy="368" rx="80" ry="16" fill="${second}"/>`,
  boxes: (random, main, second) =>
    `<rect x="30" y="${random.between(140, 220)}" width="120" height="200" fill="${main}"/>
      <rect x="175" y="${random.between(60, 160)}" width="90" height="240" rx="12" fill="${second}"/>
      <circle cx="330" cy="${random.between(220, 300)}" r="${random.between(40, 58)}" fill="${main}"/>`,
  glasses: (random, main, second) => {
    const stroke = random.between(8, 18);
    return `<g fill="none" stroke="${main}" stroke-width="${stroke}"><rect x="25" y="140" width="150" height="110" rx="45"/>
      <rect x="225" y="140" width="150" height="110" rx="45"/></g><path d="M173 180Q200 160 227 180" fill="none" stroke="${second}" stroke-width="${stroke}"/>`;
  },
  watch: (random, main, second, pale) =>
    `<rect x="150" y="10" width="100" height="380" rx="20" fill="${main}"/><circle cx="200" cy="200" r="110" fill="${second}"/>
      <circle cx="200" cy="200" r="${random.between(70, 90)}" fill="${pale}"/><path d="M200 200V140M200 200L240 220" stroke="${second}" stroke-width="8"/>`,
};

export const SUBJECT_NAMES = Object.keys(SUBJECTS);

/**
 * An SVG of `side` pixels that is clear but for one subject, turned, scaled and placed at random; some run out of the
 * image.
 */
export function subjectSvg(
  random: Random,
  name: string,
  side: number,
  colours: readonly [Colour, Colour, Colour],
): Buffer {
  const [main, second, pale] = colours;
  const scale = (random.between(0.5, 0.95) * side) / 400;
  const free = side - 400 * scale;
  const out = random.chance(0.1) ? 0.2 * 400 * scale : 0;
  const left = random.between(0, free);
  const top = out > 0 ? free + out : random.between(0.02 * side, Math.max(0.03 * side, free - 0.01 * side));
  const turn = out > 0 || random.chance(0.4) ? 0 : random.between(-14, 14);
  const shades = [shaded('main', main, random), shaded('second', second, random)].join('');
  const drawn = SUBJECTS[name]?.(random, 'url(#main)', 'url(#second)', css(pale));
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><defs>${shades}</defs>
     <g transform="translate(${left} ${top}) scale(${scale}) rotate(${turn} 200 200)">${drawn}</g></svg>`,
  );
}

/** Lit from one side: lighter to darker across the whole subject, so that thin strokes have it too. */
function shaded(id: string, colour: Colour, random: Random): string {
  const depth = random.between(0.04, 0.22);
  const stop = (at: number, factor: number) =>
    `<stop offset="${at}" stop-color="${css(colour.map((value) => Math.min(255, value * factor)) as unknown as Colour)}"/>`;
  return `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="400" y2="${random.between(0, 300)}">
    ${stop(0, 1 + depth)}${stop(1, 1 - depth)}</linearGradient>`;
}

function css(colour: Colour): string {
  return `rgb(${colour.map((value) => Math.round(value)).join(',')})`;
}

function polar(angle: number, radius: number): [number, number] {
  return [200 + Math.cos(angle) * radius, 200 + Math.sin(angle) * radius];
}

function ring(random: Random, count: number, least: number, most: number): [number, number][] {
  return Array.from({ length: count }, (_, n) => polar((2 * Math.PI * n) / count, 185 * random.between(least, most)));
}

/** A closed curve through the middles of the sides of a polygon. */
function smooth(points: [number, number][]): string {
  const middle = (n: number) => {
    const [a, b] = [points[n % points.length], points[(n + 1) % points.length]] as [[number, number], [number, number]];
    return `${(a[0] + b[0]) / 2} ${(a[1] + b[1]) / 2}`;
  };
  const curves = points.map((_, n) => `Q${points[(n + 1) % points.length]?.join(' ')} ${middle(n + 1)}`);
  return `M${middle(0)}${curves.join('')}Z`;
}
