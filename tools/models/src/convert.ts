import { convolution, depthwise, transposedConvolution } from './convolutions.ts';
import { type GraphModel, type GraphNode, numbersOf, textOf, weightOf } from './graph-model.ts';
import { OnnxGraph } from './onnx-graph.ts';

type Convert = (node: GraphNode, model: GraphModel, graph: OnnxGraph) => void;

/** Every operation that the models use. */
const OPERATIONS: Readonly<Record<string, Convert>> = {
  Placeholder: input,
  // A weight is stored when the first node that takes it is converted.
  Const: () => undefined,
  Conv2D: convolution,
  _FusedConv2D: convolution,
  DepthwiseConv2dNative: depthwise,
  Conv2DBackpropInput: transposedConvolution,
  MaxPool: pooling('MaxPool'),
  AvgPool: pooling('AveragePool'),
  Add: elementwise('Add'),
  AddV2: elementwise('Add'),
  AddN: elementwise('Sum'),
  Mul: elementwise('Mul'),
  Relu: elementwise('Relu'),
  Sigmoid: elementwise('Sigmoid'),
  Identity: elementwise('Identity'),
  Relu6: relu6,
  Pad: padding,
  Reshape: reshape,
  ResizeBilinear: resize,
};

/** The graph in ONNX: the same function of the same input, with the channels last. */
export function convertModel(model: GraphModel): OnnxGraph {
  const graph = new OnnxGraph();
  for (const node of model.nodes) {
    const convert = OPERATIONS[node.op];
    if (!convert) throw new Error(`${node.name} is a ${node.op}, which is not known.`);
    convert(node, model, graph);
  }
  return graph;
}

function input({ name, attr }: GraphNode, _: GraphModel, graph: OnnxGraph): void {
  const [, ...shape] = (attr.shape?.shape?.dim ?? []).map(({ size }) => Number(size));
  graph.inputs.push({ name, shape: [1, ...shape] });
}

function elementwise(op: string): Convert {
  return (node, { weights }, graph) => {
    const inputs = node.input.map((name) => {
      const weight = weights.get(name);
      return weight ? graph.constant(name, weight) : name;
    });
    graph.add(op, inputs, node.name);
  };
}

function pooling(op: string): Convert {
  return (node, _, graph) => {
    const { name } = node;
    const [, height = 0, width = 0] = numbersOf(node, 'ksize');
    const [, down = 0, right = 0] = numbersOf(node, 'strides');
    const first = graph.channelsFirst(node.input[0] ?? '', `${name}/first`);
    const pooled = graph.add(op, [first], `${name}/pooled`, [
      { name: 'kernel_shape', ints: [height, width] },
      { name: 'strides', ints: [down, right] },
      { name: 'auto_pad', text: textOf(node, 'padding') === 'SAME' ? 'SAME_UPPER' : 'VALID' },
    ]);
    graph.channelsLast(pooled, name);
  };
}

function relu6({ name, input: [from = ''] }: GraphNode, _: GraphModel, graph: OnnxGraph): void {
  graph.add('Clip', [from, graph.scalar('zero', 0), graph.scalar('six', 6)], name);
}

/** TensorFlow lists before and after for each dimension; ONNX lists all befores, then all afters. */
function padding(node: GraphNode, model: GraphModel, graph: OnnxGraph): void {
  const pairs = [...weightOf(model, node, 1).values];
  const before = pairs.filter((_, at) => at % 2 === 0);
  const after = pairs.filter((_, at) => at % 2 === 1);
  graph.add('Pad', [node.input[0] ?? '', graph.integers(`${node.name}/pads`, [...before, ...after])], node.name);
}

function reshape(node: GraphNode, model: GraphModel, graph: OnnxGraph): void {
  const shape = graph.constant(node.input[1] ?? '', weightOf(model, node, 1));
  graph.add('Reshape', [node.input[0] ?? '', shape], node.name);
}

function resize(node: GraphNode, model: GraphModel, graph: OnnxGraph): void {
  if (!node.attr.half_pixel_centers?.b || node.attr.align_corners?.b) {
    throw new Error(`${node.name} resizes from corners, which is not known.`);
  }
  const size = graph.constant(node.input[1] ?? '', weightOf(model, node, 1));
  const first = graph.channelsFirst(node.input[0] ?? '', `${node.name}/first`);
  // The empty inputs are the region of interest and the scales: the size is given instead.
  const resized = graph.add('Resize', [first, '', '', size], `${node.name}/resized`, [
    { name: 'axes', ints: [2, 3] },
    { name: 'mode', text: 'linear' },
    { name: 'coordinate_transformation_mode', text: 'half_pixel' },
  ]);
  graph.channelsLast(resized, node.name);
}
