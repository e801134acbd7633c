import type { IncomingMessage } from 'node:http';
import { newId } from '@proofsheet/database';
import type { Api } from './dependencies.ts';

const SANE = /^[A-Za-z0-9._:-]{1,128}$/;

/** The client's own id when it is harmless in a log line and a job, else a new one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && SANE.test(given) ? given : newId();
}

/** Every answer names its request: what a person reports leads to the log lines and the job. */
export function answerRequestId(api: Api): void {
  api.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
}
