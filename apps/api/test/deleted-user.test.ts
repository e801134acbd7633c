import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answered, type Caller, startTestApi, type TestApi } from './harness.ts';
import { form, picture, post } from './images.ts';

const FONT = '@fontsource/anton/files/anton-latin-400-normal.woff2';

let t: TestApi;
let address: string;
beforeAll(async () => {
  t = await startTestApi();
  address = await t.listen();
});
afterAll(() => t.close());

const submit = (as: Caller, headers = {}) =>
  t.call({ as, method: 'POST', url: '/v1/generations', headers, payload: { kind: 'AD', copy: { headline: 'Hello' } } });
const font = () => new Uint8Array(readFileSync(createRequire(import.meta.url).resolve(FONT)));

const REQUESTS: Record<string, (caller: Caller) => Promise<Answered>> = {
  project: (as) => t.call({ as, method: 'POST', url: '/v1/projects', payload: { name: 'Spring sale' } }),
  order: submit,
  'order with an Idempotency-Key': (as) => submit(as, { 'idempotency-key': 'once' }),
  upload: async ({ key }) => post(`${address}/v1/assets`, key, form('LOGO', await picture())),
  font: ({ key }) => {
    const data = new FormData();
    data.append('file', new Blob([font()]), 'brand.woff2');
    return post(`${address}/v1/fonts`, key, data);
  },
};

test.each(Object.keys(REQUESTS))(
  'a user who is deleted during a request (%s) is no longer known, and leaves nothing',
  async (name) => {
    const caller = await t.newCaller();
    // The key was used a moment ago: its use is not noted again.
    expect((await t.call({ as: caller, url: '/v1/projects' })).status).toBe(200);
    const deletion = await t.db.startTransaction().execute();
    await sql`delete from "User" where "id" = ${caller.userId}`.execute(deletion);
    const answered = REQUESTS[name]?.(caller);
    const waiting = sql`select 1 from pg_stat_activity
      where "datname" = current_database() and "wait_event_type" = 'Lock'`;
    await expect.poll(async () => (await waiting.execute(t.db)).rows, { timeout: 20_000 }).toHaveLength(1);
    await deletion.commit().execute();
    const { status, headers, body } = (await answered) as Answered;
    expect(body).toMatchObject({ status: 401, code: 'unauthorized', requestId: headers['x-request-id'] });
    expect(body.detail).toContain('deleted');
    expect(status).toBe(401);
    expect(await Array.fromAsync(t.storage.list(''))).toEqual([]);
    expect(await t.scratch()).toEqual([]);
  },
);
