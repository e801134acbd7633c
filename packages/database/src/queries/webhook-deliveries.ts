import type { DeliveryStatus } from '@proofsheet/domain';
import { sql } from 'kysely';
import { ago, now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import type { UserId } from '../ids.ts';
import { afterCursor, type Page, type PageRequest, toPage } from '../page.ts';
import { recordEvent } from './events.ts';
import type { EndpointKey } from './webhook-endpoints.ts';

/** Where commits notify of deliveries: of which endpoint, and the id that their job is to have. */
export const WEBHOOK_CHANNEL = 'proofsheet_webhooks';

const DAY_SECONDS = 24 * 3600;

const exactCreatedAt = sql<string>`to_char("WebhookDelivery"."createdAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

function selectDeliveries(db: Db) {
  return db
    .selectFrom('WebhookDelivery')
    .innerJoin('Event', 'Event.id', 'WebhookDelivery.eventId')
    .select(['WebhookDelivery.id', 'WebhookDelivery.endpointId', 'WebhookDelivery.status', 'attempt', 'runAfter'])
    .select(['WebhookDelivery.createdAt', 'WebhookDelivery.updatedAt', 'position', 'type', 'generationId', 'assetId'])
    .$narrowType<{ position: string }>();
}

export type DeliveryRow = Awaited<ReturnType<ReturnType<typeof selectDeliveries>['executeTakeFirstOrThrow']>>;

export interface DeliveryList extends PageRequest {
  readonly userId: UserId;
  readonly endpointId: string;
  readonly status?: DeliveryStatus | undefined;
}

/** The deliveries of an endpoint, newest first. */
export async function listDeliveries(
  db: Db,
  { userId, endpointId, status, cursor, limit }: DeliveryList,
): Promise<Page<DeliveryRow>> {
  const listed = { list: 'deliveries', userId, endpointId, status };
  const page = db
    .selectFrom('WebhookDelivery')
    .selectAll()
    .where('endpointId', '=', endpointId)
    .where('userId', '=', userId)
    .$if(status !== undefined, (query) => query.where('status', '=', status ?? 'PENDING'))
    .where(afterCursor(cursor, listed))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  const rows = await selectDeliveries(db)
    .where('WebhookDelivery.id', 'in', page.clearSelect().select('id'))
    .select(exactCreatedAt.as('exactCreatedAt'))
    .orderBy('WebhookDelivery.createdAt', 'desc')
    .orderBy('WebhookDelivery.id', 'desc')
    .execute();
  return toPage(rows, limit, listed);
}

export interface DeliveryKey {
  readonly userId: UserId;
  readonly endpointId: string;
  readonly id: string;
}

export function findDelivery(db: Db, { userId, endpointId, id }: DeliveryKey) {
  return selectDeliveries(db)
    .select('data')
    .where('WebhookDelivery.id', '=', id)
    .where('endpointId', '=', endpointId)
    .where('WebhookDelivery.userId', '=', userId)
    .executeTakeFirst();
}

/** Every attempt at a delivery, the first one first. */
export function attemptsOf(db: Db, deliveryId: string) {
  return db
    .selectFrom('WebhookAttempt')
    .select(['attempt', 'url', 'startedAt', 'durationMs', 'status', 'error', 'answer'])
    .where('deliveryId', '=', deliveryId)
    .orderBy('attempt')
    .execute();
}

export type AttemptRow = Awaited<ReturnType<typeof attemptsOf>>[number];

const again = { status: 'PENDING', tries: 0, runAfter: now, updatedAt: now } as const;

/** From its first attempt on, with the same id. One that waits goes now; one that is under way is left alone. */
export function redeliver(db: Db, { userId, endpointId, id }: DeliveryKey): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const reset = await tx
      .updateTable('WebhookDelivery')
      .set(again)
      .where('id', '=', id)
      .where('endpointId', '=', endpointId)
      .where('userId', '=', userId)
      .where('status', '!=', 'DELIVERING')
      .returning(['id', 'endpointId', 'attempt'])
      .execute();
    await notifyOf(tx, reset);
    return reset.length > 0;
  });
}

export interface RedeliverSince extends EndpointKey {
  readonly since: Date;
  /** Also what was delivered. */
  readonly delivered: boolean;
}

/**
 * All that has failed since then, and all that happened while the endpoint was disabled or before it was made: of those
 * there is an event and no delivery yet. Answers how many.
 */
export function redeliverSince(db: Db, { userId, id, since, delivered }: RedeliverSince): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const states: DeliveryStatus[] = delivered ? ['FAILED', 'DELIVERED'] : ['FAILED'];
    const reset = await tx
      .insertInto('WebhookDelivery')
      .columns(['endpointId', 'userId', 'eventId'])
      .expression((one) =>
        one
          .selectFrom('Event')
          .innerJoin('WebhookEndpoint', 'WebhookEndpoint.userId', 'Event.userId')
          .select(['WebhookEndpoint.id', 'WebhookEndpoint.userId', 'Event.id as eventId'])
          .where('Event.userId', '=', userId)
          .where('WebhookEndpoint.id', '=', id)
          .where('Event.createdAt', '>=', since)
          .where('Event.type', '!=', 'webhook.test')
          .where(
            sql<boolean>`("WebhookEndpoint"."events" is null or "Event"."type" = any ("WebhookEndpoint"."events"))`,
          )
          .orderBy('Event.id'),
      )
      .onConflict((conflict) =>
        conflict.columns(['eventId', 'endpointId']).doUpdateSet(again).where('WebhookDelivery.status', 'in', states),
      )
      .returning(['id', 'endpointId', 'attempt'])
      .execute();
    await notifyOf(tx, reset.slice(0, 1));
    return reset.length;
  });
}

/** An event that only this endpoint is told of, whatever it asked for. Answers the delivery's id. */
export function testEndpoint(db: Db, { userId, id }: EndpointKey): Promise<string> {
  return db.transaction().execute(async (tx) => {
    await recordEvent(tx, { type: 'webhook.test', userId, data: { endpointId: id } });
    const made = await tx
      .insertInto('WebhookDelivery')
      .columns(['endpointId', 'userId', 'eventId'])
      .expression((one) =>
        one
          .selectFrom('Event')
          .select([sql<string>`${id}::uuid`.as('endpointId'), 'userId', 'Event.id as eventId'])
          .where('userId', '=', userId)
          .where('type', '=', 'webhook.test')
          .where('createdAt', '=', now)
          .orderBy('Event.id', 'desc')
          .limit(1),
      )
      .returning(['id', 'endpointId', 'attempt'])
      .executeTakeFirstOrThrow();
    await notifyOf(tx, [made]);
    return made.id;
  });
}

/** As the trigger of migration 0013 does. */
async function notifyOf(tx: Tx, rows: readonly { id: string; endpointId: string; attempt: number }[]): Promise<void> {
  for (const { id, endpointId, attempt } of rows) {
    await sql`select pg_notify(${WEBHOOK_CHANNEL}, ${`${endpointId} ${id}-a${attempt}`})`.execute(tx);
  }
}

/** Deletes deliveries older than that many days, with their log, and answers how many. */
export async function trimDeliveries(db: Db, { days, limit }: { days: number; limit: number }): Promise<number> {
  const old = db
    .selectFrom('WebhookDelivery')
    .select('id')
    .where('status', 'in', ['DELIVERED', 'FAILED'])
    .where('updatedAt', '<', ago(days * DAY_SECONDS))
    .limit(limit)
    .forUpdate()
    .skipLocked();
  const { numDeletedRows } = await db.deleteFrom('WebhookDelivery').where('id', 'in', old).executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
