import { randomUUID as newId } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, startTestApi, type TestApi } from './harness.ts';
import { form, picture, post } from './images.ts';

const LIMITS = { uploadsPerUser: 3, uploadsAtOnce: 5 };

let t: TestApi;
let address: string;
let file: Buffer;
beforeAll(async () => {
  t = await startTestApi({ ...LIMITS, senderSeconds: 60 });
  address = await t.listen();
  file = await picture();
});
afterAll(() => t.close());

const head = (name: string, rest = '') => `--b\r\nContent-Disposition: form-data; name="${name}"${rest}\r\n\r\n`;
/** Another file each time: the same one twice is stored once. */
const upload = (caller: Caller) =>
  post(`${address}/v1/assets`, caller.key, form(['logo', Buffer.concat([file, Buffer.from(newId())])]));

/** An upload that has begun, and does not end by itself. */
function begin(caller: Caller, path = '/v1/assets') {
  const headers = { authorization: `Bearer ${caller.key}`, 'content-type': 'multipart/form-data; boundary=b' };
  const sending = request(`${address}${path}`, { method: 'POST', headers }).on('error', () => {});
  sending.write(head(path === '/v1/fonts' ? 'file' : 'logo', '; filename="a"'));
  sending.write('some');
  return { hangUp: () => sending.destroy() };
}

const started = (count: number) => expect.poll(async () => (await t.scratch()).length / 2).toBe(count);

test('uploads at once are bounded of each user and in all, and one that ends makes room, however it ends', async () => {
  const [ada, ben] = [await t.newCaller(), await t.newCaller()];
  const uploads = [begin(ada), begin(ada), begin(ada)];
  await started(3);
  const refused = await upload(ada);
  expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '5' }, body: { code: 'rate_limited' } });
  expect(refused.body.detail).toContain('3 of your uploads');
  expect((await upload(ben)).status).toBe(201);

  uploads.push(begin(ben), begin(ben));
  await started(5);
  const third = await t.newCaller();
  expect((await upload(third)).body).toMatchObject({ code: 'rate_limited', detail: expect.stringContaining('Many') });
  expect((await post(`${address}/v1/fonts`, third.key, new FormData())).status).toBe(429);
  expect((await t.call({ as: third, url: '/v1/assets' })).status).toBe(200);

  for (const { hangUp } of uploads) hangUp();
  await started(0);
  expect((await upload(ada)).status).toBe(201);
  // A refusal makes room like everything else.
  for (let round = 0; round < 6; round += 1)
    expect((await post(`${address}/v1/assets`, ada.key, form('CAT'))).status).toBe(422);
  expect((await upload(ada)).status).toBe(201);
});

test('200 at once are each taken or 429, and what was not taken leaves nothing', async () => {
  const callers = await Promise.all(Array.from({ length: 4 }, () => t.newCaller()));
  const before = await Array.fromAsync(t.storage.list(''), ({ key }) => key);
  const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => upload(callers[index % 4] as Caller)));
  const count = (status: number) => answers.filter((answer) => answer.status === status).length;
  expect(count(201)).toBeGreaterThan(0);
  expect(count(201) + count(429)).toBe(200);
  expect(await Array.fromAsync(t.storage.list(''))).toHaveLength(before.length + count(201));
  expect(await t.scratch()).toEqual([]);
  for (const caller of callers) expect((await upload(caller)).status).toBe(201);
});
