import { setTimeout as delay } from 'node:timers/promises';
import { CommandError } from '../command-error.ts';

const LIMIT_MS = 60_000;

/** Resolves when every server answers `/readyz` with 200; rejects when `stopping` is aborted. */
export async function untilReady(origins: readonly string[], stopping: AbortSignal): Promise<void> {
  await Promise.all(origins.map((origin) => untilOneIs(origin, stopping)));
}

async function untilOneIs(origin: string, stopping: AbortSignal): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  let last = 'no answer';
  while (Date.now() < deadline) {
    stopping.throwIfAborted();
    try {
      const signal = AbortSignal.any([stopping, AbortSignal.timeout(3_000)]);
      const answer = await fetch(`${origin}/readyz`, { signal });
      if (answer.ok) return;
      last = (await answer.text()).slice(0, 500);
    } catch {
      // Not listening yet; an abort is thrown at the head of the next turn.
    }
    await delay(50);
  }
  throw new CommandError(`${origin} is not ready after ${LIMIT_MS / 1000} seconds: ${last}`);
}
