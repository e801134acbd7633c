import { expect, test } from 'vitest';
import { inputTensor } from './input-tensor.ts';
import type { InputPlan } from './model-errands.ts';

const PLAN: InputPlan = {
  name: 'image',
  layout: 'NCHW',
  width: 2,
  height: 1,
  white: 'byte',
  mean: [0, 0.5, 1],
  std: [1, 0.5, 2],
};
const RGB = Uint8Array.of(51, 102, 0, 204, 0, 102);

async function values(plan: Partial<InputPlan>) {
  const { data, dims } = await inputTensor(RGB, { ...PLAN, ...plan });
  return { dims, values: Array.from(data as Float32Array, (value) => Number(value.toFixed(4))) };
}

test('a channel is brought to 0 to 1, then its mean goes off, then its deviation divides', async () => {
  expect(await values({})).toEqual({ dims: [1, 3, 1, 2], values: [0.2, 0.8, -0.2, -1, -0.5, -0.3] });
});

test('with the channels last the same values stand pixel by pixel', async () => {
  expect(await values({ layout: 'NHWC' })).toEqual({ dims: [1, 1, 2, 3], values: [0.2, -0.2, -0.5, 0.8, -1, -0.3] });
});

test('by the brightest value, a dark image is as bright as any', async () => {
  const { values: found } = await values({ white: 'brightest', mean: [0, 0, 0], std: [1, 1, 1] });
  expect(found).toEqual([0.25, 1, 0.5, 0, 0, 0.5]);
});
