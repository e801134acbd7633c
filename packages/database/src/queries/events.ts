import type { EventType } from '@proofsheet/domain';
import { sql } from 'kysely';
import { ago } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import type { UserId } from '../ids.ts';

const DAY_SECONDS = 24 * 3600;

export interface NewEvent {
  readonly type: EventType;
  readonly userId: UserId;
  readonly generationId?: string;
  readonly assetId?: string;
  readonly data?: object;
}

/**
 * Needs a transaction: an event is stored if and only if the change that it tells of is. Its position and the
 * notification come with the commit (migration 0012). Events of several users belong into one call: commits take users
 * in the order in which their events were stored, and here it is the same for all.
 */
export async function recordEvents(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const inOrder = events.toSorted((a, b) => (a.userId < b.userId ? -1 : Number(a.userId > b.userId)));
  const rows = inOrder.map(({ data = {}, ...event }) => ({ ...event, data: JSON.stringify(data) }));
  await tx.insertInto('Event').values(rows).execute();
}

export function recordEvent(tx: Tx, event: NewEvent): Promise<void> {
  return recordEvents(tx, [event]);
}

/** Where commits notify of events: of which generation, or `-`, and whose. The trigger of migration 0012 names it too. */
export const EVENT_CHANNEL = 'proofsheet_events';

/** Tells all who listen, outside of any transaction. */
export async function notify(db: Db, message: string): Promise<void> {
  await sql`select pg_notify(${EVENT_CHANNEL}, ${message})`.execute(db);
}

/** How a message begins that tells of something which requests wait for; what it is called follows. */
export const DONE = 'done ';

/** Wakes the requests, of all processes, that wait for the thing of that name. */
export function notifyDone(db: Db, name: string): Promise<void> {
  return notify(db, `${DONE}${name}`);
}

/** Where a reader is among the events of a user: it has read all up to here, and none behind. A bigint, as text. */
export type Position = string;

/** Before all events. */
export const START: Position = '0';

/** Whose events, or those of one of their generations. */
export interface EventScope {
  readonly userId: UserId;
  readonly generationId?: string | undefined;
}

function selectEvents(db: Db, { userId, generationId }: EventScope) {
  const theirs = db.selectFrom('Event').where('userId', '=', userId);
  return generationId === undefined ? theirs : theirs.where('generationId', '=', generationId);
}

/**
 * The next events behind a position, oldest first. Positions of a user are seen in their order, so the last one of a
 * page is where the next page begins, for any reader and at any time.
 */
export function readEvents(db: Db, { after, limit, ...scope }: EventScope & { after: Position; limit: number }) {
  return selectEvents(db, scope)
    .select(['position', 'type', 'generationId', 'assetId', 'data', 'createdAt'])
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .$narrowType<{ position: Position }>()
    .execute();
}

export type EventRow = Awaited<ReturnType<typeof readEvents>>[number];

/** Where a reader stands who has read everything. */
export async function lastPosition(db: Db, userId: UserId): Promise<Position> {
  const { last } = await db
    .selectFrom('Event')
    .select((one) => one.fn.max('position').as('last'))
    .where('userId', '=', userId)
    .executeTakeFirstOrThrow();
  return last ?? START;
}

/**
 * Deletes events older than that many days, and answers how many. Ids and times rise together, so the oldest events are
 * at the lower end of the primary key: no other row is read. Those that go with their user just now are left to that.
 */
export async function trimEvents(db: Db, { days, limit }: { days: number; limit: number }): Promise<number> {
  const oldest = db.selectFrom('Event').select(['id', 'createdAt']).orderBy('id').limit(limit).forUpdate().skipLocked();
  const { numDeletedRows } = await db
    .deleteFrom('Event')
    .using(oldest.as('oldest'))
    .whereRef('Event.id', '=', 'oldest.id')
    .where('oldest.createdAt', '<', ago(days * DAY_SECONDS))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
