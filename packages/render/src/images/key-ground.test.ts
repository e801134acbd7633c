import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { isBadge, keyGround, type LogoPixels } from './key-ground.ts';

/** Shapes on a ground as JPEG, with its noise. */
async function onGround(ground: string, shapes: string): Promise<LogoPixels> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="160"><rect width="300" height="160" fill="${ground}"/>${shapes}</svg>`;
  const jpeg = await sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer();
  const { data, info } = await sharp(jpeg).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

const pixel = ({ data, width }: LogoPixels, x: number, y: number) =>
  [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)] as [number, number, number, number];

const RING = '<circle cx="150" cy="80" r="50" fill="none" stroke="#102040" stroke-width="22"/>';

describe('the even ground of a logo', () => {
  test('becomes clear, and so do the counters of its letters', async () => {
    const { pixels: keyed } = keyGround(await onGround('#ffffff', RING)) ?? expect.fail();
    expect([pixel(keyed, 4, 4)[3], pixel(keyed, 150, 80)[3], pixel(keyed, 150, 30)[3]]).toEqual([0, 0, 255]);
  });

  test('leaves no trace of its colour in the soft edges', async () => {
    const { pixels: keyed } = keyGround(await onGround('#ffffff', RING)) ?? expect.fail();
    for (let at = 0; at < keyed.data.length; at += 4) {
      const alpha = keyed.data[at + 3] as number;
      if (alpha > 60) expect(keyed.data[at] as number).toBeLessThan(110);
    }
  });

  test('stays within a box of its own, where it is a part of the logo', async () => {
    const box =
      '<rect x="40" y="30" width="220" height="100" fill="#ffffff"/><rect x="70" y="55" width="90" height="50" fill="#c02030"/>';
    const { pixels: keyed } = keyGround(await onGround('#c02030', box)) ?? expect.fail();
    expect([pixel(keyed, 10, 10)[3], pixel(keyed, 60, 40)[3], pixel(keyed, 110, 80)[3]]).toEqual([0, 255, 255]);
  });

  test('stays where two colours enclose it, and is told: there the logo is as its makers show it', async () => {
    const sign =
      '<path d="M100 80a50 50 0 0 1 100 0z" fill="none" stroke="#e08020" stroke-width="16"/><path d="M92 80a58 58 0 0 0 116 0" fill="none" stroke="#103080" stroke-width="16"/>';
    const keyed = keyGround(
      await onGround(
        '#ffffff',
        `${sign}<circle cx="30" cy="80" r="16" fill="none" stroke="#103080" stroke-width="8"/>`,
      ),
    );
    const { pixels, ground } = keyed ?? expect.fail();
    expect([pixel(pixels, 150, 110), pixel(pixels, 150, 60)]).toEqual([
      [255, 255, 255, 255],
      [0, 0, 0, 0],
    ]);
    expect([pixel(pixels, 30, 80)[3], pixel(pixels, 4, 4)[3]]).toEqual([0, 0]);
    expect(ground).toEqual({ r: 255, g: 255, b: 255 });
  });

  test('is told where some enclosed pieces stay and as large ones do not: nobody knows which belong to it', async () => {
    const rings =
      '<circle cx="70" cy="80" r="50" fill="none" stroke="#e0a010" stroke-width="12"/><circle cx="230" cy="80" r="50" fill="none" stroke="#e0a010" stroke-width="12"/>';
    const crossed = '<path d="M88 20v120" stroke="#101010" stroke-width="14"/>';
    const mixed = async (shapes: string) => keyGround(await onGround('#ffffff', shapes))?.isMixed;
    expect([await mixed(rings), await mixed(rings + crossed)]).toEqual([false, true]);
  });

  test('does not stay in the loop of a hairline, whose soft edges have many shades of one colour', async () => {
    const loop = '<ellipse cx="150" cy="80" rx="60" ry="40" fill="none" stroke="#506040" stroke-width="1.3"/>';
    const thick = '<path d="M100 58a60 40 0 0 1 100 0" fill="none" stroke="#506040" stroke-width="9"/>';
    const { pixels } = keyGround(await onGround('#ffffff', loop + thick)) ?? expect.fail();
    expect(pixel(pixels, 150, 90)[3]).toBe(0);
  });

  test('is taken away where a name runs to the edges of its file, but the corners are ground', async () => {
    const name = '<path d="M0 70h300v30h-300z" fill="#101010"/>';
    const { pixels } = keyGround(await onGround('#ffffff', name)) ?? expect.fail();
    expect([pixel(pixels, 150, 20)[3], pixel(pixels, 150, 85)[3]]).toEqual([0, 255]);
  });

  test('belongs to a badge where it is a colour and square, not where it is paper or a band', async () => {
    const square = async (ground: string) => {
      const { data, width } = await onGround(ground, RING);
      const rows = Array.from({ length: 160 }, (_, y) => data.subarray(y * width * 4 + 280, y * width * 4 + 920));
      return isBadge({ width: 160, height: 160, data: Uint8Array.from(rows.flatMap((row) => [...row])) });
    };
    expect(await square('#e01840')).toBe(true);
    expect(await square('#ffffff')).toBe(false);
    expect(isBadge(await onGround('#e01840', RING))).toBe(false);
  });

  test('is not taken away where the border is not even, or nothing else is there', async () => {
    const half = '<rect width="150" height="160" fill="#208040"/>';
    expect(keyGround(await onGround('#ffffff', half))).toBeUndefined();
    expect(keyGround(await onGround('#ffffff', ''))).toBeUndefined();
  });
});
