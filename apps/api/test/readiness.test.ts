import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDatabase, recordEnd, takeTurn } from '@proofsheet/database';
import { migrateDown, migrateToLatest } from '@proofsheet/migrations';
import { openQueues } from '@proofsheet/queue';
import { connectStorage } from '@proofsheet/storage';
import { testDatabase, testQueues, testStorage } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openApiReadiness } from '../src/readiness.ts';
import { startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi();
});
afterEach(async () => {
  for (const proxy of Object.values(t.proxies)) await proxy.restore();
});
afterAll(() => t.close());

const ask = async () => {
  const { status, body } = await t.call({ as: null, url: '/readyz' });
  return { code: status, ...body };
};
const eventually = (check: () => Promise<unknown>) => expect.poll(check, { timeout: 10_000 });

/** Readiness of servers that the test spoils, each report a new one. */
async function ofServers(spoilt: { database?: string; storage?: object; folder?: string }) {
  const { config } = await testStorage();
  const database = spoilt.database ?? (await testDatabase()).url;
  const db = connectDatabase({ url: database });
  const queues = openQueues(await testQueues('postgres'), pino({ level: 'silent' }));
  onTestFinished(async () => {
    await Promise.all([queues.close(), db.destroy()]);
  });
  const storage = connectStorage({ ...config, ...spoilt.storage });
  return openApiReadiness({ db, queues, storage }, spoilt.folder ?? tmpdir()).report();
}

test('what orders need is told apart from what only a part needs, each with its reason', async () => {
  const ok = { ok: true, needed: false, milliseconds: expect.any(Number) };
  const all = { database: { ...ok, needed: true }, queue: ok, storage: ok, scratch: ok };
  expect(await ask()).toEqual({ code: 200, status: 'ok', dependencies: all, lastSweep: null });
  for (const name of ['queue', 'storage'] as const) {
    await t.proxies[name].cut();
    const down = { ok: false, needed: false, reason: 'refused', detail: expect.stringContaining('refuses') };
    await eventually(ask).toMatchObject({ code: 200, status: 'degraded', dependencies: { ...all, [name]: down } });
    await t.proxies[name].restore();
    await eventually(ask).toMatchObject({ status: 'ok' });
  }
  await t.proxies.database.cut();
  await eventually(ask).toMatchObject({ code: 503, status: 'unavailable', dependencies: { database: { ok: false } } });
  expect((await t.call({ as: null, url: '/healthz' })).status).toBe(200);
}, 60_000);

test('a frozen dependency is reported within a few seconds', async () => {
  await eventually(ask).toMatchObject({ status: 'ok' });
  t.proxies.database.freeze();
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const started = performance.now();
  expect(await ask()).toMatchObject({ code: 503, dependencies: { database: { ok: false, reason: 'timeout' } } });
  expect(performance.now() - started).toBeLessThan(4_000);
});

test('a hundred askers at once share what was asked of the servers', async () => {
  await eventually(ask).toMatchObject({ status: 'ok' });
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const database = t.proxies.database;
  const before = database.received();
  const reports = await Promise.all(Array.from({ length: 100 }, ask));
  expect(new Set(reports.map((report) => JSON.stringify(report))).size).toBeLessThanOrEqual(3);
  // A question is some hundred bytes.
  expect(database.received() - before).toBeLessThan(5_000);
});

test('a schema that is behind is not ready, and the remedy is named', async () => {
  const { db, url } = await testDatabase();
  onTestFinished(() => db.destroy());
  await migrateDown(db);
  const behind = { ok: false, reason: 'schema', detail: expect.stringContaining('migrate') };
  expect(await ofServers({ database: url })).toMatchObject({ ready: false, dependencies: { database: behind } });
  await migrateToLatest(db);
  expect(await ofServers({ database: url })).toMatchObject({ ready: true });
  await sql`drop table "ProofsheetMigration"`.execute(db);
  expect(await ofServers({ database: url })).toMatchObject({ dependencies: { database: { reason: 'schema' } } });
});

test('a wrong password, a missing database and one without writes are told apart', async () => {
  const { db, url } = await testDatabase();
  onTestFinished(() => db.destroy());
  const secret = createHash('md5').update(url).digest('hex');
  const at = (change: (address: URL) => void) => {
    const address = new URL(url);
    change(address);
    return ofServers({ database: address.href });
  };
  const password = await at((address) => {
    address.password = secret;
  });
  expect(password.dependencies.database).toMatchObject({ ok: false, reason: 'password' });
  expect(JSON.stringify(password)).not.toContain(secret);
  const missing = await at((address) => {
    address.pathname = '/nowhere';
  });
  expect(missing.dependencies.database).toMatchObject({ ok: false, reason: 'missing' });
  await sql
    .raw(`alter database "${new URL(url).pathname.slice(1)}" set default_transaction_read_only = on`)
    .execute(db);
  expect((await ofServers({ database: url })).dependencies.database).toMatchObject({ reason: 'readonly' });
});

test('a storage is named with its variables and reasons, and never with its keys', async () => {
  const states = await Promise.all([
    ofServers({ storage: { secretKey: 'wrong-secret' } }),
    ofServers({ storage: { accessKey: 'wrong-key-id' } }),
    ofServers({ storage: { bucket: 'elsewhere' } }),
    ofServers({ storage: { endpoint: 'http://127.0.0.1:1' } }),
    ofServers({ storage: { endpoint: 'http://storage.invalid' } }),
  ]);
  const said = states.map(({ dependencies }) => dependencies.storage);
  expect(said.map(({ reason }) => reason)).toEqual(['password', 'password', 'missing', 'refused', 'unreachable']);
  for (const { detail } of said) expect(detail).toMatch(/S3_ENDPOINT.*S3_BUCKET/);
  expect(JSON.stringify(said)).not.toMatch(/wrong-(secret|key-id)/);
});

test('a folder for uploads that is gone is told; orders are still taken', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-readiness-'));
  await rm(folder, { recursive: true });
  expect(await ofServers({ folder })).toMatchObject({
    status: 'degraded',
    ready: true,
    dependencies: { scratch: { ok: false, reason: 'missing', detail: expect.stringContaining('UPLOAD_FOLDER') } },
  });
});

test('it tells when the last sweep was', async () => {
  await takeTurn(t.db, { task: 'sweep', everySeconds: 10 });
  await recordEnd(t.db, { task: 'sweep' });
  await eventually(ask).toMatchObject({ lastSweep: { endedAt: expect.any(String), late: false } });
  await sql`update "MaintenanceTask" set "endedAt" = now() - interval '10 minutes'`.execute(t.db);
  await eventually(ask).toMatchObject({ code: 200, lastSweep: { late: true } });
});
