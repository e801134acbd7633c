import { setTimeout as delay } from 'node:timers/promises';

const LIMIT_MS = 300_000;

/** Resolves when the address answers with 200. */
export async function untilReady(url: string): Promise<void> {
  const deadline = performance.now() + LIMIT_MS;
  while (performance.now() < deadline) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    if (answer?.ok) return;
    await delay(50);
  }
  throw new Error(`${url} was not ready within ${LIMIT_MS / 1000} seconds`);
}
