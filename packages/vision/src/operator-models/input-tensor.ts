import type { Tensor } from 'onnxruntime-node';
import type { InputPlan } from './model-errands.ts';

/** RGB bytes of the size of the plan as the tensor that the model takes: (value / white - mean) / std. */
export async function inputTensor(rgb: Uint8Array, plan: InputPlan): Promise<Tensor> {
  const { Tensor } = await import('onnxruntime-node');
  const { width, height, layout } = plan;
  const values = layout === 'NCHW' ? inPlanes(rgb, plan) : byPixels(rgb, plan);
  return new Tensor('float32', values, layout === 'NCHW' ? [1, 3, height, width] : [1, height, width, 3]);
}

function inPlanes(rgb: Uint8Array, plan: InputPlan): Float32Array {
  const size = plan.width * plan.height;
  const values = new Float32Array(3 * size);
  const white = whiteOf(rgb, plan);
  for (let channel = 0; channel < 3; channel += 1) {
    const [scale, shift] = normalisation(plan, channel, white);
    const start = channel * size;
    for (let at = 0; at < size; at += 1) values[start + at] = (rgb[3 * at + channel] as number) * scale - shift;
  }
  return values;
}

function byPixels(rgb: Uint8Array, plan: InputPlan): Float32Array {
  const values = new Float32Array(rgb.length);
  const white = whiteOf(rgb, plan);
  for (let channel = 0; channel < 3; channel += 1) {
    const [scale, shift] = normalisation(plan, channel, white);
    for (let at = channel; at < rgb.length; at += 3) values[at] = (rgb[at] as number) * scale - shift;
  }
  return values;
}

function normalisation({ mean, std }: InputPlan, channel: number, white: number): [scale: number, shift: number] {
  const deviation = std[channel] as number;
  return [1 / (white * deviation), (mean[channel] as number) / deviation];
}

/** A black image has no brightest value to divide by: it stays black. */
function whiteOf(rgb: Uint8Array, { white }: InputPlan): number {
  if (white === 'byte') return 255;
  let brightest = 1;
  for (const value of rgb) if (value > brightest) brightest = value;
  return brightest;
}
