import { type RefObject, useEffect } from 'react';
import type { Cell } from './cells.ts';

/**
 * Says of which place of how many each cell is, by `aria-rowindex` and `aria-rowcount`: the grid itself would count the few that are in the page. It counts
 * before this does, with every render that changes them.
 */
export function usePlaces(scroller: RefObject<HTMLElement | null>, cells: readonly Cell[], count: number): void {
  useEffect(() => {
    const grid = scroller.current;
    if (!grid || count === 0) return;
    grid.setAttribute('aria-rowcount', `${count}`);
    const places = new Map(cells.map(({ key, index }) => [key, index + 1]));
    for (const row of grid.querySelectorAll<HTMLElement>('[data-key]')) {
      const place = places.get(row.dataset.key ?? '');
      if (place !== undefined) row.setAttribute('aria-rowindex', `${place}`);
    }
  });
}
