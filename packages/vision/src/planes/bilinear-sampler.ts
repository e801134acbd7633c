import { type Field, mix } from './smooth-field.ts';

/**
 * Reads several fields of one shape at one pixel after another, as `valueAt` reads one: where a pixel lies between the
 * cells is worked out once for all of them.
 */
export class BilinearSampler {
  readonly #shape: Omit<Field, 'values'>;
  /**
   * For every pixel of a row: the column of cells to its left, the step to the one on its right, how far it is between
   * them.
   */
  readonly #lefts: Int32Array;
  readonly #rights: Uint8Array;
  readonly #shares: Float64Array;
  #row = 0;
  #below = 0;
  #down = 0;
  #at = 0;
  #right = 0;
  #across = 0;

  constructor(shape: Omit<Field, 'values'>, width: number) {
    this.#shape = shape;
    this.#lefts = new Int32Array(width);
    this.#rights = new Uint8Array(width);
    this.#shares = new Float64Array(width);
    const { columns, cell } = shape;
    for (let x = 0; x < width; x += 1) {
      const u = Math.min(columns - 1, Math.max(0, (x + 0.5) / cell - 0.5));
      const left = u | 0;
      this.#lefts[x] = left;
      this.#rights[x] = left + 1 < columns ? 1 : 0;
      this.#shares[x] = u - left;
    }
  }

  toRow(y: number): void {
    const { columns, rows, cell } = this.#shape;
    const v = Math.min(rows - 1, Math.max(0, (y + 0.5) / cell - 0.5));
    const top = v | 0;
    this.#row = top * columns;
    this.#below = top + 1 < rows ? columns : 0;
    this.#down = v - top;
  }

  toColumn(x: number): void {
    this.#at = this.#row + (this.#lefts[x] as number);
    this.#right = this.#rights[x] as number;
    this.#across = this.#shares[x] as number;
  }

  /** The value of a field with these values at the pixel of the last `toRow` and `toColumn`. */
  valueIn(values: Float32Array): number {
    const at = this.#at;
    const right = at + this.#right;
    const below = this.#below;
    const upper = mix(values[at] as number, values[right] as number, this.#across);
    const lower = mix(values[at + below] as number, values[right + below] as number, this.#across);
    return mix(upper, lower, this.#down);
  }
}
