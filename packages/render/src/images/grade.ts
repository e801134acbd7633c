import { differenceCiede2000, formatHex } from 'culori';

/** Pixels to be graded in place: RGB, or RGBA whose clear pixels do not count. */
export interface Graded {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  readonly channels: 3 | 4;
}

/** How many pixels are looked at, evenly spread. */
const SAMPLES = 12_000;
/** A photograph whose darkest and brightest hundredth are nearer to the ends than these levels of 255 is not dull. */
const BLACK = 12;
const WHITE = 243;
/** The most that levels are spread, and the mid-tones moved: a foggy photograph stays one. */
const MOST_GAIN = 1.3;
const MOST_GAMMA = 1.16;
/** Where the middle of its lightness should be, of 255. */
const DARK_MIDDLE = 88;
/** The mean difference of a pixel's channels, of 255, below which colours are pale; and that of a grey photograph. */
const PALE = 56;
const GREY = 9;
const MOST_SATURATION = 1.28;

/** CIEDE2000 by which the mean colour of the subject may move: seen side by side at most, and never another colour. */
export const MOST_SUBJECT_CHANGE = 3;
/** The share of the subject's pixels that may lose their drawing by reaching white. */
const MOST_CLIPPED = 0.004;
/** How strongly the grade is tried, until the subject keeps its colour. */
const STRENGTHS = [1, 0.75, 0.5, 0.25] as const;

/**
 * Spreads the levels of a dull photograph, lifts its mid-tones where they are dark, and deepens pale colours. One that
 * is not dull, or is meant to be grey, stays as it is. The mean colour of its subject moves by at most
 * `MOST_SUBJECT_CHANGE`, and no highlight on it is burnt out: where the whole grade would do that a weaker one is made.
 * `isSubject` tells which pixels those are; without it nothing has to be spared.
 */
export function gradeLevels(picture: Graded, isSubject?: (x: number, y: number) => boolean): void {
  const samples = sampled(picture, isSubject);
  if (samples.all.length === 0) return;
  const whole = gradeFor(samples);
  const strength = STRENGTHS.find((one) => spares(weakened(whole, one), samples)) ?? 0;
  if (strength > 0 && changes(whole)) apply(picture, weakened(whole, strength));
}

/** `from` becomes black and white; `gamma` above 1 lifts the mid-tones; `saturation` is a factor. */
interface LevelsGrade {
  readonly from: readonly [black: number, white: number];
  readonly gamma: number;
  readonly saturation: number;
}

interface Samples {
  /** Three channels of each. */
  readonly all: Uint8Array;
  readonly subject: Uint8Array;
}

function sampled(
  { width, height, data, channels }: Graded,
  isSubject: ((x: number, y: number) => boolean) | undefined,
): Samples {
  const step = Math.max(1, Math.round(Math.sqrt((width * height) / SAMPLES)));
  const most = Math.ceil(width / step) * Math.ceil(height / step) * 3;
  const [all, subject] = [new Uint8Array(most), new Uint8Array(most)];
  let [taken, ofSubject] = [0, 0];
  for (let y = step >> 1; y < height; y += step) {
    for (let x = step >> 1; x < width; x += step) {
      const at = (y * width + x) * channels;
      if (channels === 4 && (data[at + 3] as number) < 128) continue;
      for (let channel = 0; channel < 3; channel++) all[taken + channel] = data[at + channel] as number;
      taken += 3;
      if (channels !== 4 && !isSubject?.(x, y)) continue;
      for (let channel = 0; channel < 3; channel++) subject[ofSubject + channel] = data[at + channel] as number;
      ofSubject += 3;
    }
  }
  return { all: all.subarray(0, taken), subject: subject.subarray(0, ofSubject) };
}

