import type { EventType } from '@proofsheet/domain';
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

/** Needs a transaction: an event is stored if and only if the change that it tells of is. */
export async function recordEvent(tx: Tx, { data = {}, ...event }: NewEvent): Promise<void> {
  await tx
    .insertInto('Event')
    .values({ ...event, data: JSON.stringify(data) })
    .execute();
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
