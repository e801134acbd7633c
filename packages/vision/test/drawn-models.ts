import onnxProto from 'onnx-proto';

const { onnx } = onnxProto;

/**
 * Small real models, written node by node: what a test says of operators' models it says of files that the runtime
 * loads and runs. Each finds what is redder than it is green in an image with channels from 0 to 1.
 */
export interface DrawnModel {
  /** Side of its input in pixels; without it the model takes any. */
  readonly side?: number;
  readonly layout?: 'NCHW' | 'NHWC';
  /** Without it the model ends with logits. */
  readonly sigmoid?: boolean;
  /** What a white pixel anywhere in the image brings about. */
  readonly onWhite?: 'never ends' | 'takes gigabytes';
  /** Channels of the input. */
  readonly channels?: number;
  /** Further outputs, smaller and before the mask. */
  readonly coarse?: boolean;
}

const FLOAT = 1;
const INT64 = 7;
const BOOL = 9;

/** Steep enough for pure masks from clear colours; a difference of 0.25 between red and green is undecided. */
const STEEPNESS = 60;
const UNDECIDED = 0.25;

export function maskModel(model: DrawnModel = {}): Uint8Array {
  const { side = 'side', layout = 'NCHW', sigmoid = true, onWhite, channels = 3, coarse = false } = model;
  const weights = [STEEPNESS, -STEEPNESS, ...new Array(Math.max(0, channels - 2)).fill(0)].slice(0, channels);
  const lastFirst = layout === 'NHWC';
  const nodes = [
    ...(lastFirst ? [node('Transpose', ['image'], 'planes', [ints('perm', [0, 3, 1, 2])])] : []),
    node('Conv', [lastFirst ? 'planes' : 'image', 'weights', 'bias'], 'found'),
    ...burden(onWhite),
    node('Add', ['found', 'nothing'], 'logits'),
    node(sigmoid ? 'Sigmoid' : 'Identity', ['logits'], 'likely'),
    ...(coarse
      ? [node('AveragePool', ['likely'], 'coarse', [ints('kernel_shape', [2, 2]), ints('strides', [2, 2])])]
      : []),
    ...(lastFirst
      ? [node('Transpose', ['likely'], 'mask', [ints('perm', [0, 2, 3, 1])])]
      : [node('Identity', ['likely'], 'mask')]),
  ];
  return encoded({
    node: nodes,
    initializer: [
      floats('weights', [1, channels, 1, 1], weights),
      floats('bias', [1], [-STEEPNESS * UNDECIDED]),
      ...(onWhite
        ? [floats('almost', [], [0.99]), wholes('much', [], [onWhite === 'never ends' ? 1e15 : 1e9])]
        : [floats('nothing', [], [0])]),
      ...(onWhite === 'takes gigabytes' ? [wholes('one', [1], [1])] : []),
    ],
    input: [value('image', FLOAT, lastFirst ? [1, side, side, channels] : [1, channels, side, side])],
    output: [...(coarse ? [value('coarse', FLOAT)] : []), value('mask', FLOAT)],
  });
}

/** Says of an image how much red there is, as logits of three classes: green, red, blue. */
export function classifier({ side, classes = 3 }: { side: number; classes?: number }): Uint8Array {
  const weights = [0, 10, 0, 10, 0, 0, 0, 0, 10].slice(0, classes * 3);
  return encoded({
    node: [
      node('Conv', ['image', 'weights'], 'planes'),
      node('GlobalAveragePool', ['planes'], 'means'),
      node('Flatten', ['means'], 'classes'),
    ],
    initializer: [floats('weights', [classes, 3, 1, 1], weights)],
    input: [value('image', FLOAT, [1, 3, side, side])],
    output: [value('classes', FLOAT)],
  });
}

/** Nodes that end in `nothing`, a zero; on the way there, where a pixel is white, they cost what no budget allows. */
function burden(onWhite: DrawnModel['onWhite']) {
  if (!onWhite) return [];
  const times = [
    node('ReduceMax', ['image'], 'brightest', [whole('keepdims', 0)]),
    node('Greater', ['brightest', 'almost'], 'white'),
    node('Cast', ['white'], 'once', [whole('to', INT64)]),
    node('Mul', ['once', 'much'], 'times'),
  ];
  if (onWhite === 'takes gigabytes') {
    return [
      ...times,
      node('Add', ['times', 'one'], 'shape'),
      node('ConstantOfShape', ['shape'], 'zeros'),
      node('ReduceSum', ['zeros'], 'nothing', [whole('keepdims', 0)]),
    ];
  }
  const body = {
    name: 'again',
    node: [node('Identity', ['going'], 'stillGoing'), node('Sin', ['before'], 'after')],
    input: [value('turn', INT64, []), value('going', BOOL, []), value('before', FLOAT, [])],
    output: [value('stillGoing', BOOL, []), value('after', FLOAT, [])],
  };
  return [
    ...times,
    node('Sub', ['brightest', 'brightest'], 'zero'),
    node('Loop', ['times', '', 'zero'], 'nothing', [{ name: 'body', type: 5, g: body }]),
  ];
}

function encoded(graph: object): Uint8Array {
  const model = { irVersion: 8, opsetImport: [{ domain: '', version: 13 }], graph: { name: 'drawn', ...graph } };
  return onnx.ModelProto.encode(onnx.ModelProto.fromObject(model)).finish();
}

function node(opType: string, input: string[], output: string, attribute: object[] = []) {
  return { opType, input, output: [output], name: `${opType} ${output}`, attribute };
}

function ints(name: string, values: number[]) {
  return { name, type: 7, ints: values };
}

function whole(name: string, i: number) {
  return { name, type: 2, i };
}

function floats(name: string, dims: number[], values: number[]) {
  return { name, dims, dataType: FLOAT, floatData: values };
}

function wholes(name: string, dims: number[], values: number[]) {
  return { name, dims, dataType: INT64, int64Data: values };
}

function value(name: string, elemType: number, shape?: (number | string)[]) {
  const dim = shape?.map((side) => (typeof side === 'number' ? { dimValue: side } : { dimParam: side }));
  return { name, type: { tensorType: { elemType, ...(dim ? { shape: { dim } } : {}) } } };
}
