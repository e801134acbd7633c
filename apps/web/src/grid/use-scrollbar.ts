import { type RefObject, useLayoutEffect } from 'react';

/** Tells the styles of a scroller how much room its scrollbar takes: none on phones. */
export function useScrollbar(scroller: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    element?.style.setProperty('--scrollbar', `${element.offsetWidth - element.clientWidth}px`);
  }, [scroller]);
}
