import sharp, { type Sharp } from 'sharp';
import { letters } from './logo.ts';

/** The page of an invented shop, as someone would grab it from a screen: bar, search, tiles with things, lines of words. */
const [WIDTH, HEIGHT] = [1280, 900];
const TILE = { width: 282, height: 236, left: 40, top: 196, across: 306, down: 356 } as const;

/** A line of words too small to be read: bars as long as words are. */
function words(x: number, y: number, lengths: readonly number[], size: number, ink: string): string {
  let at = x;
  const bars = lengths.map((length) => {
    const bar = `<rect x="${at}" y="${y}" width="${length}" height="${size}" rx="${size / 3}" />`;
    at += length + size * 0.6;
    return bar;
  });
  return `<g fill="${ink}">${bars.join('')}</g>`;
}

function tile(index: number): string {
  const [x, y] = placeOf(index);
  const below = y + TILE.height;
  const stars = [0, 1, 2, 3, 4].map((k) => `<circle cx="${x + 7 + k * 18}" cy="${below + 71}" r="6.5" />`);
  return `
    <rect x="${x}" y="${y}" width="${TILE.width}" height="${TILE.height}" rx="10" fill="#f3f2ef" />
    ${words(x, below + 16, [58, 34 + index * 7, 66], 13, '#2b2b2b')}
    ${words(x, below + 40, [44, 72, 30 + index * 5], 10, '#9a978f')}
    <g fill="#e0a526">${stars.join('')}</g>
    ${words(x + 200, below + 64, [22, 40], 15, '#1d1d1d')}`;
}

function placeOf(index: number): [x: number, y: number] {
  return [TILE.left + (index % 4) * TILE.across, TILE.top + Math.floor(index / 4) * TILE.down];
}

const PAGE = (things: number) => `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
  <rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff" />
  <rect width="${WIDTH}" height="84" fill="#17313a" />
  <svg x="40" y="26" width="190" height="32" viewBox="-14 -16 660 132">${letters('#ffffff')}</svg>
  <rect x="300" y="20" width="560" height="44" rx="22" fill="#ffffff" />
  <circle cx="832" cy="40" r="8" fill="none" stroke="#17313a" stroke-width="3" />
  <path d="M838 46L846 54" stroke="#17313a" stroke-width="3" />
  ${words(326, 36, [60, 44, 80], 12, '#b5b2ab')}
  ${words(930, 36, [70, 20], 12, '#cfe0e0')}${words(1060, 36, [54, 30], 12, '#cfe0e0')}
  <circle cx="1220" cy="42" r="17" fill="#ec5f38" />
  ${words(40, 112, [64], 13, '#17313a')}${words(150, 112, [84], 13, '#77746d')}${words(280, 112, [52, 30], 13, '#77746d')}
  ${words(410, 112, [92], 13, '#77746d')}${words(550, 112, [70], 13, '#77746d')}
  <rect x="40" y="138" width="64" height="3" fill="#ec5f38" /><rect y="150" width="${WIDTH}" height="1" fill="#e4e2dc" />
  ${words(40, 166, [90, 40, 66], 14, '#1d1d1d')}
  ${Array.from({ length: things }, (_, index) => tile(index)).join('')}
</svg>`;

/** `things` are the files shown in its tiles. */
export async function screenshot(things: readonly string[]): Promise<Sharp> {
  const shown = await Promise.all(
    things.map(async (file, index) => {
      const [left, top] = placeOf(index);
      const fit = file.endsWith('.png') ? 'contain' : 'cover';
      const shown = sharp(file).resize({ width: TILE.width, height: TILE.height, fit, background: '#f3f2ef' });
      return { input: await shown.png().toBuffer(), left, top };
    }),
  );
  return sharp(Buffer.from(PAGE(things.length)))
    .flatten({ background: '#ffffff' })
    .composite(shown);
}
