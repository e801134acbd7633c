import { useEffect, useRef } from 'react';

/** Pictures that are pasted, wherever on the page the focus is. Text goes where it is typed. */
export function usePastedFiles(add: (files: readonly File[]) => void): void {
  const latest = useRef(add);
  latest.current = add;
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || event.defaultPrevented || isForField(event)) return;
      event.preventDefault();
      latest.current(files);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);
}

/** Spreadsheets and word processors put a picture of the words beside them: where words are typed, the words are meant. */
function isForField({ target, clipboardData }: ClipboardEvent): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, [contenteditable]') !== null &&
    (clipboardData?.types.includes('text/plain') ?? false)
  );
}
