import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Answer, type Answers, type Errand, OVER_MEMORY } from './messages.ts';

/** An errand that gave nothing; unless the engine itself refused the sheet, its process is gone. */
export class DrawingError extends Error {
  override readonly name = 'DrawingError';
  readonly kind: 'timeout' | 'memory' | 'failed';

  constructor(kind: DrawingError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** One process that draws. */
export interface DrawingChild {
  readonly pid: number | undefined;
  /** False from the moment that its end is decided. */
  readonly usable: boolean;
  /** Rejects with a `DrawingError`, or with the reason of the signal; running out of time or a signal cost the process. */
  ask<E extends Errand>(
    errand: E,
    limits: { seconds: number; signal?: AbortSignal | undefined },
  ): Promise<Answers[E['do']]>;
  /** Resolves when the process is gone and its memory is free. */
  end(): Promise<void>;
}

const HOST = fileURLToPath(new URL('./drawing-host.ts', import.meta.url));
/** Of what a dying process says, as much as a message takes. */
const LAST_WORDS = 300;

/** Nothing of the child keeps this process from ending; when it ends, the child does too. */
export function startChild(memoryMb: number): DrawingChild {
  const child = fork(HOST, [String(memoryMb)], {
    serialization: 'advanced',
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  });
  const said = { out: collect(child.stdout), err: collect(child.stderr) };
  child.unref();
  child.channel?.unref();
  // Without a listener a broken pipe of a child that was just killed would be an uncaught error.
  child.stdin?.on('error', () => {});
  let usable = true;
  const gone = goneOf(child).then(() => {
    usable = false;
  });

  async function end(): Promise<void> {
    usable = false;
    // Whoever awaits the end keeps this process alive for it.
    child.ref();
    child.kill('SIGKILL');
    await gone;
  }

  function deathOf(): DrawingError {
    if (said.out().includes(OVER_MEMORY)) return new DrawingError('memory', `it needed more than ${memoryMb} MB`);
    const how = child.signalCode ?? `exit code ${child.exitCode}`;
    return new DrawingError('failed', `its process ended (${how}) ${said.err()}`.trim());
  }

  async function answer(errand: Errand, signal: AbortSignal): Promise<Answer> {
    const answered = once(child, 'message', { signal });
    // What cannot be sent is told by the end of the process.
    child.send(errand, () => {});
    const died = gone.then(() => Promise.reject(deathOf()));
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
        if ('failed' in heard) throw new DrawingError('failed', heard.failed);
        return heard.result as Answers[(typeof errand)['do']];
      } catch (error) {
        if (error instanceof DrawingError && usable) throw error;
        await end();
        signal?.throwIfAborted();
        throw over.signal.aborted ? new DrawingError('timeout', `it took longer than ${seconds} s`) : error;
      } finally {
        clearTimeout(timer);
        over.abort();
      }
    },
  };
}

async function goneOf(child: ChildProcess): Promise<void> {
  const closed = Promise.withResolvers<void>();
  child.once('close', () => closed.resolve());
  child.once('error', () => {
    if (child.pid === undefined) closed.resolve();
  });
  await closed.promise;
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.setEncoding('utf8').on('data', (more: string) => {
    text = (text + more).slice(-LAST_WORDS);
  });
  if (stream && 'unref' in stream) (stream as unknown as { unref(): void }).unref();
  return () => text.replaceAll(/\s+/g, ' ').trim();
}
