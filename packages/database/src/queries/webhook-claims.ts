import type { DeliveryStatus } from '@proofsheet/domain';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { ago, fromNow, now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import { BEFORE_ALL_IDS, type UserId } from '../ids.ts';
import { type EventRow, recordEvent } from './events.ts';

/** Deliveries of one endpoint that are under way at once, while it answers and while it fails. */
const AT_ONCE = { healthy: 4, failing: 1 };
/** Those of all one-off endpoints at one host of a user: each generation may name another address there. */
const HOST_AT_ONCE = 4;
/** Those of all endpoints of one user, so that a hundred that hang leave room for others; half of it is for what answers. */
const USER_AT_ONCE = { all: 16, failing: 8 };

export interface DeliveryClaim {
  readonly id: string;
  readonly attempt: number;
  /** Since it was made or asked for again. */
  readonly tries: number;
  readonly endpointId: string;
  readonly userId: UserId;
  readonly url: string;
  /** As they are stored; the newest first. */
  readonly secrets: readonly string[];
  /** The database's time. */
  readonly claimedAt: Date;
  readonly event: EventRow;
}

/** It waits and its time has come, or its worker is gone. */
const isDue = sql<SqlBool>`("WebhookDelivery"."status" = 'PENDING' and "WebhookDelivery"."runAfter" <= now()
  or "WebhookDelivery"."status" = 'DELIVERING' and "WebhookDelivery"."leaseUntil" < now())`;

const isUnderWay = sql<SqlBool>`"WebhookDelivery"."status" = 'DELIVERING' and "leaseUntil" >= now()`;

/**
 * Takes the delivery of an endpoint that has been due for longest, for one attempt. Undefined: none is due, the endpoint
 * is disabled or gone, or as many are under way as may be; who has those looks again when one ends, and so does the sweep.
 * A lock of the user keeps two that count at once from both finding room.
 */
export function claimDelivery(
  db: Db,
  { endpointId, leaseSeconds }: { endpointId: string; leaseSeconds: number },
): Promise<DeliveryClaim | undefined> {
  return db.transaction().execute(async (tx) => {
    const endpoint = await tx
      .selectFrom('WebhookEndpoint')
      .leftJoin('WebhookSecret', (join) =>
        join.onRef('WebhookSecret.userId', '=', 'WebhookEndpoint.userId').on('oneOff', '=', true),
      )
      .select(['url', 'oneOff', 'failingSince', sql<UserId>`"WebhookEndpoint"."userId"::text`.as('userId')])
      .select((one) => [
        one.fn.coalesce('WebhookEndpoint.secret', 'WebhookSecret.secret').$notNull().as('secret'),
        one.fn.coalesce('WebhookEndpoint.previousSecret', 'WebhookSecret.previousSecret').as('previousSecret'),
      ])
      .select(
        sql<boolean>`coalesce(coalesce("WebhookEndpoint"."previousUntil", "WebhookSecret"."previousUntil") > now(), false)`.as(
          'overlaps',
        ),
      )
      .where('id', '=', endpointId)
      .where('enabled', '=', true)
      .executeTakeFirst();
    if (!endpoint) return undefined;
    const { userId, url, secret, previousSecret, overlaps } = endpoint;
    await sql`select pg_advisory_xact_lock(hashtextextended('webhooks ' || ${userId}, 0))`.execute(tx);
    if (!(await hasRoom(tx, { endpointId, userId, failing: endpoint.failingSince !== null }))) return undefined;
    if (endpoint.oneOff && !(await hasRoomAt(tx, { userId, url }))) return undefined;
    const due = tx
      .selectFrom('WebhookDelivery')
      .select('id')
      .where('endpointId', '=', endpointId)
      .where(isDue)
      .orderBy('runAfter')
      .orderBy('id')
      .limit(1)
      .forUpdate()
      .skipLocked();
    const row = await tx
      .updateTable('WebhookDelivery')
      .from('Event')
      .set({
        status: 'DELIVERING',
        attempt: sql`"attempt" + 1`,
        tries: sql`"tries" + 1`,
        leaseUntil: fromNow(leaseSeconds),
        updatedAt: now,
      })
      .where('WebhookDelivery.id', 'in', due)
      .whereRef('Event.id', '=', 'WebhookDelivery.eventId')
      .returning(['WebhookDelivery.id', 'attempt', 'tries', 'position', 'type', 'generationId', 'assetId', 'data'])
      .returning(['Event.createdAt', now.as('claimedAt')])
      .$narrowType<{ position: string }>()
      .executeTakeFirst();
    if (!row) return undefined;
    const { id, attempt, tries, claimedAt, ...event } = row;
    const secrets = overlaps && previousSecret !== null ? [secret, previousSecret] : [secret];
    return { id, attempt, tries, endpointId, userId, url, secrets, claimedAt, event };
  });
}

async function hasRoom(
  tx: Tx,
  { endpointId, userId, failing }: { endpointId: string; userId: UserId; failing: boolean },
): Promise<boolean> {
  const { all, mine, broken } = await tx
    .selectFrom('WebhookDelivery')
    .innerJoin('WebhookEndpoint', 'WebhookEndpoint.id', 'WebhookDelivery.endpointId')
    .select((one) => one.fn.countAll<string>().as('all'))
    .select((one) => one.fn.countAll<string>().filterWhere('endpointId', '=', endpointId).as('mine'))
    .select((one) => one.fn.countAll<string>().filterWhere('failingSince', 'is not', null).as('broken'))
    .where('WebhookDelivery.userId', '=', userId)
    .where(isUnderWay)
    .executeTakeFirstOrThrow();
  if (failing && Number(broken) >= USER_AT_ONCE.failing) return false;
  return Number(all) < USER_AT_ONCE.all && Number(mine) < (failing ? AT_ONCE.failing : AT_ONCE.healthy);
}

/** Without the path: addresses of one host that hang leave room for those of others, and for endpoints. */
async function hasRoomAt(tx: Tx, { userId, url }: { userId: UserId; url: string }): Promise<boolean> {
  const host = (address: RawBuilder<string>) => sql<string>`split_part(${address}, '/', 3)`;
  const { there } = await tx
    .selectFrom('WebhookDelivery')
    .innerJoin('WebhookEndpoint', 'WebhookEndpoint.id', 'WebhookDelivery.endpointId')
    .select((one) => one.fn.countAll<string>().as('there'))
    .where('WebhookDelivery.userId', '=', userId)
    .where(isUnderWay)
    .where('oneOff', '=', true)
    .where(host(sql`"url"`), '=', host(sql`${url}::text`))
    .executeTakeFirstOrThrow();
  return Number(there) < HOST_AT_ONCE;
}

export interface EndedAttempt extends Pick<DeliveryClaim, 'id' | 'attempt' | 'endpointId' | 'userId' | 'url'> {
  readonly ending: 'delivered' | 'failed' | 'gone';
  /** When it is tried again; undefined when that was the last attempt. */
  readonly retryInSeconds: number | undefined;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly status: number | null;
  readonly error: string | null;
  /** The beginning of the answer. */
  readonly answer: string;
  /** An endpoint that has failed for so long is disabled. */
  readonly disableAfterSeconds: number;
}

/**
 * One transaction, guarded by the attempt: the log, the delivery's state, the endpoint's, and the event where it is
 * disabled. False: another worker took over, and nothing is written. The delivery's row comes before the endpoint's, in
 * the order in which a user who is deleted takes them.
 */
export function endAttempt(db: Db, ended: EndedAttempt): Promise<boolean> {
  const { id, attempt, endpointId, url, ending, retryInSeconds } = ended;
  return db.transaction().execute(async (tx) => {
    const updated = await tx
      .updateTable('WebhookDelivery')
      .set({
        status: stateAfter(ended),
        leaseUntil: null,
        updatedAt: now,
        ...(retryInSeconds === undefined ? {} : { runAfter: fromNow(retryInSeconds) }),
      })
      .where('id', '=', id)
      .where('attempt', '=', attempt)
      .where('status', '=', 'DELIVERING')
      .returning('id')
      .executeTakeFirst();
    if (!updated) return false;
    const { startedAt, durationMs, status, error, answer } = ended;
    await tx
      .insertInto('WebhookAttempt')
      .values({ deliveryId: id, attempt, url, startedAt, durationMs, status, error, answer })
      .execute();
    if (ending === 'delivered') {
      const failing = tx.updateTable('WebhookEndpoint').set({ failingSince: null }).where('id', '=', endpointId);
      await failing.where('failingSince', 'is not', null).execute();
    } else await recordFailure(tx, ended);
    return true;
  });
}

function stateAfter({ ending, retryInSeconds }: EndedAttempt): DeliveryStatus {
  if (ending === 'delivered') return 'DELIVERED';
  return retryInSeconds === undefined ? 'FAILED' : 'PENDING';
}

async function recordFailure(tx: Tx, { endpointId, userId, url, ending, disableAfterSeconds }: EndedAttempt) {
  await tx
    .updateTable('WebhookEndpoint')
    .set({ failingSince: now })
    .where('id', '=', endpointId)
    .where('failingSince', 'is', null)
    .execute();
  const reason = ending === 'gone' ? 'gone' : 'failing';
  const disabled = await tx
    .updateTable('WebhookEndpoint')
    .set({ enabled: false, disabledReason: reason, updatedAt: now })
    .where('id', '=', endpointId)
    .where('enabled', '=', true)
    .where(reason === 'gone' ? sql<SqlBool>`true` : sql<SqlBool>`"failingSince" < ${ago(disableAfterSeconds)}`)
    .returning('id')
    .executeTakeFirst();
  if (disabled) await recordEvent(tx, { type: 'webhook.disabled', userId, data: { endpointId, url, reason } });
}

/**
 * Gives a delivery back: its worker stops, or cannot send it. The attempt does not count, and may have reached the receiver
 * all the same.
 */
export async function releaseDelivery(
  db: Db,
  { id, attempt }: Pick<DeliveryClaim, 'id' | 'attempt'>,
  { inSeconds = 0 } = {},
): Promise<void> {
  await db
    .updateTable('WebhookDelivery')
    .set({
      status: 'PENDING',
      leaseUntil: null,
      runAfter: fromNow(inSeconds),
      tries: sql`"tries" - 1`,
      updatedAt: now,
    })
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('status', '=', 'DELIVERING')
    .execute();
}

/** Nothing of what waits for an endpoint is due before that time. */
export async function putOffDeliveries(
  db: Db,
  { endpointId, seconds }: { endpointId: string; seconds: number },
): Promise<void> {
  await db
    .updateTable('WebhookDelivery')
    .set({ runAfter: fromNow(seconds), updatedAt: now })
    .where('endpointId', '=', endpointId)
    .where('status', '=', 'PENDING')
    .where('runAfter', '<', fromNow(seconds))
    .execute();
}

/** The newest secret that is stored encrypted, as it is stored. */
export async function latestWebhookSecret(db: Db): Promise<string | undefined> {
  const sealed = db.selectFrom('WebhookEndpoint').select('secret').where('secret', 'like', 'sealed:%');
  const row = await sealed.orderBy('createdAt', 'desc').limit(1).executeTakeFirst();
  return row?.secret ?? undefined;
}

export interface DueEndpoint {
  readonly id: string;
  /** The database's clock, in steps of five seconds: sweeps within one enqueue one job. */
  readonly step: number;
}

/** Enabled endpoints with deliveries that have been due for a while, so that their job is lost or had no room. */
export function dueEndpoints(
  db: Db,
  {
    settledSeconds,
    limit,
    after = BEFORE_ALL_IDS,
  }: { settledSeconds: number; limit: number; after?: string | undefined },
): Promise<DueEndpoint[]> {
  // First what is due, which is little: of endpoints there are as many as generations have named.
  const due = db
    .selectFrom('WebhookDelivery')
    .distinct()
    .select('endpointId')
    .where(isDue)
    .where('status', 'in', ['PENDING', 'DELIVERING'])
    .where('runAfter', '<', ago(settledSeconds))
    .where('endpointId', '>', after);
  return db
    .with(
      (cte) => cte('due').materialized(),
      () => due,
    )
    .selectFrom('due')
    .innerJoin('WebhookEndpoint', 'WebhookEndpoint.id', 'due.endpointId')
    .select('id')
    .select(sql<number>`floor(extract(epoch from now()) / 5)::integer`.as('step'))
    .where('enabled', '=', true)
    .orderBy('id')
    .limit(limit)
    .execute();
}
