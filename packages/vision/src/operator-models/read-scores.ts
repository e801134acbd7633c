import type { Tensor } from 'onnxruntime-node';

/** The values of the first output, one for each class. Throws where that is not what it holds. */
export function readScores([output]: readonly Tensor[]): number[] {
  if (output?.type !== 'float32' || output.dims.filter((side) => side !== 1).length !== 1) {
    const shape = output ? `${output.type} [${output.dims.join(', ')}]` : 'missing';
    throw new Error(`the first output is not one value for each of at least two classes: it is ${shape}`);
  }
  const scores = Array.from(output.data as Float32Array);
  if (scores.some((score) => !Number.isFinite(score))) throw new Error('the scores have values that are no numbers');
  return scores;
}
