import { type RefObject, useEffect, useRef } from 'react';

/**
 * For a list that can take the focus (`tabIndex={-1}`): it has it when the item that had it is gone, so that a keyboard goes
 * on from there and not from the top of the page. Where the list is gone with its last item, the page's content has it.
 */
export function useKeptFocus<List extends HTMLElement>(items: number): RefObject<List | null> {
  const list = useRef<List>(null);
  const before = useRef(items);
  useEffect(() => {
    const fewer = items < before.current;
    before.current = items;
    if (!fewer) return;
    // After the dialog that asked has given its focus back, or found nothing to give it to.
    let turn = requestAnimationFrame(() => {
      turn = requestAnimationFrame(() => {
        if (document.activeElement === document.body) (list.current ?? document.getElementById('content'))?.focus();
      });
    });
    return () => cancelAnimationFrame(turn);
  }, [items]);
  return list;
}
