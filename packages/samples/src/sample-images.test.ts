import { stat } from 'node:fs/promises';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { photo12, sampleImages } from './sample-images.ts';

const MB = 1_000_000;

/** The alpha of every pixel, a byte each. */
async function alphaOf(path: string) {
  const { data, info } = await sharp(path)
    .ensureAlpha()
    .extractChannel('alpha')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const row = (y: number) => data.subarray(y * width, (y + 1) * width);
  const column = (x: number) => Uint8Array.from({ length: height }, (_, y) => data[y * width + x] ?? 0);
  const opaque = data.filter((value) => value === 255).length / data.length;
  return { opaque, top: row(0), bottom: row(height - 1), left: column(0), right: column(width - 1) };
}

const isClear = (edge: Uint8Array) => edge.every((value) => value === 0);
const withRole = (role: string) => sampleImages.filter((sample) => sample.role === role);

describe('sample images', () => {
  it.each(sampleImages)('$name decodes to its last pixel and is large enough for a finished ad', async ({ path }) => {
    const { info } = await sharp(path, { failOn: 'warning' }).raw().toBuffer({ resolveWithObject: true });
    expect(info.width).toBeGreaterThanOrEqual(1200);
  });

  it('cover every role, under names of their own', () => {
    expect(new Set(sampleImages.map((sample) => sample.role))).toEqual(
      new Set(['PERSON', 'PRODUCT', 'LOGO', 'BACKGROUND']),
    );
    expect(new Set(sampleImages.map((sample) => sample.name)).size).toBe(sampleImages.length);
  });

  it.each(sampleImages.filter(({ path }) => !path.endsWith('.jpg')))(
    '$name is cut out: opaque inside, wholly transparent at the border',
    async ({ path, role }) => {
      const alpha = await alphaOf(path);
      expect(alpha.opaque).toBeGreaterThan(role === 'LOGO' ? 0.05 : 0.15);
      expect([alpha.top, alpha.left, alpha.right].every(isClear)).toBe(true);
      // A bust runs off the lower edge of the picture.
      expect(isClear(alpha.bottom)).toBe(role !== 'PERSON');
    },
  );

  it('have a photograph of 12 megapixels without alpha', async () => {
    const { width, height, hasAlpha, format } = await sharp(photo12).metadata();
    expect({ width, height, hasAlpha, format }).toEqual({ width: 4000, height: 3000, hasAlpha: false, format: 'jpeg' });
    expect((await stat(photo12)).size).toBeLessThan(1.6 * MB);
  });

  it('have a background at least 2400 x 1350', async () => {
    for (const { path } of withRole('BACKGROUND')) {
      const { width, height } = await sharp(path).metadata();
      expect(width).toBeGreaterThanOrEqual(2400);
      expect(height).toBeGreaterThanOrEqual(1350);
    }
  });

  it('stay small enough to be checked in', async () => {
    const sizes = await Promise.all(sampleImages.map(async ({ path }) => (await stat(path)).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(6 * MB);
  });
});
