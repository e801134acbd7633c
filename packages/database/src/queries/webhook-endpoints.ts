import { type DisabledReason, type EventType, Fault, WEBHOOK_LIMITS } from '@proofsheet/domain';
import { type SqlBool, sql } from 'kysely';
import { fromNow, now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import { newId, type UserId } from '../ids.ts';
import { afterCursor, exactCreatedAt, type Page, type PageRequest, toPage } from '../page.ts';

/** Which endpoint of whom: another user's is none. */
export interface EndpointKey {
  readonly userId: UserId;
  readonly id: string;
}

export interface EndpointSettings {
  readonly url: string;
  readonly description: string;
  /** Null: events of all types. */
  readonly events: readonly EventType[] | null;
}

const COLUMNS = [
  ...['id', 'url', 'description', 'events', 'enabled', 'disabledReason', 'failingSince'],
  ...['previousUntil', 'createdAt', 'oneOff'],
] as const as readonly [
  'id',
  'url',
  'description',
  'events',
  'enabled',
  'disabledReason',
  'failingSince',
  'previousUntil',
  'createdAt',
  'oneOff',
];

export interface EndpointRow {
  id: string;
  url: string;
  description: string;
  events: EventType[] | null;
  enabled: boolean;
  disabledReason: DisabledReason | null;
  failingSince: Date | null;
  previousUntil: Date | null;
  createdAt: Date;
  /** It belongs to the generations and batches that name its address. */
  oneOff: boolean;
}

/** Without a parameter, so that the index of those is used. */
const isKept = sql<SqlBool>`not "oneOff"`;

type NewEndpoint = EndpointSettings & { userId: UserId; secret: string };

/** `secret` as it is to be stored. */
export function createEndpoint(db: Db, endpoint: NewEndpoint): Promise<EndpointRow> {
  return db.transaction().execute((tx) => createEndpointIn(tx, endpoint));
}

/** The same within a transaction: those of one user are made one after another until its end, so that none is too many. */
export async function createEndpointIn(tx: Tx, { userId, events, ...settings }: NewEndpoint): Promise<EndpointRow> {
  await sql`select pg_advisory_xact_lock(hashtextextended('webhook endpoints ' || ${userId}, 0))`.execute(tx);
  const { count } = await tx
    .selectFrom('WebhookEndpoint')
    .select((one) => one.fn.countAll<string>().as('count'))
    .where('userId', '=', userId)
    .where(isKept)
    .executeTakeFirstOrThrow();
  if (Number(count) >= WEBHOOK_LIMITS.endpoints) {
    throw new Fault('validation_failed', `You have ${WEBHOOK_LIMITS.endpoints} endpoints already, which is the most.`);
  }
  return tx
    .insertInto('WebhookEndpoint')
    .values({ id: newId(), userId, ...settings, events: events && [...events] })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
}

export function findEndpoint(db: Db, { userId, id }: EndpointKey): Promise<EndpointRow | undefined> {
  return db
    .selectFrom('WebhookEndpoint')
    .select(COLUMNS)
    .where('id', '=', id)
    .where('userId', '=', userId)
    .executeTakeFirst();
}

export async function listEndpoints(
  db: Db,
  { userId, cursor, limit }: { userId: UserId } & PageRequest,
): Promise<Page<EndpointRow>> {
  const listed = { list: 'webhooks', userId };
  const rows = await db
    .selectFrom('WebhookEndpoint')
    .select(COLUMNS)
    .select(exactCreatedAt)
    .where('userId', '=', userId)
    .where(isKept)
    .where(afterCursor(cursor, listed))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, listed);
}

/** Enabling it again forgets its failures; what waited meanwhile is delivered from the next sweep on. */
export function changeEndpoint(
  db: Db,
  { userId, id, enabled, events, ...settings }: EndpointKey & Partial<EndpointSettings> & { enabled?: boolean },
): Promise<EndpointRow | undefined> {
  const state =
    enabled === undefined
      ? {}
      : enabled
        ? { enabled, disabledReason: null, failingSince: null }
        : { enabled, disabledReason: sql<DisabledReason>`coalesce("disabledReason", 'user')` };
  return db
    .updateTable('WebhookEndpoint')
    .set({ ...settings, ...state, ...(events === undefined ? {} : { events: events && [...events] }), updatedAt: now })
    .where('id', '=', id)
    .where('userId', '=', userId)
    .returning(COLUMNS)
    .executeTakeFirst();
}

/** The secret until now goes on to sign beside the new one. One before that stops at once. */
export function replaceSecret(
  db: Db,
  { userId, id, secret, overlapSeconds }: EndpointKey & { secret: string; overlapSeconds: number },
): Promise<EndpointRow | undefined> {
  const previous =
    overlapSeconds > 0
      ? { previousSecret: sql<string>`"secret"`, previousUntil: fromNow(overlapSeconds) }
      : { previousSecret: null, previousUntil: null };
  return db
    .updateTable('WebhookEndpoint')
    .set({ secret, ...previous, updatedAt: now })
    .where('id', '=', id)
    .where('userId', '=', userId)
    .returning(COLUMNS)
    .executeTakeFirst();
}

/** Deliveries first, in the order in which every other transaction takes both. */
export function deleteEndpoint(db: Db, { userId, id }: EndpointKey): Promise<EndpointRow | undefined> {
  return db.transaction().execute(async (tx) => {
    await tx.deleteFrom('WebhookDelivery').where('endpointId', '=', id).where('userId', '=', userId).execute();
    return tx
      .deleteFrom('WebhookEndpoint')
      .where('id', '=', id)
      .where('userId', '=', userId)
      .returning(COLUMNS)
      .executeTakeFirst();
  });
}
