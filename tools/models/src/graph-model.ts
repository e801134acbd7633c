/**
 * Reads a TensorFlow.js graph model from its files: the graph as JSON, the weights as one run of numbers. Reads only
 * what the models here need; anything else is an error, never a guess.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Row by row, the last dimension fastest. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

interface Attribute {
  readonly s?: string;
  readonly b?: boolean;
  readonly list?: { readonly i?: readonly string[]; readonly s?: readonly string[] };
  readonly shape?: { readonly dim: readonly { readonly size: string }[] };
}

export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: Readonly<Record<string, Attribute | undefined>>;
}

export interface GraphModel {
  /** In topological order: every node comes after those whose results it takes. */
  readonly nodes: readonly GraphNode[];
  readonly weights: ReadonlyMap<string, Tensor>;
}

interface WeightEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?: { readonly dtype: string };
}

interface ModelFile {
  readonly modelTopology: { readonly node: readonly (Omit<GraphNode, 'input'> & { input?: readonly string[] })[] };
  readonly weightsManifest: readonly { readonly paths: readonly string[]; readonly weights: readonly WeightEntry[] }[];
}

export async function readGraphModel(path: string): Promise<GraphModel> {
  const file = JSON.parse(await readFile(path, 'utf8')) as ModelFile;
  const weights = new Map<string, Tensor>();
  for (const group of file.weightsManifest) {
    const parts = await Promise.all(group.paths.map((part) => readFile(join(dirname(path), part))));
    readWeights(Buffer.concat(parts), group.weights, weights);
  }
  const nodes = file.modelTopology.node.map((node) => ({ ...node, input: (node.input ?? []).map(producerOf) }));
  return { nodes: inOrder(nodes), weights };
}

function readWeights(bytes: Buffer, entries: readonly WeightEntry[], into: Map<string, Tensor>): void {
  let offset = 0;
  for (const { name, shape, dtype, quantization } of entries) {
    const count = shape.reduce((product, side) => product * side, 1);
    const { values, size } = readNumbers(bytes, offset, count, quantization?.dtype ?? dtype);
    into.set(name, { shape, values });
    offset += size * count;
  }
  if (offset !== bytes.length) throw new Error(`The weights end at byte ${offset} of ${bytes.length}.`);
}

function readNumbers(bytes: Buffer, offset: number, count: number, dtype: string) {
  const each = <T>(from: (at: number) => T, size: number) =>
    Array.from({ length: count }, (_, at) => from(offset + at * size));
  if (dtype === 'float32') return { values: Float32Array.from(each((at) => bytes.readFloatLE(at), 4)), size: 4 };
  if (dtype === 'float16') return { values: Float32Array.from(each((at) => half(bytes.readUInt16LE(at)), 2)), size: 2 };
  if (dtype === 'int32') return { values: Int32Array.from(each((at) => bytes.readInt32LE(at), 4)), size: 4 };
  throw new Error(`Weights of the type ${dtype} are not known.`);
}

/** IEEE 754 binary16. */
function half(bits: number): number {
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) throw new Error('A weight is infinite or no number.');
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** `^name` waits for a node without taking its result, `name:0` is its first result. */
function producerOf(input: string): string {
  return input.replace(/^\^/, '').replace(/:0$/, '');
}

function inOrder(nodes: readonly GraphNode[]): GraphNode[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const ordered = new Set<GraphNode>();
  const visit = (node: GraphNode | undefined): void => {
    if (!node || ordered.has(node)) return;
    for (const input of node.input) visit(byName.get(input));
    ordered.add(node);
  };
  for (const node of nodes) visit(node);
  return [...ordered];
}

export function numbersOf({ attr }: GraphNode, name: string): number[] {
  return (attr[name]?.list?.i ?? []).map(Number);
}

export function textOf({ attr }: GraphNode, name: string): string {
  return fromBase64(attr[name]?.s ?? '');
}

export function textsOf({ attr }: GraphNode, name: string): string[] {
  return (attr[name]?.list?.s ?? []).map(fromBase64);
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString();
}

/** The weight that is the `index`-th input of a node. Throws where that input is a result. */
export function weightOf({ weights }: GraphModel, { name, input }: GraphNode, index: number): Tensor {
  const weight = weights.get(input[index] ?? '');
  if (!weight) throw new Error(`${name} has no weight as input ${index}.`);
  return weight;
}
