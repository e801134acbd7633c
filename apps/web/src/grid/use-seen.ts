import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Geometry } from './geometry.ts';

/** Places of the list, both ends among them. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

export interface Seen {
  /** What is in view, with as much above and below. */
  readonly near: Span;
  /** The same where the view has come to rest. */
  readonly resting: Span;
}

/** Spans grow by so many places, so that not each pixel of a scroll is another one. */
const STEP = 24;
/** Who scrolls through is not shown what lies between: it would be read for nothing. */
const REST_MS = 90;

/** Which part of the list a scrolled element shows. */
export function useSeen(scroller: RefObject<HTMLElement | null>, geometry: Geometry | undefined): Seen {
  const [near, setNear] = useState<Span>(NONE);
  const [resting, setResting] = useState<Span>(NONE);
  const latest = useRef(NONE);
  useEffect(() => {
    const element = scroller.current;
    if (!element || !geometry) return;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const span = spanOf(element, geometry);
      clearTimeout(rest);
      rest = setTimeout(() => setResting((before) => (same(before, span) ? before : span)), REST_MS);
      if (same(latest.current, span)) return;
      latest.current = span;
      setNear(span);
    };
    look();
    setResting(latest.current);
    element.addEventListener('scroll', look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(element);
    return () => {
      clearTimeout(rest);
      resized.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scroller, geometry]);
  return { near, resting };
}

const NONE: Span = { first: 0, last: -1 };

function spanOf({ scrollTop, clientHeight }: HTMLElement, geometry: Geometry): Span {
  if (geometry.count === 0) return NONE;
  const first = geometry.firstBelow(scrollTop - clientHeight);
  const last = geometry.firstBelow(scrollTop + 2 * clientHeight);
  const upTo = Math.ceil((last + 1) / STEP) * STEP - 1;
  return { first: Math.floor(first / STEP) * STEP, last: Math.min(geometry.count - 1, upTo) };
}

function same(one: Span, other: Span): boolean {
  return one.first === other.first && one.last === other.last;
}
