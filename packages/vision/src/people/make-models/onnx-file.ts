/**
 * The ONNX file format: protobuf messages, of which these are the fields that vision's models need.
 * Field numbers and enumerations: the schema of ONNX, IR version 8.
 */
import { PbfWriter } from 'pbf';
import type { Attribute, OnnxGraph } from './onnx-graph.ts';

const IR_VERSION = 8;
/** The first with `axes` in Resize. */
const OPERATOR_SET = 18;

const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE_TYPE = { int: 2, text: 3, ints: 7 };

/** The same graph gives the same bytes. */
export function encodeModel(graph: OnnxGraph): Uint8Array {
  const file = new PbfWriter();
  file.writeVarintField(1, IR_VERSION);
  file.writeStringField(2, 'proofsheet');
  file.writeMessage(7, writeGraph, graph);
  file.writeMessage(8, writeOperatorSet, OPERATOR_SET);
  return file.finish();
}

function writeOperatorSet(version: number, pbf: PbfWriter): void {
  pbf.writeStringField(1, '');
  pbf.writeVarintField(2, version);
}

function writeGraph(graph: OnnxGraph, pbf: PbfWriter): void {
  for (const node of graph.nodes) pbf.writeMessage(1, writeNode, node);
  pbf.writeStringField(2, 'graph');
  for (const initializer of graph.initializers) pbf.writeMessage(5, writeTensor, initializer);
  for (const input of graph.inputs) pbf.writeMessage(11, writeValue, input);
  for (const name of graph.outputs()) pbf.writeMessage(12, writeValue, { name });
}

function writeNode({ op, inputs, output, attributes }: OnnxGraph['nodes'][number], pbf: PbfWriter): void {
  for (const input of inputs) pbf.writeStringField(1, input);
  pbf.writeStringField(2, output);
  pbf.writeStringField(3, `${output}/node`);
  pbf.writeStringField(4, op);
  for (const attribute of attributes) pbf.writeMessage(5, writeAttribute, attribute);
}

function writeAttribute(attribute: Attribute, pbf: PbfWriter): void {
  pbf.writeStringField(1, attribute.name);
  if ('int' in attribute) {
    pbf.writeVarintField(3, attribute.int);
    pbf.writeVarintField(20, ATTRIBUTE_TYPE.int);
  } else if ('text' in attribute) {
    pbf.writeStringField(4, attribute.text);
    pbf.writeVarintField(20, ATTRIBUTE_TYPE.text);
  } else {
    for (const value of attribute.ints) pbf.writeVarintField(8, value);
    pbf.writeVarintField(20, ATTRIBUTE_TYPE.ints);
  }
}

function writeTensor({ name, shape, values }: OnnxGraph['initializers'][number], pbf: PbfWriter): void {
  for (const side of shape) pbf.writeVarintField(1, side);
  pbf.writeVarintField(2, values instanceof Float32Array ? FLOAT : INT64);
  pbf.writeStringField(8, name);
  pbf.writeBytesField(9, littleEndian(values));
}

function littleEndian(values: Float32Array | BigInt64Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.byteLength));
  for (const [at, value] of values.entries()) {
    if (typeof value === 'bigint') view.setBigInt64(at * 8, value, true);
    else view.setFloat32(at * 4, value, true);
  }
  return new Uint8Array(view.buffer);
}

function writeValue(value: { name: string; shape?: readonly number[] }, pbf: PbfWriter): void {
  pbf.writeStringField(1, value.name);
  pbf.writeMessage(2, writeType, value.shape);
}

/** Without a shape the runtime works it out. */
function writeType(shape: readonly number[] | undefined, pbf: PbfWriter): void {
  pbf.writeMessage(1, writeTensorType, shape);
}

function writeTensorType(shape: readonly number[] | undefined, pbf: PbfWriter): void {
  pbf.writeVarintField(1, FLOAT);
  if (shape) pbf.writeMessage(2, writeShape, shape);
}

function writeShape(shape: readonly number[], pbf: PbfWriter): void {
  for (const side of shape) pbf.writeMessage(1, writeSide, side);
}

function writeSide(side: number, pbf: PbfWriter): void {
  pbf.writeVarintField(1, side);
}
