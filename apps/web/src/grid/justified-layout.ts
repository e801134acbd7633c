import type { Node } from '@react-types/shared';
import { Layout, LayoutInfo, type Rect, Size } from 'react-aria-components';
import type { Cell } from './cells.ts';
import type { Geometry } from './geometry.ts';

export interface Placed {
  readonly geometry: Geometry;
}

/**
 * The collection holds what is near the view alone; it lies where the whole list has it, and the list is as long as all
 * of it.
 */
export class JustifiedLayout extends Layout<Node<Cell>, Placed> {
  #geometry: Geometry | undefined;
  #cells: { readonly key: Node<Cell>['key']; readonly index: number }[] = [];
  #indices = new Map<Node<Cell>['key'], number>();

  override shouldInvalidate(now: Rect, before: Rect): boolean {
    return now.width !== before.width;
  }

  override shouldInvalidateLayoutOptions(now: Placed, before: Placed): boolean {
    return now.geometry !== before.geometry;
  }

  override update({ layoutOptions }: { layoutOptions?: Placed }): void {
    this.#geometry = layoutOptions?.geometry;
    this.#cells = [...(this.virtualizer?.collection ?? [])].flatMap(({ key, value }) =>
      value ? [{ key, index: value.index }] : [],
    );
    this.#indices = new Map(this.#cells.map(({ key, index }) => [key, index]));
  }

  override getContentSize(): Size {
    return new Size(this.#geometry?.width ?? 0, this.#geometry?.height ?? 0);
  }

  override getVisibleLayoutInfos(seen: Rect): LayoutInfo[] {
    return this.#cells.flatMap(({ key }) => {
      const info = this.getLayoutInfo(key);
      return info?.rect.intersects(seen) ? [info] : [];
    });
  }

  override getLayoutInfo(key: Node<Cell>['key']): LayoutInfo | null {
    const index = this.#indices.get(key);
    if (index === undefined || !this.#geometry || index >= this.#geometry.count) return null;
    return new LayoutInfo('item', key, this.#geometry.rectOf(index));
  }
}
