import { setTimeout as delay } from 'node:timers/promises';
import { announceOutput, claimGeneration, completeGeneration, createUser, type Db } from '@proofsheet/database';
import { newUserKey } from '@proofsheet/local-system';
import { type Metric, metric } from '@proofsheet/metrics';
import { aGeneration, anOutput } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { compare, quantile } from '../measure.ts';
import { memoryOfChild, type OpenStream, openStream } from '../system/open-streams.ts';
import { startBenchedSystem } from '../system/start.ts';

const STREAMS = 5_000;
const USERS = 50;
/** Opened at the same time. */
const TOGETHER = 50;
const ROUNDS = 5;
const OUTPUTS = 4;
const GENERATIONS = 60;
/** After this time a process has come to rest. */
const REST_MS = 4_000;

/**
 * What an open stream costs, how soon events come to thousands of them, and what the order and the notification of events
 * add to the writes of a generation.
 */
export async function measureEvents(env: NodeJS.ProcessEnv): Promise<Metric[]> {
  const limits = { STREAMS_PER_USER: '10000', REQUESTS_PER_MINUTE: '1000000' };
  const system = await startBenchedSystem('postgres', { ...env, ...limits });
  if (system === undefined) return [];
  try {
    return [...(await measureStreams(system.api, system.db)), ...(await measureWrites(system.db))];
  } finally {
    await system.stop();
  }
}

async function measureStreams(api: string, db: Db): Promise<Metric[]> {
  const keys = await Promise.all(Array.from({ length: USERS }, () => newUserKey(db, 'bench')));
  const open = (count: number) => openMany(api, keys, count);
  // What opening itself leaves behind is not a stream's.
  for (const stream of await open(500)) stream.close();
  await delay(REST_MS);
  const before = memoryOfChild('apps/api/src/main.ts');
  const began = performance.now();
  const streams = await open(STREAMS);
  const seconds = (performance.now() - began) / 1_000;
  await delay(REST_MS);
  const bytes = (memoryOfChild('apps/api/src/main.ts') - before) / STREAMS;
  const { rows: users } = await sql<{ id: string }>`select distinct "userId"::text as "id" from "ApiKey"`.execute(db);
  const followed = users.map(({ id }) => id);
  const late: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) late.push(...(await delaysOfOneRound(db, followed, streams)));
  const after = (memoryOfChild('apps/api/src/main.ts') - before) / STREAMS;
  for (const stream of streams) stream.close();
  const name = (what: string) => `${STREAMS} streams: ${what}`;
  return [
    metric(name('memory of one, idle'), bytes / 1024, 'KB', { atMost: 64 }),
    metric(name('memory of one, after events'), after / 1024, 'KB'),
    metric(name('opened'), STREAMS / seconds, '/s'),
    metric(name('commit to arrival, p50'), quantile(late, 0.5), 'ms'),
    metric(name('commit to arrival, p99'), quantile(late, 0.99), 'ms', { atMost: 2_000 }),
  ];
}

async function openMany(api: string, keys: readonly string[], count: number): Promise<OpenStream[]> {
  const streams: OpenStream[] = [];
  while (streams.length < count) {
    const next = Array.from({ length: TOGETHER }, (_, nth) => keys[(streams.length + nth) % keys.length] ?? '');
    streams.push(...(await Promise.all(next.map((key) => openStream(api, key)))));
  }
  return streams;
}

/** An event for every user at once: each stream gets one. */
async function delaysOfOneRound(db: Db, users: readonly string[], streams: readonly OpenStream[]): Promise<number[]> {
  const committed = new Map<string, number>();
  for (const userId of users) committed.set(await aGeneration(db, { userId }), performance.now());
  const arrivals = () =>
    streams.flatMap(({ came }) =>
      [...came].filter(([id]) => committed.has(id)).map(([id, at]) => Math.max(0, at - (committed.get(id) ?? 0))),
    );
  for (let waited = 0; arrivals().length < streams.length; waited += 100) {
    if (waited > 30_000) throw new Error(`${arrivals().length} of ${streams.length} streams got their event.`);
    await delay(100);
  }
  return arrivals();
}

/** All writes of a worker, from claim to completion, with the order and notification of events and without. */
async function measureWrites(db: Db): Promise<Metric[]> {
  const userId = (await createUser(db)).id;
  const writes = async (trigger: 'enable' | 'disable') => {
    await sql`alter table "Event" ${sql.raw(trigger)} trigger "Event_in_order"`.execute(db);
    for (let nth = 0; nth < GENERATIONS; nth += 1) await writeOne(db, userId);
  };
  const costs = await compare({ with: () => writes('enable'), without: () => writes('disable') }, { rounds: ROUNDS });
  const perGeneration = (wallMs: number) => wallMs / GENERATIONS;
  return [
    metric('writes of a generation, events in order', perGeneration(costs.with.wallMs), 'ms'),
    metric('the same without order and notification', perGeneration(costs.without.wallMs), 'ms'),
    metric('the one divided by the other', costs.with.wallMs / costs.without.wallMs, 'x', { atMost: 1.5 }),
  ];
}

async function writeOne(db: Db, userId: string): Promise<void> {
  const id = await aGeneration(db, { userId });
  const claim = await claimGeneration(db, { id, leaseSeconds: 60 });
  const attempt = { id, attempt: claim?.attempt ?? 1 };
  const output = anOutput();
  for (let nth = 0; nth < OUTPUTS; nth += 1) await announceOutput(db, { ...attempt, progress: 1, output });
  await completeGeneration(db, { ...attempt, outputs: [output] });
}
