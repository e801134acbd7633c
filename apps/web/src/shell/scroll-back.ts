/** As long as a page that is drawn part by part may take to be as long as it was. */
const PATIENCE_MS = 3_000;
const OWN_WAYS = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/**
 * Scrolls to where somebody was as soon as the page reaches that far, and lets go when they scroll themselves. What it
 * answers ends it; `onEnd` is told however it ends.
 */
export function scrollBack(element: HTMLElement, top: number, onEnd?: () => void): () => void {
  const until = performance.now() + PATIENCE_MS;
  let frame = 0;
  const end = () => {
    cancelAnimationFrame(frame);
    for (const way of OWN_WAYS) window.removeEventListener(way, end, true);
    onEnd?.();
  };
  const scroll = () => {
    element.scrollTop = top;
    // Browsers round it.
    if (Math.abs(element.scrollTop - top) <= 1 || performance.now() > until) end();
    else frame = requestAnimationFrame(scroll);
  };
  for (const way of OWN_WAYS) window.addEventListener(way, end, { capture: true, passive: true });
  scroll();
  return end;
}
