import { Fault } from '@proofsheet/domain';
import type { FastifyRequest } from 'fastify';

/** How much of a form is read. */
export interface PartLimits {
  readonly fileSize: number;
  readonly files: number;
  readonly fields: number;
  readonly fieldNameSize: number;
  readonly fieldSize: number;
}

/**
 * The parts of a form until its client is gone. The parser's errors have no code, and mean that the form is broken. What
 * the consumer of the parts throws does not pass here.
 */
export async function* partsOf(request: FastifyRequest, limits: PartLimits) {
  const { gone } = request;
  const { promise: ended, reject } = Promise.withResolvers<never>();
  ended.catch(() => {});
  gone.throwIfAborted();
  gone.addEventListener('abort', () => reject(gone.reason), { once: true });
  try {
    const parts = request.parts({ limits });
    // A client that was gone before the parser listened is never noticed by it: its next part does not come.
    for (;;) {
      const { value, done } = await Promise.race([parts.next(), ended]);
      if (done) return;
      yield value;
    }
  } catch (error) {
    throw asBrokenForm(error, gone);
  }
}

/** Errors of the file system and of Fastify have a code and pass unchanged; all others are the parser's. */
export function asBrokenForm(error: unknown, gone: AbortSignal): unknown {
  if (gone.aborted) return gone.reason;
  if (error instanceof Fault || !(error instanceof Error) || 'code' in error) return error;
  return new Fault('malformed_request', 'The multipart form is broken or was cut off.', { cause: error });
}

const LONGEST_NAME = 255;

/**
 * The name without folders; a part of bytes may have none. For display only: no file or object is named by it. What
 * cannot be kept as it is, is refused.
 */
export function plainName(name: string | undefined, field: string): string {
  const base = name?.split(/[\\/]/).at(-1) ?? '';
  const refuse = (message: string) => new Fault('validation_failed', message, { field });
  if (/\p{Cc}/u.test(base)) throw refuse('The name of the file contains a control character; rename it.');
  if (base.includes('\ufffd')) throw refuse('The name of the file is not UTF-8; send it as UTF-8.');
  if (base.length > LONGEST_NAME) throw refuse(`The name of a file may have at most ${LONGEST_NAME} characters.`);
  return base || 'unnamed';
}
