import { ApiError, ConnectionError } from '../errors.ts';
import { pause } from './abort.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;
/** A server that asks for more patience than this is told of to the caller instead. */
const LONGEST_ASKED_MS = 60_000;

export interface Persistence {
  /** How often a request is sent again. */
  readonly retries: number;
  /** Whether it may have been carried out once already: such a one is sent again only when the server says it was not. */
  readonly repeatable: boolean;
  readonly signal: AbortSignal | undefined;
}

/** Sends until there is an answer that another try would not change. */
export async function persistently<T>(
  attempt: () => Promise<T>,
  { retries, repeatable, signal }: Persistence,
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      signal?.throwIfAborted();
      const ms = worthWaiting(error, tries, repeatable);
      if (ms === undefined || tries >= retries) throw error;
      await pause(ms, signal);
    }
  }
}

/** How long to wait before the next try; undefined where it is of no use, or might do twice what was asked for once. */
function worthWaiting(error: unknown, tries: number, repeatable: boolean): number | undefined {
  if (error instanceof ConnectionError) return repeatable ? backoff(tries) : undefined;
  if (!(error instanceof ApiError && error.retryable)) return undefined;
  // 429 is said before anything is done.
  if (!repeatable && error.status !== 429) return undefined;
  const asked = error.retryAfterSeconds === undefined ? undefined : error.retryAfterSeconds * 1000;
  if (asked !== undefined && asked > LONGEST_ASKED_MS) return undefined;
  return Math.max(asked ?? 0, backoff(tries));
}

/** Doubles, half of it left to chance, so that clients that failed together do not come back together. */
export function backoff(tries: number): number {
  const full = Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS);
  return full / 2 + (Math.random() * full) / 2;
}
