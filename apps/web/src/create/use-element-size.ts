import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

const NONE = { width: 0, height: 0 };

/** The room that an element has inside, as it changes. */
export function useElementSize<Element extends HTMLElement>() {
  const element = useRef<Element>(null);
  const [size, setSize] = useState(NONE);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry?.contentRect ?? NONE;
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    });
    if (element.current) observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element as RefObject<Element>, size] as const;
}
