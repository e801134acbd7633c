import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answer, Answers, Errand } from './messages.ts';
import { OVER_MEMORY } from './messages.ts';
import { ModelRunError } from './model-failure.ts';

/** One process with one model in it. */
export interface ModelChild {
  readonly pid: number | undefined;
  /** Rejects with a `ModelRunError`, or with the reason of the signal; both cost the process. */
  ask<E extends Errand>(errand: E, limits: { seconds: number; signal?: AbortSignal }): Promise<Answers[E['do']]>;
  /** False from the moment that its end is decided. */
  readonly usable: boolean;
  /** Resolves when the process is gone and its memory is free. */
  end(): Promise<void>;
}

const HOST = fileURLToPath(new URL('./host.ts', import.meta.url));

/** Of what a dying process says of itself, as much as a log line takes. */
const LAST_WORDS = 500;

/** Nothing of the child keeps this process from ending; when it ends, the child does too. */
export function startChild(memoryMb: number): ModelChild {
  const child = fork(HOST, [String(memoryMb)], {
    serialization: 'advanced',
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  });
  const said = collect(child.stdout);
  const complained = collect(child.stderr);
  child.unref();
  child.channel?.unref();

  let usable = true;
  const gone = Promise.withResolvers<void>();
  const finish = () => {
    usable = false;
    gone.resolve();
  };
  child.once('close', finish);
  child.once('error', (error) => {
    complained.add(error.message);
    if (child.pid === undefined) finish();
  });
  // Without a listener a broken pipe of a child that was just killed would be an uncaught error.
  child.stdin?.on('error', () => {});

  function deathOf(): ModelRunError {
    if (said.text().includes(OVER_MEMORY)) {
      return new ModelRunError('memory', `the model needed more than ${memoryMb} MB and was stopped`);
    }
    const how = child.signalCode ?? `exit code ${child.exitCode}`;
    return new ModelRunError('failed', `the process of the model ended (${how}) ${complained.text()}`.trim());
  }

  async function end(): Promise<void> {
    usable = false;
    // Whoever awaits the end keeps this process alive for it.
    child.ref();
    child.kill('SIGKILL');
    await gone.promise;
  }

  async function answer(errand: Errand, signal: AbortSignal): Promise<Answer> {
    const answered = once(child, 'message', { signal });
    // What cannot be sent is told by the end of the process.
    child.send(errand, () => {});
    const died = gone.promise.then(() => Promise.reject(deathOf()));
    const [message] = (await Promise.race([answered, died])) as [Answer];
    return message;
  }

  return {
    pid: child.pid,
    get usable() {
      return usable;
    },
    end,
    async ask(errand, { seconds, signal }) {
      const over = new AbortController();
      // This timer is also what keeps the process alive while someone waits.
      const timer = setTimeout(() => over.abort(), seconds * 1000);
      try {
        const heard = await answer(errand, signal ? AbortSignal.any([signal, over.signal]) : over.signal);
        if ('failed' in heard) throw new ModelRunError('failed', heard.failed);
        return heard.result as Answers[(typeof errand)['do']];
      } catch (error) {
        await end();
        signal?.throwIfAborted();
        if (!over.signal.aborted) throw error;
        throw new ModelRunError('timeout', `the model ran longer than ${seconds} s and was stopped`);
      } finally {
        clearTimeout(timer);
        over.abort();
      }
    },
  };
}

function collect(stream: NodeJS.ReadableStream | null) {
  let text = '';
  const add = (more: string) => {
    text = (text + more).slice(-LAST_WORDS);
  };
  stream?.setEncoding('utf8').on('data', add);
  if (stream && 'unref' in stream) (stream as unknown as { unref(): void }).unref();
  return { add, text: () => text.replaceAll(/\s+/g, ' ').trim() };
}
