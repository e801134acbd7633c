import { setTimeout as delay } from 'node:timers/promises';
import { aGeneration, aUser, testDatabase } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectDatabase, type Db, type EventRow, readEvents, START, type Tx } from '../index.ts';
import { recordEvent, recordEvents } from './events.ts';

let db: Db;
let other: Db;
beforeAll(async () => {
  const { db: made, url } = await testDatabase();
  db = made;
  other = connectDatabase({ url, poolSize: 20 });
});
afterAll(() => Promise.all([db.destroy(), other.destroy()]));

/** A transaction that has recorded an event, and commits when it is told to. */
async function begun(userId: string, name: string) {
  const tx = await other.startTransaction().execute();
  await recordEvent(tx as unknown as Tx, { type: 'asset.ready', userId, data: { name } });
  return tx;
}

async function readAll(userId: string, after = START): Promise<EventRow[]> {
  return readEvents(db, { userId, after, limit: 1000 });
}
const names = (rows: readonly EventRow[]) => rows.map(({ data }) => data.name);

test('what is recorded first and committed last comes last', async () => {
  const userId = await aUser(db);
  const [first, second] = [await begun(userId, 'first'), await begun(userId, 'second')];
  await second.commit().execute();
  const seen = await readAll(userId);
  expect(names(seen)).toEqual(['second']);
  await first.commit().execute();
  expect(names(await readAll(userId, seen[0]?.position))).toEqual(['first']);
});

test('a transaction that records an event and stands still keeps nobody waiting, and leaves nothing when it breaks', async () => {
  const userId = await aUser(db);
  const still = await begun(userId, 'still');
  await Promise.race([
    aGeneration(db, { userId }),
    delay(3_000).then(() => Promise.reject(new Error('It waits for the one that stands still.'))),
  ]);
  await still.rollback().execute();
  expect((await readAll(userId)).map(({ type }) => type)).toEqual(['generation.created']);
});

test('commits of several users at once never wait for each other in a circle', async () => {
  const users = await Promise.all(Array.from({ length: 5 }, () => aUser(db)));
  const told = (order: readonly string[]) =>
    other.transaction().execute((tx) =>
      recordEvents(
        tx,
        order.map((userId) => ({ type: 'asset.ready', userId })),
      ),
    );
  for (let round = 0; round < 20; round += 1)
    await Promise.all(Array.from({ length: 10 }, (_, nth) => told(nth % 2 === 0 ? users : users.toReversed())));
  for (const userId of users) expect(await readAll(userId)).toHaveLength(200);
});

test('readers that go on behind what they have seen miss nothing and repeat nothing, whatever commits meanwhile', async () => {
  const users = [await aUser(db), await aUser(db)];
  const [writers, rounds] = [16, 40];
  let left = writers;
  const write = async (writer: number) => {
    for (let round = 0; round < rounds; round += 1) {
      const userId = users[(writer + round) % users.length] as string;
      await other.transaction().execute(async (tx) => {
        await recordEvent(tx, { type: 'asset.ready', userId, data: { name: `${writer}-${round}` } });
        await delay(Math.random() * 8);
        // Some break after they have recorded theirs.
        if (round % 10 === 9) await sql`rollback`.execute(tx);
      });
    }
    left -= 1;
  };
  const read = async (userId: string) => {
    const seen: EventRow[] = [];
    for (let last = false; ; ) {
      const page = await readEvents(db, { userId, after: seen.at(-1)?.position ?? START, limit: 7 });
      seen.push(...page);
      if (page.length > 0) continue;
      if (last) return seen;
      last = left === 0;
    }
  };
  const writing = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  const readers = await Promise.all(users.map(read));
  await writing;
  const read_ = readers.flat();
  const expected = writers * rounds * 0.9;
  expect(new Set(names(read_)).size).toBe(expected);
  expect(read_).toHaveLength(expected);
  for (const [index, userId] of users.entries()) expect(readers[index]).toEqual(await readAll(userId));
});
