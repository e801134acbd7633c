import { setTimeout as delay } from 'node:timers/promises';

export interface Patience {
  /** How long to wait at most. */
  readonly seconds?: number;
  /** Aborted to give up earlier. */
  readonly stopping?: AbortSignal | undefined;
}

const PAUSE_MS = 50;
/** Longer than the API needs to notice that one of its servers does not answer. */
const ANSWER_MS = 5_000;

/** A server was not ready in time; the message names it, with its last answer. */
export class NotReady extends Error {
  override readonly name = 'NotReady';
}

/** Resolves when every server answers `/readyz` with 200 and misses nothing. Rejects with the signal's reason when it is aborted. */
export async function untilReady(origins: readonly string[], patience: Patience = {}): Promise<void> {
  await Promise.all(origins.map((origin) => untilOneIs(origin, patience)));
}

async function untilOneIs(origin: string, { seconds = 60, stopping }: Patience): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  let last = 'no answer';
  while (performance.now() < deadline) {
    stopping?.throwIfAborted();
    try {
      const late = AbortSignal.timeout(ANSWER_MS);
      const answer = await fetch(`${origin}/readyz`, { signal: stopping ? AbortSignal.any([stopping, late]) : late });
      last = (await answer.text()).slice(0, 1000);
      if (answer.ok && JSON.parse(last).status !== 'degraded') return;
    } catch {
      // Not listening yet. An abort is thrown at the head of the next round.
    }
    await delay(PAUSE_MS);
  }
  throw new NotReady(`${origin} is not ready after ${seconds} seconds: ${last}`);
}
