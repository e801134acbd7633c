import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { OutlinedPage } from '../server/outputs.ts';
import { startsOf } from './cells.ts';
import { bounded, Geometry, type RowOptions } from './geometry.ts';

/** Where each picture lies. Undefined until the width of the element is known. */
export function useGeometry(
  scroller: RefObject<HTMLElement | null>,
  pages: readonly OutlinedPage[],
  rows: RowOptions,
): Geometry | undefined {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    return () => resized.disconnect();
  }, [scroller]);
  const ratios = useMemo(
    () =>
      Float32Array.from(
        pages.flatMap((page) => page.ratios),
        bounded,
      ),
    [pages],
  );
  const geometry = useMemo(() => (width > 0 ? new Geometry(ratios, width, rows) : undefined), [ratios, width, rows]);
  useSteadyView(scroller, pages, geometry);
  return geometry;
}

/** Where somebody has scrolled to: the same pictures stay in view while others come before them. */
function useSteadyView(
  scroller: RefObject<HTMLElement | null>,
  pages: readonly OutlinedPage[],
  geometry: Geometry | undefined,
): void {
  const before = useRef({ pages, geometry });
  useLayoutEffect(() => {
    const old = before.current;
    before.current = { pages, geometry };
    const element = scroller.current;
    if (!element || !geometry || !old.geometry || old.geometry === geometry || element.scrollTop === 0) return;
    const index = old.geometry.firstBelow(element.scrollTop);
    if (index >= old.geometry.count) return;
    const offset = element.scrollTop - old.geometry.rectOf(index).y;
    const now = placeOf(pages, old.pages, index);
    if (now !== undefined && now < geometry.count) element.scrollTop = geometry.rectOf(now).y + offset;
  }, [scroller, pages, geometry]);
}

/** Where a picture is now: counted from the end of its page, which stays when others come before. */
function placeOf(pages: readonly OutlinedPage[], old: readonly OutlinedPage[], index: number): number | undefined {
  const starts = startsOf(old);
  const number = starts.findLastIndex((start) => start <= index);
  const end = (starts[number + 1] ?? 0) - index;
  const now = pages.findIndex(({ id }) => id === old[number]?.id);
  return now < 0 ? undefined : (startsOf(pages)[now + 1] ?? 0) - end;
}
