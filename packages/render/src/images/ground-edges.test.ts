import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { groundGoesOn, type SmallPhotograph } from './ground-edges.ts';

const PHOTO = { width: 1000, height: 800 };

async function small(shapes: string): Promise<SmallPhotograph> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="160"><defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="#ddd"/><stop offset="1" stop-color="#888"/></linearGradient></defs><rect width="200" height="160" fill="url(#g)"/>${shapes}</svg>`;
  const data = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer();
  return { width: 200, height: 160, data };
}
const planks = Array.from({ length: 20 }, (_, at) => `<rect x="0" y="${at * 8}" width="20" height="4" fill="#321"/>`);

describe('the ground of a photograph goes on', () => {
  const wider = { x: -300, y: 0, width: 1600, height: 800 };

  test('where it is a shade along the sides in question, whatever stands in the middle', async () => {
    expect(groundGoesOn(await small('<circle cx="100" cy="80" r="60" fill="#c22"/>'), wider, PHOTO)).toBe(true);
  });

  test('not where a thing would be drawn into streaks, unless the crop does not reach beyond that side', async () => {
    const busy = await small(planks.join(''));
    expect(groundGoesOn(busy, wider, PHOTO)).toBe(false);
    expect(groundGoesOn(busy, { ...wider, x: 0, width: 1300 }, PHOTO)).toBe(true);
  });
});
