import { useEffect } from 'react';

/** The browser asks, in its own words, who closes or reloads a page with something on it that would be lost. */
export function useUnloadQuestion(isFilled: boolean): void {
  useEffect(() => {
    if (!isFilled) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isFilled]);
}
