import { Fault, LIMITS } from '@proofsheet/domain';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { NoLongerWanted } from './drawings.ts';

/** Every failure as `{ code, message }`, and `fields` where some are wrong. */
export function answerFailures(server: FastifyInstance): void {
  server.setErrorHandler((error: Error & { statusCode?: number; code?: string }, _request, reply) => {
    if (error instanceof NoLongerWanted)
      return reply.code(409).send({ code: 'no_longer_wanted', message: error.message });
    if (error instanceof z.ZodError) return reply.code(422).send(invalid(error));
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return send(reply, tooLarge());
    if (error instanceof Fault || error.statusCode === undefined) return send(reply, Fault.from(error));
    return reply.code(error.statusCode).send({ code: 'malformed_request', message: error.message });
  });
}

function send(reply: FastifyReply, { status, code, message }: Fault) {
  return reply.code(status).send({ code, message });
}

function tooLarge(): Fault {
  return new Fault(
    'upload_too_large',
    `The file is too large: an image may have at most ${LIMITS.uploadBytes / 1e6} MB.`,
  );
}

function invalid({ issues }: z.ZodError) {
  const fields = issues.map(({ path, message }) => ({ field: path.join('/'), message }));
  return { code: 'validation_failed', message: 'Some fields cannot be used as they are.', fields };
}

/** Aborted when the caller hangs up before the answer is sent. */
export function hangUpOf(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort(new NoLongerWanted('no longer wanted'));
  });
  return gone.signal;
}
