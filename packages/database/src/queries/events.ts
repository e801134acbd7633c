import type { EventType } from '@proofsheet/domain';
import type { Tx } from '../connect.ts';
import type { UserId } from '../user-id.ts';

export interface NewEvent {
  readonly type: EventType;
  readonly userId: UserId;
  readonly generationId?: string;
  readonly assetId?: string;
  readonly data?: object;
}

/** Needs a transaction: an event is told if and only if what it tells of was committed. */
export async function recordEvent(tx: Tx, { data = {}, ...event }: NewEvent): Promise<void> {
  await tx
    .insertInto('Event')
    .values({ ...event, data: JSON.stringify(data) })
    .execute();
}
