import {
  findSignedImage,
  keepSignedImage,
  lockBacklog,
  lockSignedImage,
  newId,
  newImagesOf,
  type Tx,
  type UserId,
} from '@proofsheet/database';
import { Fault, type GenerationRequest } from '@proofsheet/domain';
import type { FastifyRequest } from 'fastify';
import { admitGeneration } from '../admission.ts';
import type { ApiSettings, Dependencies } from '../dependencies.ts';
import { enqueueGeneration } from '../enqueue-generation.ts';
import { insertOrder, resolveOrder } from '../take-order.ts';
import { refusedByParameter } from './image-request.ts';
import type { VerifiedImage } from './verify.ts';

/**
 * The generation that shows the picture. The first that asks makes it; all that ask at the same time, in any process, wait
 * for its commit and get the same one. One that came to nothing is left for ten minutes, and then replaced.
 */
export async function generationOfImage(
  dependencies: Dependencies,
  { userId, hash }: VerifiedImage,
  requestOf: () => GenerationRequest,
  { id: requestId, log }: Pick<FastifyRequest, 'id' | 'log'>,
): Promise<string> {
  const { db, queues, settings } = dependencies;
  const known = await findSignedImage(db, { userId, hash });
  if (known && !known.stale) return known.generationId;
  const request = requestOf();
  const made = await db.transaction().execute(async (tx) => {
    await lockSignedImage(tx, { userId, hash });
    const meanwhile = await findSignedImage(tx, { userId, hash });
    if (meanwhile && !meanwhile.stale) return { id: meanwhile.generationId };
    const order = await resolveOrder(tx, dependencies, { userId, request }).catch(refusedByParameter);
    await requireBudget(tx, userId, settings);
    const priority = await admitGeneration(tx, userId, settings);
    const id = newId();
    await insertOrder(tx, dependencies, order, { id, requestId });
    await keepSignedImage(tx, { userId, hash, generationId: id });
    return { id, priority };
  });
  const { id, priority } = made;
  if (priority !== undefined)
    void enqueueGeneration(queues, { id, kind: request.kind, dispatch: 0, priority, requestId }, log);
  return id;
}

/** Those that ask at the same time may all have counted before any of them has inserted its row. */
const AT_ONCE = 100;

/** An address that got out, or a page that makes one for each visitor, costs no more than the budget. */
async function requireBudget(
  tx: Tx,
  userId: UserId,
  { newImagesPerHour }: Pick<ApiSettings, 'newImagesPerHour'>,
): Promise<void> {
  let made = await newImagesOf(tx, userId);
  if (made.count + AT_ONCE > newImagesPerHour) {
    await lockBacklog(tx, userId);
    made = await newImagesOf(tx, userId);
  }
  if (made.count < newImagesPerHour) return;
  const message = `At most ${newImagesPerHour} new pictures an hour are made by your signed addresses; those that are there are still answered.`;
  throw new Fault('too_many_new_images', message, { retryAfterSeconds: Math.max(1, made.secondsLeft) });
}
