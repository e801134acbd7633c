import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRenderer, type Renderer } from '../src/index.ts';
import { thing } from './order-images.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await createRenderer();
});
afterAll(() => renderer.close());

/** At which place among all compositions the one comes in which a photograph sinks into the shade. */
async function placeOfCover(wall: string): Promise<number> {
  const image = await thing({ x: 0.3, y: 0.2, width: 0.4, height: 0.6 }, 1600, 1200, wall);
  const order = {
    ...{ kind: 'AD' as const, brand: {}, formats: [{ width: 400, height: 400 }], mediaType: 'image/jpeg' as const },
    ...{ copy: { headline: 'Every morning', button: 'Order' }, images: [image], variants: 8, seed: 3 },
  };
  const outputs = await Array.fromAsync(renderer.render(order));
  return outputs.findIndex(({ template }) => template === 'cover');
}

test('a photograph before a studio’s white ground is not burnt to black; before a dark wall it may sink into the shade', async () => {
  expect(await placeOfCover('#f6f6f4')).toBe(-1);
  expect(await placeOfCover('#3c3a38')).toBeGreaterThanOrEqual(0);
});
