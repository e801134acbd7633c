import { JustifiedLayout as Rows } from '@immich/justified-layout-wasm';
import type { Output } from '@proofsheet/client';
import type { Node } from '@react-types/shared';
import { Layout, LayoutInfo, Rect, Size } from 'react-aria-components';

export interface RowOptions {
  /** The height that rows come near to, in CSS pixels. */
  readonly rowHeight: number;
  readonly spacing: number;
}

const LOADER_HEIGHT = 64;
/** How much taller or flatter a row may be so that it is filled. */
const TOLERANCE = 0.25;

type Row = Node<Output>;

/**
 * Rows of pictures in their own proportions, each as wide as the grid. The positions of a hundred thousand are reckoned at
 * once, in a millisecond or two, and kept as numbers: an object is made for what is seen only.
 */
export class JustifiedLayout extends Layout<Row, RowOptions> {
  #keys: Row['key'][] = [];
  #places = new Map<Row['key'], number>();
  #rows: Rows | undefined;
  #loader: LayoutInfo | undefined;
  #width = 0;

  override shouldInvalidate(now: Rect, before: Rect): boolean {
    return now.width !== before.width;
  }

  override shouldInvalidateLayoutOptions(now: RowOptions, before: RowOptions): boolean {
    return now.rowHeight !== before.rowHeight || now.spacing !== before.spacing;
  }

  override update({ layoutOptions }: { layoutOptions?: RowOptions }): void {
    const { rowHeight, spacing } = layoutOptions ?? { rowHeight: 220, spacing: 8 };
    const nodes = [...(this.virtualizer?.collection ?? [])];
    const pictures = nodes.filter(({ type }) => type !== 'loader');
    this.#width = this.virtualizer?.visibleRect.width ?? 0;
    this.#keys = pictures.map(({ key }) => key);
    this.#places = new Map(this.#keys.map((key, place) => [key, place]));
    const ratios = Float32Array.from(pictures, ({ value }) => (value ? shownRatio(value) : 1));
    const size = { rowHeight, rowWidth: Math.max(this.#width, 1), spacing, heightTolerance: TOLERANCE };
    this.#rows = new Rows(ratios, size);
    const loader = nodes.find(({ type }) => type === 'loader');
    const below = new Rect(0, this.#height(), this.#width, LOADER_HEIGHT);
    this.#loader = loader && new LayoutInfo('loader', loader.key, below);
  }

  override getContentSize(): Size {
    return new Size(this.#width, this.#height() + (this.#loader ? LOADER_HEIGHT : 0));
  }

  override getVisibleLayoutInfos(seen: Rect): LayoutInfo[] {
    const infos: LayoutInfo[] = [];
    for (let place = this.#firstBelow(seen.y); place < this.#keys.length; place += 1) {
      const rect = this.#rectOf(place);
      if (rect.y > seen.maxY) break;
      infos.push(new LayoutInfo('item', this.#keys[place] as Row['key'], rect));
    }
    // Always there, so that its end is noticed before it is seen.
    if (this.#loader) infos.push(this.#loader);
    return infos;
  }

  override getLayoutInfo(key: Row['key']): LayoutInfo | null {
    const place = this.#places.get(key);
    if (place !== undefined) return new LayoutInfo('item', key, this.#rectOf(place));
    return this.#loader !== undefined && this.#loader.key === key ? this.#loader : null;
  }

  #height(): number {
    return this.#keys.length === 0 ? 0 : (this.#rows?.containerHeight ?? 0);
  }

  #rectOf(place: number): Rect {
    const { top, left, width, height } = (this.#rows as Rows).getPosition(place);
    return new Rect(left, top, width, height);
  }

  /** The first picture that ends below that height: rows rise, so half of what remains is left out each time. */
  #firstBelow(y: number): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#rectOf(middle).maxY < y) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Towers and strips would make rows of slivers: they are shown whole in a frame that is less extreme. */
export function shownRatio({ width, height }: Pick<Output, 'width' | 'height'>): number {
  return Math.min(4, Math.max(0.5, width / height));
}
