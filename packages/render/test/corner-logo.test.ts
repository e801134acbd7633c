import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRenderer, type OrderImage, type RenderedOutput, type Renderer } from '../src/index.ts';
import { logo, product } from './order-images.ts';

const SIZE = { width: 640, height: 360 };
let renderer: Renderer;
let bottle: OrderImage;
beforeAll(async () => {
  renderer = await createRenderer();
  bottle = await product();
});
afterAll(() => renderer.close());

async function thumbnail(images: readonly OrderImage[]): Promise<RenderedOutput> {
  const given = { kind: 'THUMBNAIL', copy: { headline: 'Made to **last**' }, brand: { primary: '#1d3f8f' } } as const;
  const order = { ...given, formats: [SIZE], variants: 1, mediaType: 'image/png', seed: 1, template: 'split' } as const;
  const [output] = await Array.fromAsync(renderer.render({ ...order, images }));
  return (output as RenderedOutput | undefined) ?? expect.fail();
}

/** Where two pictures differ, in pixels. */
async function difference(one: RenderedOutput, other: RenderedOutput) {
  const [a, b] = await Promise.all([one, other].map(({ bytes }) => sharp(bytes).removeAlpha().raw().toBuffer()));
  const places = Array.from({ length: SIZE.width * SIZE.height }, (_, pixel) => pixel).filter((pixel) =>
    [0, 1, 2].some((channel) => Math.abs((a?.[pixel * 3 + channel] ?? 0) - (b?.[pixel * 3 + channel] ?? 0)) > 8),
  );
  const [xs, ys] = [places.map((pixel) => pixel % SIZE.width), places.map((pixel) => Math.floor(pixel / SIZE.width))];
  const [left, right] = [
    xs.reduce((x, other) => Math.min(x, other), SIZE.width),
    xs.reduce((x, o) => Math.max(x, o), 0),
  ];
  return { left, right, top: Math.min(...ys), bottom: Math.max(...ys) };
}

test('a thumbnail shows a logo in a corner, in line with its words, and is else as without one', async () => {
  const [plain, marked] = [await thumbnail([bottle]), await thumbnail([bottle, await logo(), await logo()])];
  const { left, right, top, bottom } = await difference(plain, marked);
  const side = Math.min(left, SIZE.width - right);
  expect([side > 10, side < 60, top > 5, bottom < SIZE.height * 0.2]).toEqual([true, true, true, true]);
  expect(right - left).toBeLessThan(SIZE.width * 0.25);
  expect(bottom - top).toBeGreaterThan(12);
  expect(marked.report.findings.map(({ code }) => code)).not.toContain('image_left_out');
});
