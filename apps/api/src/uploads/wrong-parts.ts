import { type ErrorCode, Fault } from '@proofsheet/domain';
import { fieldsFault } from '../validation.ts';

/** Gathers what is wrong with the parts of a form, so that one answer names it all. */
export interface WrongParts {
  /** Answers undefined where the part is wrong. What leaves no sense in reading on is thrown, with all that came before. */
  look<T>(work: () => T | Promise<T>): Promise<T | undefined>;
  /** The parts as they come; what ends them too early is thrown like this, too. */
  among<T>(parts: AsyncGenerator<T, void>): AsyncGenerator<T, void>;
  /** Throws where anything was wrong. */
  refuse(): void;
}

/** Reading on would cost more than knowing of more is worth, or cannot be done. */
const LAST: readonly ErrorCode[] = ['upload_too_large', 'upload_too_many_files'];

export function openWrongParts(): WrongParts {
  const faults: Fault[] = [];
  const all = () => {
    const [first] = faults;
    if (first === undefined || faults.length === 1) return first;
    const fields = faults.flatMap((fault) => fault.fields);
    const sentences = fields.map(({ field, message }) => ({ field, message: message.replace(/\.$/, '') }));
    return fieldsFault(sentences, first.code);
  };
  const keep = (error: unknown) => {
    if (!(error instanceof Fault) || error.fields.length === 0 || error.status >= 500) throw error;
    faults.push(error);
    if (LAST.includes(error.code)) throw all();
  };
  return {
    async look(work) {
      try {
        return await work();
      } catch (error) {
        keep(error);
        return undefined;
      }
    },
    async *among(parts) {
      try {
        yield* parts;
      } catch (error) {
        keep(error);
      }
    },
    refuse() {
      const fault = all();
      if (fault) throw fault;
    },
  };
}
