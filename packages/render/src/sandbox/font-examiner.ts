import { Fault, type FontFacts } from '@proofsheet/domain';
import { openSandbox, SandboxError, type SandboxLimits } from '@proofsheet/sandbox';
import type { DrawingErrands } from './drawing-host.ts';

export interface FontExaminer {
  /**
   * Reads a font whole and has the engine draw with it. Throws `upload_not_a_font`, whatever its maker had in mind, and
   * the signal's reason as soon as nobody wants to know any more.
   */
  examine(bytes: Buffer, signal?: AbortSignal): Promise<FontFacts>;
}

const HOST = new URL('./drawing-host.ts', import.meta.url);

/** Each font in a process of its own, which is ended afterwards; one after the other, so that memory stays bounded. */
export function fontExaminer({ seconds = 60, memoryMb = 800 }: Partial<SandboxLimits> = {}): FontExaminer {
  const sandbox = openSandbox<DrawingErrands>(HOST, { seconds, memoryMb, idleSeconds: 0 });
  return {
    async examine(bytes, signal) {
      try {
        return await sandbox.ask('examine', bytes, signal);
      } catch (error) {
        throw error instanceof SandboxError ? unusable(error, seconds) : error;
      }
    },
  };
}

function unusable(error: SandboxError, seconds: number): Fault {
  const refused = {
    timeout: `It takes longer than ${seconds} s to read.`,
    memory: 'It needs too much memory to be read.',
    failed: error.message.startsWith('It ') ? error.message : 'The drawing engine cannot use it.',
  };
  return new Fault('upload_not_a_font', refused[error.kind], { field: 'file', cause: error });
}
