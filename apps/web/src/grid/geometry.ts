import { JustifiedLayout as Rows } from '@immich/justified-layout-wasm';
import type { Output } from '@proofsheet/client';
import { Rect } from 'react-aria-components';

export interface RowOptions {
  /** The height that rows come near to, in CSS pixels. */
  readonly rowHeight: number;
  readonly spacing: number;
  /** How much taller or flatter a row may be so that it is filled, as a share. */
  readonly tolerance: number;
}

/**
 * Rows of pictures in their own proportions, each as wide as the grid. The positions of a hundred thousand are reckoned at
 * once, in a millisecond or two, and kept as numbers: an object is made for what is asked for only.
 */
export class Geometry {
  readonly count: number;
  readonly width: number;
  readonly #rows: Rows;

  constructor(ratios: Float32Array, width: number, { rowHeight, spacing, tolerance }: RowOptions) {
    this.count = ratios.length;
    this.width = width;
    this.#rows = new Rows(ratios, { rowHeight, rowWidth: Math.max(width, 1), spacing, heightTolerance: tolerance });
  }

  get height(): number {
    return this.count === 0 ? 0 : (this.#rows.containerHeight ?? 0);
  }

  rectOf(index: number): Rect {
    const { top, left, width, height } = this.#rows.getPosition(index);
    return new Rect(left, top, width, height);
  }

  /** The first picture that ends below that height: rows rise, so half of what remains is left out each time. */
  firstBelow(y: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.rectOf(middle).maxY < y) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Towers and strips would make rows of slivers: they are shown whole in a frame that is less extreme. */
export function shownRatio({ width, height }: Pick<Output, 'width' | 'height'>): number {
  return bounded(width / height);
}

export function bounded(ratio: number): number {
  return Math.min(4, Math.max(0.5, ratio));
}
