import type { Log, Queues } from '@proofsheet/queue';

/** Keeps the repeating sweep scheduled: a wiped Redis forgets it, so it is asked for again and again. */
export function keepSweeping(queues: Queues, everySeconds: number, log: Log): { stop(): void } {
  const ask = () =>
    queues.schedule(everySeconds).catch((error: unknown) => log.debug({ err: error }, 'sweep not scheduled'));
  const timer = setInterval(ask, everySeconds * 1000);
  void ask();
  return { stop: () => clearInterval(timer) };
}
