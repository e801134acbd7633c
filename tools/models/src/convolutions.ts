import { type GraphModel, type GraphNode, numbersOf, type Tensor, textOf, textsOf, weightOf } from './graph-model.ts';
import type { Attribute, OnnxGraph } from './onnx-graph.ts';

/** Kernels: height, width, channels in, channels out. */
export function convolution(node: GraphNode, model: GraphModel, graph: OnnxGraph): void {
  const { name } = node;
  const kernel = permuted(weightOf(model, node, 1), [3, 2, 0, 1]);
  const inputs = [graph.channelsFirst(node.input[0] ?? '', `${name}/first`), graph.constant(`${name}/kernel`, kernel)];
  const [bias, activation, ...more] = textsOf(node, 'fused_ops');
  if (bias && bias !== 'BiasAdd') throw new Error(`${name} is fused with ${bias}, which is not known.`);
  if (more.length > 0 || (activation && activation !== 'Relu')) {
    throw new Error(`${name} is fused with ${activation}, which is not known.`);
  }
  if (bias) inputs.push(graph.constant(node.input[2] ?? '', weightOf(model, node, 2)));
  const convolved = graph.add('Conv', inputs, `${name}/convolved`, [...placing(node), ...dilation(node), size(kernel)]);
  const active = activation ? graph.add(activation, [convolved], `${name}/active`) : convolved;
  graph.channelsLast(active, name);
}

/** Kernels: height, width, channels, results for each channel. Each channel is its own group. */
export function depthwise(node: GraphNode, model: GraphModel, graph: OnnxGraph): void {
  const { name } = node;
  const { shape, values } = permuted(weightOf(model, node, 1), [2, 3, 0, 1]);
  const [channels = 0, results = 0, height = 0, width = 0] = shape;
  const kernel = { shape: [channels * results, 1, height, width], values };
  const inputs = [graph.channelsFirst(node.input[0] ?? '', `${name}/first`), graph.constant(`${name}/kernel`, kernel)];
  const group = { name: 'group', int: channels };
  const attributes = [...placing(node), ...dilation(node), size(kernel), group];
  graph.channelsLast(graph.add('Conv', inputs, `${name}/convolved`, attributes), name);
}

/** Kernels: height, width, channels out, channels in. */
export function transposedConvolution(node: GraphNode, model: GraphModel, graph: OnnxGraph): void {
  const { name } = node;
  const kernel = permuted(weightOf(model, node, 1), [3, 2, 0, 1]);
  const inputs = [graph.channelsFirst(node.input[2] ?? '', `${name}/first`), graph.constant(`${name}/kernel`, kernel)];
  const spread = graph.add('ConvTranspose', inputs, `${name}/spread`, [...placing(node), size(kernel)]);
  graph.channelsLast(spread, name);
}

function placing(node: GraphNode): Attribute[] {
  const [, down = 1, right = 1] = numbersOf(node, 'strides');
  return [
    { name: 'strides', ints: [down, right] },
    { name: 'auto_pad', text: textOf(node, 'padding') === 'SAME' ? 'SAME_UPPER' : 'VALID' },
  ];
}

function dilation(node: GraphNode): Attribute[] {
  const [, down = 1, right = 1] = numbersOf(node, 'dilations');
  return [{ name: 'dilations', ints: [down, right] }];
}

function size({ shape }: Tensor): Attribute {
  return { name: 'kernel_shape', ints: shape.slice(2) };
}

/** The same four-dimensional tensor with its dimensions in another order. */
function permuted({ shape, values }: Tensor, order: readonly [number, number, number, number]): Tensor {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, side) => product * side, 1));
  const [a = 0, b = 0, c = 0, d = 0] = order.map((axis) => shape[axis]);
  const [ta = 0, tb = 0, tc = 0, td = 0] = order.map((axis) => strides[axis]);
  const moved = new Float32Array(values.length);
  let at = 0;
  for (let i = 0; i < a; i += 1) {
    for (let j = 0; j < b; j += 1) {
      for (let k = 0; k < c; k += 1) {
        for (let l = 0; l < d; l += 1) moved[at++] = values[i * ta + j * tb + k * tc + l * td] as number;
      }
    }
  }
  return { shape: [a, b, c, d], values: moved };
}
