import { createHash } from 'node:crypto';
import {
  type Db,
  type EarlierRequest,
  findAnswer,
  type KeptAnswer,
  type KeyedRequest,
  keepAnswer,
  type Tx,
  takeKey,
} from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

/** The header in the schema of every operation that creates. */
export const idempotencyHeader = z.looseObject({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'must be one to 255 visible ASCII characters')
    .optional()
    .describe(
      'Makes the request safe to repeat: for 24 hours the same key with the same request gives the same answer and creates nothing more.',
    ),
});

/** A request to an operation whose schema has the header. */
export type IdempotentRequest = Pick<FastifyRequest, 'userId' | 'id' | 'log'> & {
  readonly headers: z.output<typeof idempotencyHeader>;
};

/** Undefined: the client sent no key. `content` is all that the request asks for; the order of keys in objects does not matter. */
export function keyedRequest(
  request: IdempotentRequest,
  operation: string,
  content: unknown,
): KeyedRequest | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  const fingerprint = createHash('sha256').update(JSON.stringify(content, sortedKeys)).digest('hex');
  return { userId: request.userId, key, operation, fingerprint };
}

/**
 * Creates, and keeps the answer in the same transaction. A repeated request gets the answer of the first one, whatever
 * has changed since: nothing is checked or created again.
 */
export function createOnce(
  db: Db,
  keyed: KeyedRequest | undefined,
  create: (tx: Tx) => Promise<KeptAnswer>,
): Promise<{ answer: KeptAnswer; replayed: boolean }> {
  return db.transaction().execute(async (tx) => {
    if (keyed === undefined) return { answer: await create(tx), replayed: false };
    const earlier = await takeKey(tx, keyed);
    if (earlier) return { answer: answerOf(earlier, keyed), replayed: true };
    const answer = await create(tx);
    await keepAnswer(tx, keyed, answer);
    return { answer, replayed: false };
  });
}

/** Asked before costly work. Undefined: no such request has come yet. */
export async function earlierAnswer(db: Db, keyed: KeyedRequest | undefined): Promise<KeptAnswer | undefined> {
  const earlier = keyed && (await findAnswer(db, keyed));
  return earlier && answerOf(earlier, keyed);
}

/** A header says that the answer is `replayed`, for clients that count what they create. */
export function sendKept(reply: FastifyReply, { status, location, body }: KeptAnswer, replayed: boolean): FastifyReply {
  if (location !== undefined) reply.header('location', location);
  if (replayed) reply.header('idempotency-replayed', 'true');
  return reply.code(status).send(body);
}

/** For JSON.stringify: objects with their keys in one order. Arrays keep theirs, which means something. */
function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function answerOf(earlier: EarlierRequest, { key }: KeyedRequest): KeptAnswer {
  if (earlier !== 'differs') return earlier.answer;
  const message = `The key ${key} was used for another request in the last 24 hours; use a new key for a new request.`;
  throw new Fault('idempotency_key_reused', message, { field: 'idempotency-key' });
}
