import { Fault } from '@proofsheet/domain';
import type { Sheet, Typesetter } from '../engine/takumi.ts';
import type { FontFile } from '../fonts/font-library.ts';
import { type DrawingChild, DrawingError, startChild } from './drawing-child.ts';
import type { Answers, Errand } from './messages.ts';

export interface DrawingLimits {
  /** What measuring or drawing one sheet may take, in seconds, the start of the process included. */
  readonly seconds: number;
  /** What the process may hold, in megabytes. */
  readonly memoryMb: number;
  /** Hears of every sheet that was stopped or cannot be drawn. */
  readonly onBroken?: ((fault: Fault) => void) | undefined;
}

/** A typesetter in a process of its own whenever it is needed. */
export interface DrawingProcess extends Typesetter {
  /** Undefined while none runs. */
  readonly pid: number | undefined;
  /** Ends the process; whoever waits is refused. */
  close(): Promise<void>;
}

/** Starting costs about a second, holding costs memory: a process outlives its last errand by this. */
const IDLE_SECONDS = 60;

/**
 * Draws as the engine does, but can be stopped: a sheet that takes too long throws `template_timeout`, one that cannot
 * be drawn throws `template_failed`, and the next one finds a fresh process. One sheet at a time, so no other pays for it.
 */
export function drawingProcess(
  { seconds, memoryMb, onBroken }: DrawingLimits,
  idleSeconds = IDLE_SECONDS,
): DrawingProcess {
  const closed = new AbortController();
  const fonts = new Set<FontFile>();
  let child: DrawingChild | undefined;
  let known = new Set<FontFile>();
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function ready(signal: AbortSignal): Promise<DrawingChild> {
    if (!child?.usable) {
      // Two at a time would hold twice the memory.
      await child?.end();
      child = startChild(memoryMb);
      known = new Set();
    }
    const fresh = [...fonts].filter((file) => !known.has(file));
    if (fresh.length > 0) await child.ask({ do: 'register', fonts: fresh }, { seconds, signal });
    // Not all that there are by now: others may have come meanwhile.
    for (const file of fresh) known.add(file);
    return child;
  }

  async function go<E extends Errand>(errand: E, signal: AbortSignal): Promise<Answers[E['do']]> {
    signal.throwIfAborted();
    clearTimeout(idle);
    try {
      return await (await ready(signal)).ask(errand, { seconds, signal });
    } finally {
      const used = child;
      idle = setTimeout(() => used?.end(), idleSeconds * 1000).unref();
    }
  }

  function inTurn(what: 'measure' | 'draw', sheet: Sheet, signal?: AbortSignal) {
    const either = signal ? AbortSignal.any([signal, closed.signal]) : closed.signal;
    const turn = last
      .then(() => go({ do: what, sheet }, either))
      .catch((error) => {
        const fault = faultOf(error, sheet);
        if (fault) onBroken?.(fault);
        throw fault ?? error;
      });
    last = turn.catch(() => {});
    return turn;
  }

  return {
    get pid() {
      return child?.usable ? child.pid : undefined;
    },
    async register(files) {
      for (const file of files) fonts.add(file);
    },
    measure: (sheet, signal) => inTurn('measure', sheet, signal) as Promise<Answers['measure']>,
    draw: (sheet, signal) => inTurn('draw', sheet, signal) as Promise<Answers['draw']>,
    async close() {
      closed.abort(new Error('the renderer was closed'));
      await last;
      clearTimeout(idle);
      await child?.end();
    },
  };
}

/** The same failure as clients and operators see it: by the name of the template. */
function faultOf(error: unknown, { foreign: template }: Sheet): Fault | undefined {
  if (!(error instanceof DrawingError)) return undefined;
  if (error.kind === 'timeout') {
    const advice = 'Its maker should use fewer and smaller shadows, blurs and filters; until then choose another.';
    return new Fault('template_timeout', `The template ${template} was stopped: ${error.message}. ${advice}`, {
      field: 'template',
      cause: error,
    });
  }
  const message = `The template ${template} cannot be drawn: ${error.message}. Choose another.`;
  return new Fault('template_failed', message, { field: 'template', cause: error });
}

/** Sends the sheets of templates that are not ours to the process, and draws the others here. */
export function withProcess(here: Typesetter, process: DrawingProcess): Typesetter {
  const of = ({ foreign }: Sheet) => (foreign === undefined ? here : process);
  return {
    async register(files) {
      await Promise.all([here.register(files), process.register(files)]);
    },
    measure: (sheet, signal) => of(sheet).measure(sheet, signal),
    draw: (sheet, signal) => of(sheet).draw(sheet, signal),
  };
}
