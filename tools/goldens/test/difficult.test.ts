import { createRenderer, type RenderedOutput, type Renderer } from '@proofsheet/render';
import { openVision, type Vision } from '@proofsheet/vision';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawScene, sizesOf, VARIANTS } from '../src/difficult/draw-scene.ts';
import { DIFFICULT } from '../src/difficult/pictures.ts';
import { DIFFICULT_SCENES, type DifficultScene } from '../src/difficult/scenes.ts';

let vision: Vision;
let renderer: Renderer;
beforeAll(async () => {
  vision = await openVision({ threads: 1 });
  renderer = await createRenderer();
});
afterAll(async () => {
  await vision?.close();
  await renderer?.close();
});

const scene = (name: string) => DIFFICULT_SCENES.find((one) => one.name === name) as DifficultScene;
/** Each scene is drawn once, however many tests look at it. */
const drawn = new Map<string, Promise<RenderedOutput[]>>();
const draw = (name: string) => {
  const outputs = drawn.get(name) ?? drawScene({ vision, renderer }, scene(name));
  drawn.set(name, outputs);
  return outputs;
};
const codesOf = (outputs: readonly RenderedOutput[]) =>
  outputs.flatMap(({ report }) => report.findings.map(({ code }) => code));

test.each(DIFFICULT_SCENES.map(({ name }) => name))(
  '%s: every variant in every size, without an error',
  async (name) => {
    const outputs = await draw(name);
    const sizes = Array.from({ length: VARIANTS }, () => sizesOf(scene(name))).flat();
    expect(outputs.map(({ width, height }) => ({ width, height }))).toEqual(sizes);
    expect(outputs.flatMap(({ report }) => report.findings.filter(({ severity }) => severity === 'error'))).toEqual([]);
  },
  60_000,
);

test('a small logo is never shown larger than it bears', async () => {
  expect(codesOf(await draw('small-logo'))).not.toContain('image_upscaled');
});

describe('of what comes in, ingest sees', () => {
  const analysisOf = async (name: keyof typeof DIFFICULT) =>
    (await vision.analyse((await DIFFICULT[name]()).bytes)).analysis;

  test('that a grey photograph has no colours of its own', async () => {
    expect((await analysisOf('greyPhoto')).seen?.colours).toBe('grey');
  });

  test('the colours of a CMYK photograph as those of the same in sRGB', async () => {
    const [print, screen] = await Promise.all([analysisOf('cmykPhoto'), analysisOf('widePhoto')]);
    const mostChroma = ({ palette }: typeof print) => Math.max(...palette.map(({ oklch }) => oklch?.c ?? 0));
    expect(mostChroma(print)).toBeGreaterThan(0.1);
    expect(Math.abs(mostChroma(print) - mostChroma(screen))).toBeLessThan(0.06);
  });

  test('a panorama of 8000 pixels, kept at 4096', async () => {
    const { bytes } = await DIFFICULT.panorama();
    expect((await sharp(bytes).metadata()).width).toBe(8000);
    const { master } = await vision.analyse(bytes);
    expect((await sharp(master).metadata()).width).toBe(4096);
  });

  test('in a photograph 320 pixels wide nothing that could be cut out', async () => {
    expect((await analysisOf('tinyPhoto')).cutout?.usable ?? false).toBe(false);
  });
});
