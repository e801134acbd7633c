import { expect, test } from 'vitest';
import type { OrderImage } from '../src/index.ts';
import { portrait, product } from './order-images.ts';
import { openPipeline } from './pipeline.ts';

/** Shaft and head. */
const ARROW_STROKES = 2;
/** Each stroke is drawn twice: its dark edge, then its colour. */
const LAYERS = 2;

async function strokesOn(image: OrderImage): Promise<number> {
  const { templates, layOut } = await openPipeline();
  const template = templates.find(({ name }) => name === 'callout');
  if (!template) return expect.fail('there is no template callout');
  const copy = { headline: 'Total silence' };
  const layout = await layOut({ template, format: 'youtube-thumbnail', copy, images: [image] });
  const drawings = layout?.layers.flatMap((layer) => (layer.type === 'drawing' ? [...(layer.sheet.images ?? [])] : []));
  const svg = new Map(drawings).get('callout')?.toString() ?? '';
  return (svg.match(/<path/g) ?? []).length / LAYERS;
}

test('a face is ringed', async () => {
  expect(await strokesOn(await portrait([{ x: 0.6, y: 0.4, height: 0.3 }]))).toBe(ARROW_STROKES + 1);
});

test('an object that fills the frame is pointed at, and not ringed', async () => {
  expect(await strokesOn(await product())).toBe(ARROW_STROKES);
});
