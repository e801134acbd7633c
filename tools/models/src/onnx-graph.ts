import type { Tensor } from './graph-model.ts';

export type Attribute = { readonly name: string } & (
  | { readonly ints: readonly number[] }
  | { readonly int: number }
  | { readonly text: string }
);

interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: readonly Attribute[];
}

interface Initializer {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | BigInt64Array;
}

/** Builds an ONNX graph. Nodes are added in the order in which they run. */
export class OnnxGraph {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: Initializer[] = [];
  readonly inputs: { readonly name: string; readonly shape: readonly number[] }[] = [];
  private readonly known = new Set<string>();

  /** Returns the name of the node's result. */
  add(op: string, inputs: readonly string[], output: string, attributes: readonly Attribute[] = []): string {
    this.nodes.push({ op, inputs, output, attributes });
    return output;
  }

  /** Stores each name once. Integers become 64 bits wide: ONNX takes shapes and paddings in no other width. */
  constant(name: string, { shape, values }: Tensor): string {
    if (this.known.has(name)) return name;
    this.known.add(name);
    const wide = values instanceof Int32Array ? BigInt64Array.from(values, BigInt) : values;
    this.initializers.push({ name, shape, values: wide });
    return name;
  }

  scalar(name: string, value: number): string {
    return this.constant(name, { shape: [], values: Float32Array.of(value) });
  }

  integers(name: string, values: readonly number[]): string {
    return this.constant(name, { shape: [values.length], values: Int32Array.from(values) });
  }

  /**
   * TensorFlow keeps channels last, ONNX first. The runtime drops the pairs that cancel out when it loads the model.
   */
  channelsFirst(input: string, output: string): string {
    return this.add('Transpose', [input], output, [{ name: 'perm', ints: [0, 3, 1, 2] }]);
  }

  channelsLast(input: string, output: string): string {
    return this.add('Transpose', [input], output, [{ name: 'perm', ints: [0, 2, 3, 1] }]);
  }

  /** The results that no node takes, in the order of the graph. */
  outputs(): string[] {
    const taken = new Set(this.nodes.flatMap((node) => node.inputs));
    return this.nodes.map((node) => node.output).filter((output) => !taken.has(output));
  }
}
