import onnxProto, { type onnx as schema } from 'onnx-proto';
import type { Attribute, OnnxGraph } from './onnx-graph.ts';

const { onnx } = onnxProto;
const { AttributeType } = onnx.AttributeProto;
const { DataType } = onnx.TensorProto;

const IR_VERSION = 8;
/** The first operator set whose Resize has `axes`. */
const OPERATOR_SET = 18;

/** The graph as an ONNX file. The same graph gives the same bytes. */
export function encodeModel(graph: OnnxGraph): Uint8Array {
  const model = onnx.ModelProto.create({
    irVersion: IR_VERSION,
    opsetImport: [{ domain: '', version: OPERATOR_SET }],
    producerName: 'proofsheet',
    graph: {
      name: 'graph',
      node: graph.nodes.map(nodeMessage),
      initializer: graph.initializers.map(tensorMessage),
      input: graph.inputs.map(({ name, shape }) => valueMessage(name, shape)),
      output: graph.outputs().map((name) => valueMessage(name)),
    },
  });
  return onnx.ModelProto.encode(model).finish();
}

function nodeMessage({ op, inputs, output, attributes }: OnnxGraph['nodes'][number]): schema.INodeProto {
  const attribute = attributes.map(attributeMessage);
  return { name: `${output}/node`, opType: op, input: [...inputs], output: [output], attribute };
}

function attributeMessage(attribute: Attribute): schema.IAttributeProto {
  const { name } = attribute;
  if ('int' in attribute) return { name, type: AttributeType.INT, i: attribute.int };
  if ('text' in attribute) return { name, type: AttributeType.STRING, s: Buffer.from(attribute.text) };
  return { name, type: AttributeType.INTS, ints: [...attribute.ints] };
}

function tensorMessage({ name, shape, values }: OnnxGraph['initializers'][number]): schema.ITensorProto {
  const dataType = values instanceof Float32Array ? DataType.FLOAT : DataType.INT64;
  return { name, dims: [...shape], dataType, rawData: littleEndian(values) };
}

function littleEndian(values: Float32Array | BigInt64Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.byteLength));
  for (const [at, value] of values.entries()) {
    if (typeof value === 'bigint') view.setBigInt64(at * 8, value, true);
    else view.setFloat32(at * 4, value, true);
  }
  return new Uint8Array(view.buffer);
}

/** The runtime infers a shape that is left out. */
function valueMessage(name: string, shape?: readonly number[]): schema.IValueInfoProto {
  const dim = shape?.map((side) => ({ dimValue: side }));
  return { name, type: { tensorType: { elemType: DataType.FLOAT, ...(dim ? { shape: { dim } } : {}) } } };
}
