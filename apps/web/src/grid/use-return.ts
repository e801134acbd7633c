import { type RefObject, useLayoutEffect } from 'react';
import { scrollBack } from '../shell/scroll-back.ts';
import { useFocusBack } from './use-focus-back.ts';

/** How far each view was scrolled when it was left. */
const places = new Map<string, number>();

/** Who comes back from one of its pictures is where they were. */
export function useReturn(scroller: RefObject<HTMLElement | null>, view: string, laidOut = true): void {
  useFocusBack(scroller, view, laidOut);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !laidOut) return;
    const keep = () => places.set(view, element.scrollTop);
    const stop = scrollBack(element, places.get(view) ?? 0, () =>
      element.addEventListener('scroll', keep, { passive: true }),
    );
    return () => {
      stop();
      element.removeEventListener('scroll', keep);
    };
  }, [scroller, view, laidOut]);
}
