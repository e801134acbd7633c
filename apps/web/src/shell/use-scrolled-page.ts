import { useRouter } from '@tanstack/react-router';
import { type RefObject, useEffect } from 'react';
import { scrollBack } from './scroll-back.ts';

/**
 * Who goes back is where they were, and who goes on begins at the top. The router itself scrolls before a page is drawn
 * whole.
 */
export function useScrolledPage(content: RefObject<HTMLElement | null>): void {
  const router = useRouter();
  useEffect(() => {
    const tops = new Map<string | undefined, number>();
    let stop = () => {};
    const leave = router.subscribe('onBeforeLoad', ({ fromLocation }) => {
      stop();
      if (fromLocation) tops.set(fromLocation.state.__TSR_key, content.current?.scrollTop ?? 0);
    });
    const arrive = router.subscribe('onRendered', ({ toLocation, pathChanged }) => {
      if (pathChanged && content.current) stop = scrollBack(content.current, tops.get(toLocation.state.__TSR_key) ?? 0);
    });
    return () => {
      leave();
      arrive();
      stop();
    };
  }, [router, content]);
}
