import { createHash } from 'node:crypto';
import {
  type Db,
  type Earlier,
  findAnswer,
  type KeptAnswer,
  keepAnswer,
  type Once,
  type Tx,
  takeKey,
} from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

/** For the schema of every operation that creates. */
export const idempotencyHeader = z.looseObject({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'one to 255 visible ASCII characters')
    .optional()
    .describe(
      'Makes the request safe to repeat: for 24 hours the same key with the same request gives the same answer and creates nothing more.',
    ),
});

/** A request whose schema has the header. */
export type IdempotentRequest = Pick<FastifyRequest, 'userId' | 'id' | 'log'> & {
  readonly headers: z.output<typeof idempotencyHeader>;
};

/** Undefined when the client sent no key. `asked` is all that the request asks for, in an order that does not vary. */
export function onceFor(request: IdempotentRequest, operation: string, asked: unknown): Once | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  const fingerprint = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
  return { userId: request.userId, key, operation, fingerprint };
}

/**
 * Creates in one transaction and keeps the answer in the same one. A request that came before is answered as it was
 * then, whatever has changed since: nothing is checked and nothing made again.
 */
export function createOnce(
  db: Db,
  once: Once | undefined,
  create: (tx: Tx) => Promise<KeptAnswer>,
): Promise<{ answer: KeptAnswer; replayed: boolean }> {
  return db.transaction().execute(async (tx) => {
    if (once === undefined) return { answer: await create(tx), replayed: false };
    const earlier = await takeKey(tx, once);
    if (earlier) return { answer: answerOf(earlier, once), replayed: true };
    const answer = await create(tx);
    await keepAnswer(tx, once, answer);
    return { answer, replayed: false };
  });
}

/** Before work that is costly to do in vain. Undefined: nothing is known of such a request yet. */
export async function earlierAnswer(db: Db, once: Once | undefined): Promise<KeptAnswer | undefined> {
  const earlier = once && (await findAnswer(db, once));
  return earlier && answerOf(earlier, once);
}

/** `replayed` shows in a header, for clients that count what they created. */
export function sendKept(reply: FastifyReply, { status, location, body }: KeptAnswer, replayed: boolean): FastifyReply {
  if (location !== undefined) reply.header('location', location);
  if (replayed) reply.header('idempotency-replayed', 'true');
  return reply.code(status).send(body);
}

function answerOf(earlier: Earlier, { key }: Once): KeptAnswer {
  if (earlier !== 'differs') return earlier.answer;
  const message = `The key ${key} was used for another request in the last 24 hours; use a new key for a new request.`;
  throw new Fault('idempotency_key_reused', message, { field: 'idempotency-key' });
}
