import type { InputPlan, ModelDescription, TensorDescription } from './model-errands.ts';

/** What is wrong with a model or a setting of it, for the operator. */
export class UnusableModel extends Error {
  override readonly name = 'UnusableModel';
}

export interface InputShape extends Pick<InputPlan, 'name' | 'layout'> {
  /** In pixels; undefined where the model takes any. */
  readonly width: number | undefined;
  readonly height: number | undefined;
}

/** The one image that a model takes: [1, 3, height, width] or [1, height, width, 3], of 32-bit floats. */
export function inputShapeOf({ inputs }: ModelDescription): InputShape {
  const [input, ...others] = inputs;
  if (!input || others.length > 0) {
    throw new UnusableModel(`it takes ${inputs.length} inputs, but one image is all that it is given`);
  }
  const { name, type, shape } = input;
  const [batch, second, third, fourth] = shape;
  const oneImage = shape.length === 4 && (batch === 1 || typeof batch !== 'number');
  if (!oneImage || (second !== 3 && fourth !== 3)) {
    throw new UnusableModel(`its input ${written(input)} is no image: [1, 3, height, width] or [1, height, width, 3]`);
  }
  if (type !== 'float32') {
    throw new UnusableModel(`its input ${written(input)} is not of 32-bit floats: take the fp32 export`);
  }
  const fixed = (side: number | string | undefined) => (typeof side === 'number' ? side : undefined);
  return second === 3
    ? { name, layout: 'NCHW', height: fixed(third), width: fixed(fourth) }
    : { name, layout: 'NHWC', height: fixed(second), width: fixed(third) };
}

/** The sides of the input: the model's own where they are fixed, else the set or the usual size. */
export function sidesOf(
  { width, height }: InputShape,
  { set, usual, variable }: { set: number | undefined; usual: number | undefined; variable: string },
): Pick<InputPlan, 'width' | 'height'> {
  const wanted = set ?? usual;
  if (set !== undefined && [width, height].some((side) => side !== undefined && side !== set)) {
    throw new UnusableModel(`it takes ${width ?? 'any'} by ${height ?? 'any'} pixels only: leave ${variable} away`);
  }
  const sides = { width: width ?? wanted, height: height ?? wanted };
  if (sides.width === undefined || sides.height === undefined) {
    throw new UnusableModel(`it takes images of any size: set ${variable} to the one that it was trained for`);
  }
  return { width: sides.width, height: sides.height };
}

function written({ name, type, shape }: TensorDescription): string {
  return `"${name}" of ${type} [${shape.map((side) => side || '?').join(', ')}]`;
}
