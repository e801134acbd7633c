import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import type { Cell } from './cells.ts';
import type { Geometry } from './geometry.ts';

/** Home and End lead to the ends of the whole list, not of what is loaded of it. */
export function useEnds(
  scroller: RefObject<HTMLElement | null>,
  cells: readonly Cell[],
  geometry: Geometry | undefined,
) {
  const wanted = useRef<number>(undefined);
  useEffect(() => {
    const cell = cells.find(({ index }) => index === wanted.current);
    const element = cell && scroller.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(cell.key)}"]`);
    if (!element) return;
    wanted.current = undefined;
    element.focus({ preventScroll: true });
  });
  return (event: KeyboardEvent) => {
    const element = scroller.current;
    if (!element || !geometry || geometry.count === 0 || (event.key !== 'Home' && event.key !== 'End')) return;
    event.preventDefault();
    event.stopPropagation();
    wanted.current = event.key === 'Home' ? 0 : geometry.count - 1;
    element.scrollTop = event.key === 'Home' ? 0 : element.scrollHeight;
    // Where nothing moves, nothing is drawn anew.
    const cell = cells.find(({ index }) => index === wanted.current);
    const there = cell && element.querySelector<HTMLElement>(`[data-key="${CSS.escape(cell.key)}"]`);
    if (there) there.focus({ preventScroll: true });
  };
}
