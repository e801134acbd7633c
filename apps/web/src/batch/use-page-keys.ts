import { useEffect, useRef } from 'react';

/** Where the browser itself pastes, and takes back what was typed. */
const FIELDS = 'input, textarea, [role="dialog"], [role="alertdialog"]';

/** A table that is pasted wherever the focus is, but in a field or the table, which take it themselves. */
export function usePastedTable(take: (text: string) => void): void {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const at = event.target as HTMLElement | null;
      if (at?.closest(`${FIELDS}, [role="grid"]`)) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text.trim() !== '') latest.current(text);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);
}

/** Control or Command and Z takes a step back, with Shift it goes forth again, as Control and Y does. */
export function useStepKeys(step: (way: 'back' | 'forth') => void): void {
  const latest = useRef(step);
  latest.current = step;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const at = event.target as HTMLElement | null;
      if (!(event.ctrlKey || event.metaKey) || event.altKey || at?.closest(FIELDS)) return;
      const key = event.key.toLowerCase();
      const way = key === 'y' || (key === 'z' && event.shiftKey) ? 'forth' : key === 'z' ? 'back' : undefined;
      if (way === undefined) return;
      event.preventDefault();
      latest.current(way);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
