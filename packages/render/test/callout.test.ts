import { expect, test } from 'vitest';
import type { OrderImage } from '../src/index.ts';
import { portrait, product } from './order-images.ts';
import { openPipeline } from './pipeline.ts';

const ARROW = ['shaft', 'head'];
/** Each stroke is drawn twice: its dark edge, then its colour. */
const LAYERS = 2;

async function strokesAt(image: OrderImage): Promise<number> {
  const { templates, layOut } = await openPipeline();
  const template = templates.find(({ name }) => name === 'callout');
  if (!template) return expect.fail('there is no callout');
  const copy = { headline: 'Total silence' };
  const layout = await layOut({ template, format: 'youtube-thumbnail', copy, images: [image] });
  const drawings = layout?.layers.flatMap((layer) => (layer.type === 'drawing' ? [...(layer.sheet.images ?? [])] : []));
  const svg = new Map(drawings).get('callout')?.toString() ?? '';
  return (svg.match(/<path/g) ?? []).length / LAYERS;
}

test('a face is ringed', async () => {
  expect(await strokesAt(await portrait([{ x: 0.6, y: 0.4, height: 0.3 }]))).toBe(ARROW.length + 1);
});

test('a thing that fills the frame is pointed at, and no part of it ringed', async () => {
  expect(await strokesAt(await product())).toBe(ARROW.length);
});
