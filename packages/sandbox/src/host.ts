import { Worker } from 'node:worker_threads';
import type { Answer, Errands, Request } from './messages.ts';

/** What a process does on each errand. An error is answered by its message, and the process goes on. */
export type Handlers<E extends Errands> = {
  readonly [Name in keyof E]: (ask: E[Name]['ask']) => E[Name]['answer'] | Promise<E[Name]['answer']>;
};

/**
 * Called once by the file that a sandbox runs: answers errands until the process is killed. It never ends by itself.
 */
export function serve<E extends Errands>(handlers: Handlers<E>): void {
  const memoryMb = Number(process.argv[2]);
  new Worker(new URL('./watch.ts', import.meta.url), { workerData: { memoryMb } });
  process.on('message', async (request: Request) => {
    process.send?.(await answer(handlers, request));
  });
}

async function answer<E extends Errands>(handlers: Handlers<E>, { errand, ask }: Request): Promise<Answer> {
  try {
    return { result: await handlers[errand]?.(ask) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