function gradeFor({ all }: Samples): LevelsGrade {
  const lights = new Float64Array(all.length / 3);
  let colourful = 0;
  for (let at = 0; at < all.length; at += 3) {
    const [r, g, b] = [all[at] as number, all[at + 1] as number, all[at + 2] as number];
    lights[at / 3] = lightOf(r, g, b);
    colourful += Math.max(r, g, b) - Math.min(r, g, b);
  }
  lights.sort();
  const at = (share: number) => lights[Math.floor((lights.length - 1) * share)] ?? 128;
  const chroma = colourful / Math.max(1, lights.length);
  const from = spread(at(0.01), at(0.99));
  const middle = (at(0.5) - from[0]) * (255 / (from[1] - from[0]));
  return {
    from,
    gamma: middle < DARK_MIDDLE ? Math.min(MOST_GAMMA, 1 + (DARK_MIDDLE - middle) / 250) : 1,
    saturation: chroma < GREY || chroma > PALE ? 1 : Math.min(MOST_SATURATION, 1 + (PALE - chroma) / 120),
  };
}

/** The levels that become black and white: those of the darkest and brightest hundredth, as far as the gain allows. */
function spread(darkest: number, brightest: number): [black: number, white: number] {
  const black = Math.max(0, darkest - BLACK);
  const white = Math.min(255, brightest + 255 - WHITE);
  const gain = 255 / Math.max(1, white - black);
  if (gain <= MOST_GAIN) return [black, white];
  // Both ends give way alike.
  const share = (255 - 255 / MOST_GAIN) / (255 - (white - black));
  return [black * share, 255 - (255 - white) * share];
}

function weakened({ from: [black, white], gamma, saturation }: LevelsGrade, by: number): LevelsGrade {
  const towards = (value: number, neutral: number) => neutral + (value - neutral) * by;
  return {
    from: [towards(black, 0), towards(white, 255)],
    gamma: towards(gamma, 1),
    saturation: towards(saturation, 1),
  };
}

function changes({ from: [black, white], gamma, saturation }: LevelsGrade): boolean {
  return black > 1 || white < 254 || gamma > 1.01 || saturation > 1.01;
}

const apart = differenceCiede2000();

function spares(grade: LevelsGrade, { subject }: Samples): boolean {
  if (subject.length === 0) return true;
  const graded = Uint8Array.from(subject);
  apply({ width: subject.length / 3, height: 1, data: graded, channels: 3 }, grade);
  if (apart(meanOf(subject), meanOf(graded)) > MOST_SUBJECT_CHANGE) return false;
  let clipped = 0;
  for (let at = 0; at < graded.length; at++) if (graded[at] === 255 && (subject[at] as number) < 250) clipped++;
  return clipped / subject.length <= MOST_CLIPPED;
}

function meanOf(levels: Uint8Array): string {
  let [r, g, b] = [0, 0, 0];
  for (let at = 0; at < levels.length; at += 3) {
    r += levels[at] as number;
    g += levels[at + 1] as number;
    b += levels[at + 2] as number;
  }
  const all = (levels.length / 3) * 255;
  return formatHex({ mode: 'rgb', r: r / all, g: g / all, b: b / all });
}

function apply({ data, channels }: Graded, { from: [black, white], gamma, saturation }: LevelsGrade): void {
  const level = Float32Array.from({ length: 256 }, (_, value) => {
    const share = Math.min(1, Math.max(0, (value - black) / (white - black)));
    return 255 * share ** (1 / gamma);
  });
  for (let at = 0; at < data.length; at += channels) {
    const r = level[data[at] as number] as number;
    const g = level[data[at + 1] as number] as number;
    const b = level[data[at + 2] as number] as number;
    const light = lightOf(r, g, b) * (1 - saturation) + 0.5;
    data[at] = clamp(light + r * saturation);
    data[at + 1] = clamp(light + g * saturation);
    data[at + 2] = clamp(light + b * saturation);
  }
}

function lightOf(r: number, g: number, b: number): number {
  return r * 0.299 + g * 0.587 + b * 0.114;
}

function clamp(level: number): number {
  return level < 0 ? 0 : level > 255 ? 255 : level;
}
