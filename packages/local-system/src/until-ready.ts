import { setTimeout as delay } from 'node:timers/promises';

export interface Patience {
  /** How long it may take. */
  readonly seconds?: number;
  /** Aborted to give up before. */
  readonly stopping?: AbortSignal | undefined;
}

const PAUSE_MS = 50;
/** Longer than a server needs to notice that one of its own servers does not answer. */
const ANSWER_MS = 5_000;

/** A server that was not ready in time; the message names it, and what it answered last. */
export class NotReady extends Error {
  override readonly name = 'NotReady';
}

/** Resolves when every server answers `/readyz` with 200. Rejects with the signal's reason when it is aborted. */
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
      if (answer.ok) return;
      last = (await answer.text()).slice(0, 500);
    } catch {
      // Not listening yet; an abort is thrown at the head of the next turn.
    }
    await delay(PAUSE_MS);
  }
  throw new NotReady(`${origin} is not ready after ${seconds} seconds: ${last}`);
}
