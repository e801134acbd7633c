import { type RefObject, useEffect } from 'react';

/** Which picture of each view had the focus when it was left. */
const left = new Map<string, string>();
/** As long as it may take until it is drawn again. */
const PATIENCE_MS = 3_000;

/** Who opened a picture by keyboard goes on from it when they come back, where nothing else has taken the focus. */
export function useFocusBack(scroller: RefObject<HTMLElement | null>, view: string, laidOut: boolean): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element || !laidOut) return;
    const note = ({ target }: FocusEvent) => {
      const key = (target as Element).closest<HTMLElement>('[data-key]')?.dataset.key;
      if (key !== undefined) left.set(view, key);
    };
    const forget = ({ relatedTarget }: FocusEvent) => {
      // The next page takes it for all of its content.
      const goesOn = !(relatedTarget instanceof Node) || relatedTarget.contains(element);
      if (!goesOn && !element.contains(relatedTarget)) left.delete(view);
    };
    element.addEventListener('focusin', note);
    element.addEventListener('focusout', forget);
    const stop = focusAgain(element, left.get(view));
    return () => {
      stop();
      element.removeEventListener('focusin', note);
      element.removeEventListener('focusout', forget);
    };
  }, [scroller, view, laidOut]);
}

function focusAgain(element: HTMLElement, key: string | undefined): () => void {
  const until = performance.now() + PATIENCE_MS;
  let frame = 0;
  const look = () => {
    const isFree = document.activeElement === document.body || document.activeElement?.id === 'content';
    if (key === undefined || !isFree || performance.now() > until) return;
    const there = element.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    if (there) there.focus({ preventScroll: true });
    else frame = requestAnimationFrame(look);
  };
  // After the page itself has taken it.
  frame = requestAnimationFrame(look);
  return () => cancelAnimationFrame(frame);
}
