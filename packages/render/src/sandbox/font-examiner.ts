import { Fault, type FontFacts } from '@proofsheet/domain';
import { DrawingError, startChild } from './drawing-child.ts';

export interface FontExaminer {
  /** Reads a font whole and has the engine draw with it. Throws `upload_not_a_font`, whatever its maker had in mind. */
  examine(bytes: Buffer): Promise<FontFacts>;
}

export interface ExaminerLimits {
  /** What one font may take, in seconds, the start of its process included. */
  readonly seconds?: number;
  /** What its process may hold, in megabytes. */
  readonly memoryMb?: number;
}

/** Each font in a process of its own, which is ended afterwards; one after the other, so that memory stays bounded. */
export function fontExaminer({ seconds = 60, memoryMb = 800 }: ExaminerLimits = {}): FontExaminer {
  let last: Promise<unknown> = Promise.resolve();
  async function examine(bytes: Buffer): Promise<FontFacts> {
    const child = startChild(memoryMb);
    try {
      return await child.ask({ do: 'examine', font: bytes }, { seconds });
    } catch (error) {
      throw error instanceof DrawingError ? unusable(error, seconds) : error;
    } finally {
      await child.end();
    }
  }
  return {
    examine(bytes) {
      const turn = last.then(() => examine(bytes));
      last = turn.catch(() => {});
      return turn;
    },
  };
}

function unusable(error: DrawingError, seconds: number): Fault {
  const refused = {
    timeout: `It takes longer than ${seconds} s to read.`,
    memory: 'It needs too much memory to be read.',
    failed: error.message.startsWith('It ') ? error.message : 'The drawing engine cannot use it.',
  };
  return new Fault('upload_not_a_font', refused[error.kind], { field: 'file', cause: error });
}
