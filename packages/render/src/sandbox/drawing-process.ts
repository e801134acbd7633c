import { Fault } from '@proofsheet/domain';
import { type Child, openSandbox, SandboxError, type SandboxLimits } from '@proofsheet/sandbox';
import type { Sheet, Typesetter } from '../engine/takumi.ts';
import type { FontFile } from '../fonts/font-library.ts';
import type { DrawingErrands } from './drawing-host.ts';

/** For measuring or drawing one sheet. */
export interface DrawingLimits extends SandboxLimits {
  /** Hears of every sheet that was stopped or cannot be drawn. */
  readonly onBroken?: ((fault: Fault) => void) | undefined;
}

/** A typesetter in a process that runs while it is needed. */
export interface DrawingProcess extends Typesetter {
  /** Undefined while none runs. */
  readonly pid: number | undefined;
  /** Ends the process; whoever waits is refused. */
  close(): Promise<void>;
}

const HOST = new URL('./drawing-host.ts', import.meta.url);

/**
 * Draws as the engine does, but can be stopped: a sheet that takes too long throws `template_timeout`, one that cannot
 * be drawn throws `template_failed`, and the next one finds a process that can draw. One sheet at a time, so no other
 * pays for it.
 */
export function drawingProcess({ seconds, memoryMb, onBroken }: DrawingLimits): DrawingProcess {
  const sandbox = openSandbox<DrawingErrands>(HOST, { seconds, memoryMb });
  const fonts = new Set<FontFile>();
  const sent = new WeakMap<Child<DrawingErrands>, Set<FontFile>>();

  /** A fresh process starts and reads our own fonts here: no sheet pays for that with its time. */
  async function sendFonts(child: Child<DrawingErrands>): Promise<void> {
    const known = sent.get(child);
    const fresh = [...fonts].filter((file) => !known?.has(file));
    if (known === undefined || fresh.length > 0) await child.ask('register', fresh);
    // Not all that there are by now: others may have come meanwhile.
    sent.set(child, new Set([...(known ?? []), ...fresh]));
  }

  async function inTurn<What extends 'measure' | 'draw'>(what: What, sheet: Sheet, signal?: AbortSignal) {
    const turn = sandbox.turn(async (child) => {
      await sendFonts(child);
      return child.ask(what, sheet);
    }, signal);
    return turn.catch((error) => {
      if (!(error instanceof SandboxError)) throw error;
      const fault = faultOf(error, sheet);
      onBroken?.(fault);
      throw fault;
    });
  }

  return {
    get pid() {
      return sandbox.pid;
    },
    async register(files) {
      for (const file of files) fonts.add(file);
    },
    measure: (sheet, signal) => inTurn('measure', sheet, signal),
    draw: (sheet, signal) => inTurn('draw', sheet, signal),
    close: () => sandbox.close(),
  };
}

/** The same failure as clients and operators see it: by the name of the template. */
function faultOf(error: SandboxError, { foreign: template }: Sheet): Fault {
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
