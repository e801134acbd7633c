import { useSyncExternalStore } from 'react';
import { setTimeBy } from './clock.ts';

let reachable = true;
const listeners = new Set<() => void>();

/**
 * As `fetch`, and remembers whether the server answered: what the page waits for and its events come through here. What a proxy
 * says in its place is no answer.
 */
export const watchedFetch: typeof fetch = async (input, init) => {
  try {
    const answer = await fetch(input, init);
    if (!isOfServer(answer)) throw new TypeError(`${answer.status} by a proxy, without the server`);
    remember(true);
    setTimeBy(answer.headers.get('date'));
    return answer;
  } catch (error) {
    if (!wasCalledOff(init)) remember(false);
    throw error;
  }
};

/** Whether the server answered what it was asked last. */
export function useReachable(): boolean {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => reachable,
  );
}

function remember(now: boolean): void {
  if (reachable === now) return;
  reachable = now;
  for (const changed of listeners) changed();
}

/** A proxy that has no server behind it answers in its place. */
function isOfServer({ status, headers }: Response): boolean {
  return ![502, 503, 504].includes(status) || (headers.get('content-type')?.includes('json') ?? false);
}

/** By the page itself; a server that takes too long is another matter. */
function wasCalledOff(init: RequestInit | undefined): boolean {
  return init?.signal?.aborted === true && init.signal.reason?.name === 'AbortError';
}
