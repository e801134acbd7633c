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

/** The parser's own errors carry no code, and mean a broken form. What a consumer throws never comes by here. */
export async function* partsOf(request: FastifyRequest, limits: PartLimits) {
  try {
    yield* request.parts({ limits });
  } catch (error) {
    throw asBrokenForm(error);
  }
}

/** Errors of the file system and of Fastify have a code and pass as they are; what is left is the parser's. */
export function asBrokenForm(error: unknown): unknown {
  if (error instanceof Fault || !(error instanceof Error) || 'code' in error) return error;
  return new Fault('malformed_request', 'The multipart form is broken or was cut off.', { cause: error });
}

/** The name without folders and control characters, for display only: it never names a file or an object here. */
export function plainName(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  return base.replace(/\p{Cc}/gu, '').slice(0, 200) || 'unnamed';
}

/** How long the rest of a refused upload is read and thrown away, so that the client gets to read why. */
const DRAIN_MS = 10_000;

/** Reads on without looking. */
export function drain(incoming: FastifyRequest['raw']): void {
  incoming.unpipe();
  if (incoming.readableEnded || incoming.destroyed) return;
  const patience = setTimeout(() => incoming.destroy(), DRAIN_MS).unref();
  incoming.once('close', () => clearTimeout(patience)).resume();
}
