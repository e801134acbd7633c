import { type ClockedDatabase, clockedDatabase } from '@proofsheet/testkit';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { lastRun, recordEnd, takeTurn } from '../index.ts';

const opened: ClockedDatabase[] = [];
let clock: ClockedDatabase;
beforeEach(async () => {
  clock = await clockedDatabase();
  opened.push(clock);
});
afterAll(() => Promise.all(opened.map(({ db }) => db.destroy())));

const turn = (everySeconds = 10) => takeTurn(clock.db, { task: 'sweep', everySeconds });
const last = () => lastRun(clock.db, { task: 'sweep' });

test('of many workers that ask at once one gets the turn, and the others hear when the next is due', async () => {
  for (const run of [1, 2]) {
    const turns = await Promise.all(Array.from({ length: 8 }, () => turn()));
    expect(turns.filter((one) => one.run !== undefined)).toEqual([{ run, dueInSeconds: 10 }]);
    for (const { dueInSeconds } of turns) expect(dueInSeconds).toBeGreaterThan(9);
    await clock.advance(11);
  }
});

test('a database whose clock was put back goes on at once: too far ahead is as stuck as overdue', async () => {
  await clock.advance(3600);
  expect((await turn()).run).toBe(1);
  await clock.advance(-3600);
  expect((await turn()).run).toBe(2);
  expect((await turn()).run).toBeUndefined();
});

test('a shorter interval takes effect at once', async () => {
  await turn(3600);
  expect((await turn(10)).run).toBe(2);
});

test('tasks have turns of their own', async () => {
  await turn();
  expect(await takeTurn(clock.db, { task: 'collect', everySeconds: 3600 })).toEqual({ run: 1, dueInSeconds: 3600 });
});

test('a task is late when several intervals have passed without an end, and no longer when a run ends', async () => {
  expect(await last()).toBeUndefined();
  await turn();
  expect(await last()).toEqual({ endedAt: null, secondsAgo: null, late: false });
  await recordEnd(clock.db, { task: 'sweep' });
  await clock.advance(59);
  expect(await last()).toMatchObject({ endedAt: expect.any(Date), secondsAgo: 59, late: false });
  await clock.advance(2);
  expect(await last()).toMatchObject({ secondsAgo: 61, late: true });
  await recordEnd(clock.db, { task: 'sweep' });
  expect(await last()).toMatchObject({ secondsAgo: 0, late: false });
});

test('a task that is begun again and again and never ends is late, too', async () => {
  for (let run = 1; run <= 7; run += 1) {
    expect(await turn()).toMatchObject({ run });
    await clock.advance(11);
  }
  expect(await last()).toMatchObject({ endedAt: null, late: true });
});
