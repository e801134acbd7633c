import { createHash } from 'node:crypto';
import { fromNow, now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import type { UserId } from '../ids.ts';

/*
 * Endpoints that generations and batches name by their addresses. One is there from the transaction on that names it first,
 * and goes with the last that does: each is locked as it is named, so that it cannot go in between.
 */

/** Its id is made of user and address: who names it finds it, and two that name it at once make one. */
function idOf(userId: UserId, url: string): string {
  const bytes = createHash('sha256').update(`one-off webhook\n${userId}\n${url}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * The endpoints of these addresses, by them; those that are not there are made. One that was disabled is enabled: it is
 * named anew. `secret`, as it is to be stored, is the user's from now on where there is none.
 */
export async function nameOneOffs(
  tx: Tx,
  { userId, urls, secret }: { userId: UserId; urls: readonly string[]; secret: string },
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map([...new Set(urls)].map((url) => [url, idOf(userId, url)]));
  if (ids.size === 0) return ids;
  await keepSecret(tx, { userId, secret });
  const all = [...ids.values()].sort();
  const rows = [...ids]
    .map(([url, id]) => ({ id, userId, url, oneOff: true, events: [] }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  for (let locked = 0; locked < all.length; ) {
    // One that goes at this moment is waited for, and made anew.
    await tx
      .insertInto('WebhookEndpoint')
      .values(rows)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    const held = tx.selectFrom('WebhookEndpoint').select('id').where('id', 'in', all).orderBy('id').forKeyShare();
    locked = (await held.execute()).length;
  }
  await tx
    .updateTable('WebhookEndpoint')
    .set({ enabled: true, disabledReason: null, failingSince: null, updatedAt: now })
    .where('id', 'in', all)
    .where('enabled', '=', false)
    .execute();
  return ids;
}

/** Removes those of the endpoints that nothing names any more. What is being named just now is left alone. */
export async function dropUnnamedOneOffs(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const free = await tx
    .selectFrom('WebhookEndpoint')
    .select('id')
    .where('id', 'in', [...new Set(ids)])
    .where('oneOff', '=', true)
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute();
  if (free.length === 0) return;
  // By a statement of its own: it sees what was committed until the locks were taken.
  await tx
    .deleteFrom('WebhookEndpoint')
    .where(
      'id',
      'in',
      free.map(({ id }) => id),
    )
    .where((one) => {
      const named = (table: 'Generation' | 'Batch') =>
        one.selectFrom(table).select('id').whereRef('webhookId', '=', 'WebhookEndpoint.id');
      return one.not(one.or([one.exists(named('Generation')), one.exists(named('Batch'))]));
    })
    .execute();
}

/** The first secret that is kept stays. */
async function keepSecret(db: Db | Tx, row: { userId: UserId; secret: string }): Promise<void> {
  await db
    .insertInto('WebhookSecret')
    .values(row)
    .onConflict((conflict) => conflict.column('userId').doNothing())
    .execute();
}

/** What signs messages to addresses that generations name. `secret` becomes it where there is none yet. */
export async function oneOffSecret(db: Db, row: { userId: UserId; secret: string }) {
  await keepSecret(db, row);
  return db
    .selectFrom('WebhookSecret')
    .select(['secret', 'previousUntil'])
    .where('userId', '=', row.userId)
    .executeTakeFirstOrThrow();
}

/** The secret until now goes on to sign beside the new one. */
export async function replaceOneOffSecret(
  db: Db,
  { userId, secret, overlapSeconds }: { userId: UserId; secret: string; overlapSeconds: number },
) {
  const none = { previousSecret: null, previousUntil: null };
  return db
    .insertInto('WebhookSecret')
    .values({ userId, secret })
    .onConflict((conflict) =>
      conflict.column('userId').doUpdateSet((one) => ({
        secret,
        ...(overlapSeconds > 0
          ? { previousSecret: one.ref('WebhookSecret.secret'), previousUntil: fromNow(overlapSeconds) }
          : none),
      })),
    )
    .returning(['secret', 'previousUntil'])
    .executeTakeFirstOrThrow();
}
