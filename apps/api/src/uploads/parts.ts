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
 * The parser's errors have no code, and mean that the form is broken. What the consumer of the parts throws does not
 * pass here.
 */
export async function* partsOf(request: FastifyRequest, limits: PartLimits) {
  try {
    yield* request.parts({ limits });
  } catch (error) {
    throw asBrokenForm(error);
  }
}

/** Errors of the file system and of Fastify have a code and pass unchanged; all others are the parser's. */
export function asBrokenForm(error: unknown): unknown {
  if (error instanceof Fault || !(error instanceof Error) || 'code' in error) return error;
  return new Fault('malformed_request', 'The multipart form is broken or was cut off.', { cause: error });
}

/** The name without folders and control characters. For display only: no file or object is named by it. */
export function plainName(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  const cut = base.replace(/\p{Cc}/gu, '').slice(0, 200);
  return cut.replace(/[\ud800-\udbff]$/, '') || 'unnamed';
}

/** How long the rest of a refused upload is read and discarded, so that the client gets to read the reason. */
const DRAIN_MS = 10_000;

/** Reads the rest of a request and discards it. */
export function drain(incoming: FastifyRequest['raw']): void {
  incoming.unpipe();
  if (incoming.readableEnded || incoming.destroyed) return;
  const patience = setTimeout(() => incoming.destroy(), DRAIN_MS).unref();
  incoming.once('close', () => clearTimeout(patience)).resume();
}
