import { createGeneration, findGeneration, type GenerationRow, type Tx } from '@proofsheet/database';
import type { Dependencies } from './dependencies.ts';
import { type LookUpTools, lookUp } from './orders/look-up.ts';
import { webhooksOf } from './orders/one-off-webhooks.ts';
import { generationOf, type Order, orderOf } from './orders/order-of.ts';
import { found } from './ownership.ts';

/** Everything that the request refers to is there and the user's, or the Fault names the field of what is not. */
export async function resolveOrder(
  tx: Tx,
  dependencies: LookUpTools,
  { userId, request }: Pick<Order, 'userId' | 'request'>,
): Promise<Order> {
  return orderOf(await lookUp(tx, userId, [request], dependencies), { userId, request });
}

/** Inserts the generation, PENDING. */
export async function insertOrder(
  tx: Tx,
  dependencies: Pick<Dependencies, 'secrets'>,
  order: Order,
  named: { readonly id: string; readonly requestId: string },
): Promise<GenerationRow> {
  const { userId, webhookUrl } = order;
  const webhooks = await webhooksOf(tx, dependencies, { userId, urls: [webhookUrl] });
  await createGeneration(tx, generationOf(order, named, webhooks));
  return found(await findGeneration(tx, { userId, id: named.id }), 'generation');
}
