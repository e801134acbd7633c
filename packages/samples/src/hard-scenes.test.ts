import { readdir, stat } from 'node:fs/promises';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { ANALYSED_FOLDER, analysedSample } from './analysed-sample.ts';
import { HARD_FOLDER, hardScenes, opaqueLogos } from './hard-scenes.ts';

const photographed = hardScenes.flatMap(({ name, path, mask }) => (mask ? [{ name, path, mask }] : []));

describe('hard scenes', () => {
  it.each(photographed)(
    '$name has a mask of its shape: some of it subject, some of it ground',
    async ({ path, mask }) => {
      const { info } = await sharp(path, { failOn: 'warning' }).raw().toBuffer({ resolveWithObject: true });
      const drawn = await sharp(mask).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
      expect(Math.max(info.width, info.height)).toBe(1200);
      expect(drawn.info.width / drawn.info.height).toBeCloseTo(info.width / info.height, 1);
      const share = drawn.data.reduce((sum, value) => sum + value, 0) / 255 / drawn.data.length;
      expect(share).toBeGreaterThan(0.05);
      expect(share).toBeLessThan(0.7);
    },
  );

  it('have recorded analyses, and so have the logos on grounds, which are opaque', async () => {
    for (const { name } of [...hardScenes, ...opaqueLogos]) {
      const { analysis } = await analysedSample(name);
      expect(analysis.hasAlpha).toBe(false);
    }
  });

  it('stay small enough to be checked in, their analyses included', async () => {
    const names = new Set([...hardScenes, ...opaqueLogos].map(({ name }) => name));
    const analysed = (await readdir(ANALYSED_FOLDER)).filter((file) => names.has(file.replace(/\.\w+$/, '')));
    const files = (await readdir(HARD_FOLDER)).map((file) => `${HARD_FOLDER}${file}`);
    const sizes = await Promise.all(
      [...files, ...analysed.map((file) => `${ANALYSED_FOLDER}${file}`)].map(async (file) => (await stat(file)).size),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2_500_000);
  });
});
