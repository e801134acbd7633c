import { claimDelivery, claimGeneration, completeGeneration, deleteOutput, GONE_PAGES } from '@proofsheet/database';
import { objectKeys, type ToldReview } from '@proofsheet/domain';
import { aGeneration, anOutput } from '@proofsheet/testkit';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Answered, type Caller, startTestApi, type TestApi } from './harness.ts';
import { picture } from './images.ts';

let t: TestApi;
let address: string;
beforeAll(async () => {
  t = await startTestApi({ heartbeatSeconds: 0.3, trustProxy: '127.0.0.1', failedKeysPerMinute: 8 });
  address = await t.listen();
});
afterAll(() => t.close());

const OWN_PAGE = { 'sec-fetch-site': 'same-origin' };
const files = [await picture(1280, 720), await picture(300, 250)];

interface Sheet {
  readonly owner: Caller;
  readonly generationId: string;
  readonly outputIds: readonly string[];
}

/** A finished generation of a new user: one wide picture and one small one, in the storage. */
async function aSheet(): Promise<Sheet> {
  const owner = await t.newCaller();
  const spec = { kind: 'AD', copy: { headline: 'Hear **every** detail', subline: 'Forty hours' }, variants: 2 };
  const payload = { ...spec, formats: ['landscape'], metadata: { secret: 'order-7' } };
  const { body } = await t.call({ as: owner, method: 'POST', url: '/v1/generations', payload });
  const { attempt } = (await claimGeneration(t.db, { id: body.id, leaseSeconds: 60 })) ?? expect.fail();
  const outputs = [anOutput(), anOutput({ index: 1, variant: 1, width: 300, height: 250 })].map((output, index) => ({
    ...output,
    bytes: files[index]?.length ?? 0,
    objectKey: objectKeys.output(body.id, attempt, index, 'image/jpeg'),
  }));
  for (const [index, file] of files.entries())
    await t.storage.put(outputs[index]?.objectKey ?? '', file, { bytes: file.length, mediaType: 'image/jpeg' });
  await completeGeneration(t.db, { id: body.id, attempt, outputs });
  return { owner, generationId: body.id, outputIds: outputs.map(({ id }) => id) };
}

async function share({ owner, generationId }: Sheet, options: object = {}) {
  const url = `/v1/generations/${generationId}/review-links`;
  const payload = { name: 'First round', contact: 'Mara, mara@shop.example', ...options };
  const made = await t.call({ as: owner, method: 'POST', url, payload });
  expect(made.status).toBe(201);
  return made.body;
}

const open = (id: string, token: string, headers = {}) =>
  t.call({ as: null, method: 'POST', url: `/r/${id}`, payload: { token }, headers: { ...OWN_PAGE, ...headers } });

const cookieOf = ({ headers }: Answered) => String(headers['set-cookie']).split(';')[0] ?? '';

type Request = Parameters<TestApi['call']>[0];

/** A browser that has opened the link. */
async function aReviewer({ id, token }: { id: string; token: string }) {
  const cookie = cookieOf(await open(id, token));
  const ask = (request: Request, headers: Record<string, string> = OWN_PAGE) =>
    t.call({
      as: null,
      ...request,
      url: `/r/${id}${request.url ?? ''}`,
      headers: { cookie, ...headers, ...request.headers },
    });
  return {
    ...{ id, cookie, ask },
    sheet: async () => (await ask({})).body,
    decide: (outputId: string, decision: string | null, name = 'Ann') =>
      ask({ method: 'PATCH', url: `/outputs/${outputId}`, payload: { name, decision } }),
    comment: (outputId: string, text: string, more: object = {}, headers = {}) =>
      ask({ method: 'POST', url: `/outputs/${outputId}/comments`, payload: { name: 'Ann', text, ...more }, headers }),
    get: (path: string) => fetch(`${address}/r/${id}${path}`, { headers: { cookie, ...OWN_PAGE } }),
  };
}

async function aReview(options?: object) {
  const sheet = await aSheet();
  const link = await share(sheet, options);
  const reviewer = await aReviewer(link);
  const [outputId = '', small = ''] = sheet.outputIds;
  const reviews = async () =>
    (await t.call({ as: sheet.owner, url: `/v1/generations/${sheet.generationId}/reviews` })).body;
  const events = async () => {
    const told = t.db.selectFrom('Event').select(['type', 'data']).where('generationId', '=', sheet.generationId);
    const rows = await told.where(sql<boolean>`"type" like 'review.%'`).orderBy('id').execute();
    return rows.map(({ type, data }) => ({ type, ...(data as { review: ToldReview }).review }));
  };
  const revoke = () => t.call({ as: sheet.owner, method: 'DELETE', url: `/v1/review-links/${link.id}` });
  return { ...sheet, link, reviewer, outputId, small, reviews, events, revoke };
}

test('a link is made, its token shown once and stored as a hash alone; it is listed, and opens the sheet and nothing else', async () => {
  const { owner, generationId, link, reviewer, outputIds } = await aReview();
  const { token, path, ...shown } = link;
  expect(token).toMatch(/^psr_[\w-]{43}$/);
  expect(path).toBe(`/review/${link.id}#${token}`);
  expect(Math.round((Date.parse(link.expiresAt) - Date.now()) / 86_400_000)).toBe(14);
  const listed = await t.call({ as: owner, url: `/v1/generations/${generationId}/review-links` });
  expect(listed.body).toEqual({ links: [shown] });
  const { rows } = await sql`select * from "ReviewLink", "Reviewer"`.execute(t.db);
  expect(JSON.stringify(rows)).not.toContain(token);

  const sheet = await reviewer.sheet();
  expect(sheet).toMatchObject({
    ...{ id: link.id, name: 'First round', contact: 'Mara, mara@shop.example', allowDownload: false, finished: true },
    ...{ headline: 'Hear every detail', words: ['Forty hours'], reviewer: null },
  });
  expect(sheet.outputs.map(({ id }: { id: string }) => id)).toEqual(outputIds);
  const text = JSON.stringify(sheet);
  for (const hidden of [owner.userId, generationId, 'order-7', 'objectKey', 'report', 'X-Amz', 'seed', 'assets'])
    expect(text).not.toContain(hidden);
  expect(
    t
      .lines()
      .map((line) => JSON.stringify(line))
      .join('\n'),
  ).not.toContain(token);
});

test('the cookie is out of reach of scripts and other sites, sent below its link alone, and counts for it alone', async () => {
  const [one, other] = [await aReview(), await aReview()];
  const opened = await open(one.link.id, one.link.token);
  expect(String(opened.headers['set-cookie'])).toMatch(
    new RegExp(`^proofsheet_review=psr_[\\w.-]+; Path=/r/${one.link.id}; Expires=[^;]+; HttpOnly; SameSite=Strict$`),
  );
  const tls = await open(one.link.id, one.link.token, { 'x-forwarded-proto': 'https' });
  expect(String(tls.headers['set-cookie'])).toContain('; Secure');
  const crossed = { as: null, url: `/r/${other.link.id}`, headers: { cookie: one.reviewer.cookie, ...OWN_PAGE } };
  expect(await t.call(crossed)).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  expect((await t.call({ as: null, url: `/r/${one.link.id}`, headers: OWN_PAGE })).status).toBe(401);
  expect((await t.call({ as: one.owner, url: `/r/${one.link.id}`, headers: OWN_PAGE })).status).toBe(401);
  // The session of an owner and the cookie of a link know nothing of each other.
  expect(
    (await t.call({ as: null, url: '/v1/me', headers: { cookie: one.reviewer.cookie, ...OWN_PAGE } })).status,
  ).toBe(401);
});

test('pages of other sites neither see nor say anything', async () => {
  const { reviewer, outputId, reviews } = await aReview();
  const payload = { name: 'Eve', decision: 'REJECTED' };
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    {},
  ] as Record<string, string>[]) {
    const { status } = await reviewer.ask(
      { method: 'PATCH', url: `/outputs/${outputId}`, payload },
      { ...headers, 'x-forwarded-for': `192.0.2.${Object.keys(headers).length + 20}` },
    );
    expect([headers, status]).toEqual([headers, 401]);
  }
  expect((await reviewer.ask({}, { 'sec-fetch-site': 'cross-site', 'x-forwarded-for': '192.0.2.77' })).status).toBe(
    401,
  );
  expect((await reviews()).decisions).toEqual([]);
});

test('pictures come smaller than they are, and no files, unless the link allows it', async () => {
  const { reviewer, outputId, small } = await aReview();
  const sizeOf = async (path: string, of = reviewer) => {
    const answer = await of.get(path);
    const { width } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
    return width;
  };
  expect(await sizeOf(`/outputs/${outputId}/content`)).toBe(960);
  expect(await sizeOf(`/outputs/${outputId}/content?width=8000`)).toBe(960);
  expect(await sizeOf(`/outputs/${outputId}/content?width=300`)).toBe(320);
  // So small that nobody could judge less of it: its own size, and not its bytes.
  const shown = await reviewer.get(`/outputs/${small}/content`);
  const bytes = Buffer.from(await shown.arrayBuffer());
  expect((await sharp(bytes).metadata()).width).toBe(300);
  expect(bytes.equals(files[1] as Buffer)).toBe(false);
  expect(shown.headers.get('cache-control')).toBe('private, no-cache');
  const known = { 'if-none-match': shown.headers.get('etag') ?? '' };
  const again = await reviewer.ask({ url: `/outputs/${small}/content`, headers: known });
  expect(again.status).toBe(304);
  expect((await reviewer.get(`/outputs/${outputId}/file`)).status).toBe(403);

  const free = await aReview({ allowDownload: true });
  expect(await sizeOf(`/outputs/${free.outputId}/content?width=8000`, free.reviewer)).toBe(1280);
  const file = await free.reviewer.get(`/outputs/${free.outputId}/file`);
  expect(Buffer.from(await file.arrayBuffer()).equals(files[0] as Buffer)).toBe(true);
  expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="youtube-thumbnail-0.jpg"$/);
});

test('each reviewer decides for themselves; what is said again is told once; the owner is told in the same transaction', async () => {
  const { link, reviewer, outputId, reviews, events, owner } = await aReview();
  const bo = await aReviewer(link);
  expect((await reviewer.decide(outputId, 'APPROVED')).body.outputs[0].decisions).toMatchObject([
    { reviewer: 'Ann', decision: 'APPROVED', own: true },
  ]);
  await reviewer.decide(outputId, 'APPROVED');
  await bo.decide(outputId, 'REJECTED', 'Bo');
  expect((await bo.sheet()).outputs[0].decisions).toMatchObject([
    { reviewer: 'Ann', own: false },
    { reviewer: 'Bo', decision: 'REJECTED', own: true },
  ]);
  expect((await bo.sheet()).reviewer).toBe('Bo');
  await bo.decide(outputId, null, 'Bo');
  await bo.decide(outputId, null, 'Bo');
  expect((await reviews()).decisions).toMatchObject([
    { linkId: link.id, link: 'First round', outputId, reviewer: 'Ann' },
  ]);
  expect((await events()).map(({ type, reviewer: name, decision }) => [type, name, decision])).toEqual([
    ['review.decided', 'Ann', 'APPROVED'],
    ['review.decided', 'Bo', 'REJECTED'],
    ['review.decided', 'Bo', null],
  ]);
  const { body } = await t.call({
    as: owner,
    url: `/v1/generations/${(await t.call({ as: owner, url: '/v1/generations' })).body.items[0].id}`,
  });
  expect(body.status).toBe('COMPLETED');
});

test('opening the link again in the same browser stays the same reviewer', async () => {
  const { link, reviewer, outputId } = await aReview();
  await reviewer.decide(outputId, 'APPROVED');
  const again = cookieOf(await open(link.id, link.token, { cookie: reviewer.cookie }));
  expect(again).toBe(reviewer.cookie);
  expect(cookieOf(await open(link.id, link.token))).not.toBe(reviewer.cookie);
});

test('comments are pinned, numbered and kept as plain text; their writer alone changes and deletes them', async () => {
  const { link, reviewer, outputId, reviews, events } = await aReview();
  const bo = await aReviewer(link);
  const html = '<img src=x onerror=alert(1)> & \u202edlrow\u202c\u0007\r\nsecond line';
  const first = await reviewer.comment(outputId, html, { at: { x: 0.25, y: 1 } });
  expect(first.status).toBe(201);
  const [comment] = first.body.outputs[0].comments;
  expect(comment).toMatchObject({
    ...{ number: 1, reviewer: 'Ann', at: { x: 0.25, y: 1 }, editedAt: null, own: true },
    text: '<img src=x onerror=alert(1)> & dlrow \nsecond line',
  });
  await bo.comment(outputId, 'Right to left: \u200fمرحبا', { name: 'Bo\u202e\n<b>' });
  const seen = (await bo.sheet()).outputs[0].comments;
  expect(seen).toMatchObject([
    { number: 1, own: false },
    { number: 2, own: true, at: null, reviewer: 'Bo <b>', text: 'Right to left: \u200fمرحبا' },
  ]);
  const edit = (of: typeof bo, text: string) =>
    of.ask({ method: 'PATCH', url: `/comments/${comment.id}`, payload: { text } });
  expect(await edit(bo, 'Mine now')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect((await bo.ask({ method: 'DELETE', url: `/comments/${comment.id}` })).status).toBe(404);
  expect((await edit(reviewer, 'Smaller')).body.outputs[0].comments[0]).toMatchObject({
    ...{ text: 'Smaller', number: 1, editedAt: expect.any(String) },
  });
  // What it said before is told no more.
  expect((await events()).map(({ type, comment: told }) => [type, told?.text])).toEqual([
    ['review.commented', 'Right to left: \u200fمرحبا'],
    ['review.commented', 'Smaller'],
  ]);
  expect((await reviewer.ask({ method: 'DELETE', url: `/comments/${comment.id}` })).status).toBe(200);
  expect((await events()).map(({ type }) => type)).toEqual(['review.commented', 'review.comment_deleted']);
  expect((await reviews()).comments).toMatchObject([{ number: 2, outputId, link: 'First round' }]);
});

test('a comment that is sent again with its key is one', async () => {
  const { reviewer, outputId, small, reviews, events } = await aReview();
  const send = (to = outputId) => reviewer.comment(to, 'Once', {}, { 'idempotency-key': 'once' });
  const answers = await Promise.all([send(), send(), send()]);
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(2);
  expect([(await reviews()).comments.length, (await events()).length]).toEqual([1, 1]);
  expect((await send(small)).body.code).toBe('idempotency_key_reused');
});

test.each([
  ['no name', { text: 'x' }, 'name'],
  ['a name of nothing that is seen', { name: '\u200b\u202e', text: 'x' }, 'name'],
  ['a long name', { name: 'x'.repeat(61), text: 'x' }, 'name'],
  ['no words', { name: 'Ann', text: ' \n\u200b ' }, 'text'],
  ['too many words', { name: 'Ann', text: 'x'.repeat(2001) }, 'text'],
  ['a pin beside the picture', { name: 'Ann', text: 'x', at: { x: 1.01, y: 0 } }, 'at/x'],
  ['half a pin', { name: 'Ann', text: 'x', at: { x: 0 } }, 'at/y'],
  ['more than it takes', { name: 'Ann', text: 'x', userId: 'y' }, 'userId'],
])('a comment with %s is 422 with its field', async (_, payload, field) => {
  const { reviewer, outputId } = await shared();
  const answer = await reviewer.ask({ method: 'POST', url: `/outputs/${outputId}/comments`, payload });
  expect(answer).toMatchObject({ status: 422, body: { code: 'validation_failed', field } });
});

let common: ReturnType<typeof aReview> | undefined;
const shared = () => {
  common ??= aReview();
  return common;
};

test('outputs and comments of another link are not found, whoever asks', async () => {
  const [mine, other] = [await aReview(), await aReview()];
  const second = await aReviewer(await share(mine, { name: 'Second round' }));
  const made = await mine.reviewer.comment(mine.outputId, 'By the first link');
  const { id } = made.body.outputs[0].comments[0];
  for (const outputId of [other.outputId, mine.generationId, mine.link.id, 'x']) {
    expect((await mine.reviewer.decide(outputId, 'APPROVED')).status).toBe(404);
    expect((await mine.reviewer.comment(outputId, 'x')).status).toBe(404);
    for (const part of ['content', 'file'])
      expect((await mine.reviewer.ask({ url: `/outputs/${outputId}/${part}` })).status).toBe(404);
  }
  // What is said by one link is not seen by another, though its number is taken.
  expect((await second.sheet()).outputs[0].comments).toEqual([]);
  expect((await second.ask({ method: 'DELETE', url: `/comments/${id}` })).status).toBe(404);
  expect((await second.comment(mine.outputId, 'By the second')).body.outputs[0].comments[0].number).toBe(2);
  const stranger = { as: other.owner };
  const resolve = { method: 'PATCH' as const, url: `/v1/review-comments/${id}`, payload: { resolved: true } };
  expect((await t.call({ ...stranger, ...resolve })).status).toBe(404);
  expect((await t.call({ ...stranger, method: 'DELETE', url: `/v1/review-links/${mine.link.id}` })).status).toBe(404);
  expect((await t.call({ as: mine.owner, ...resolve })).body).toMatchObject({ id, resolvedAt: expect.any(String) });
  expect((await mine.reviewer.sheet()).outputs[0].comments[0].resolvedAt).toEqual(expect.any(String));
});

/** The names of the events of a reviewer's stream, as they come; it has ended when `ended` is true. */
function following({ id, cookie }: { id: string; cookie: string }) {
  const hungUp = new AbortController();
  onTestFinished(() => hungUp.abort());
  const stream = { names: [] as string[], ended: false };
  const read = async () => {
    const headers = { cookie, ...OWN_PAGE };
    const { body } = await fetch(`${address}/r/${id}/events`, { headers, signal: hungUp.signal });
    const messages = body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
    for await (const { event } of messages ?? []) stream.names.push(`${event}`);
    stream.ended = true;
  };
  read().catch(() => {});
  return stream;
}

test('a page that is open hears that the sheet has changed, and nothing of the owner; its link that is revoked ends it at once', async () => {
  const { reviewer, outputId, link, owner, revoke, reviews } = await aReview();
  const stream = following(reviewer);
  await expect.poll(() => stream.names).toEqual(['changed']);
  // What else happens to the owner is no news here.
  await aGeneration(t.db, { userId: owner.userId });
  const bo = await aReviewer(link);
  await bo.decide(outputId, 'REJECTED', 'Bo');
  await expect.poll(() => stream.names).toEqual(['changed', 'changed']);

  expect((await revoke()).body).toMatchObject({ id: link.id, revokedAt: expect.any(String) });
  await expect.poll(() => stream.ended, { timeout: 2_000 }).toBe(true);
  const over = {
    status: 410,
    body: { code: 'review_over', detail: 'This link was taken back. Ask Mara, mara@shop.example.' },
  };
  expect(await reviewer.ask({})).toMatchObject(over);
  expect(await reviewer.decide(outputId, 'APPROVED')).toMatchObject(over);
  expect((await reviewer.get(`/outputs/${outputId}/content`)).status).toBe(410);
  expect(await open(link.id, link.token)).toMatchObject(over);
  // What was said by it stays.
  expect((await reviews()).decisions).toMatchObject([{ reviewer: 'Bo', decision: 'REJECTED' }]);
  expect((await revoke()).status).toBe(200);
});

test('a link that expires ends its pages, and says whom to ask', async () => {
  const { reviewer, link } = await aReview({ contact: null, days: 1 });
  const stream = following(reviewer);
  await expect.poll(() => stream.names).toHaveLength(1);
  await sql`update "ReviewLink" set "expiresAt" = now() where "id" = ${link.id}`.execute(t.db);
  expect((await reviewer.ask({})).body.detail).toBe('This link has expired. Ask who sent it to you.');
  // Nobody tells of it: the look every five seconds finds it.
  await expect.poll(() => stream.ended, { timeout: 8_000 }).toBe(true);
  const wrong = { method: 'POST' as const, url: `/v1/generations/${link.generationId}/review-links` };
  for (const days of [0, 366, 1.5])
    expect((await t.call({ ...wrong, as: t.caller, payload: { name: 'x', days } })).body.field).toBe('days');
});

test('what is deleted is shown and told no more, and all of it goes with the pictures', async () => {
  const { owner, generationId, outputId, small, reviewer, events, reviews, link } = await aReview();
  await reviewer.comment(outputId, 'On the first');
  await reviewer.comment(small, 'On the second');
  await deleteOutput(t.db, { userId: owner.userId, id: outputId });
  expect((await reviewer.sheet()).outputs).toMatchObject([{ id: small }]);
  expect((await reviewer.decide(outputId, 'APPROVED')).status).toBe(404);
  expect((await reviews()).comments).toMatchObject([{ text: 'On the second' }]);
  expect((await events()).map((told) => told.outputId)).toEqual([small]);

  await t.call({ as: owner, method: 'DELETE', url: `/v1/generations/${generationId}` });
  expect(await reviewer.ask({})).toMatchObject({
    status: 410,
    body: { detail: expect.stringContaining('were deleted') },
  });
  expect(await reviewer.comment(small, 'x')).toMatchObject({ status: 410 });
  for (const page of GONE_PAGES) await page(t.db, { olderThanSeconds: -10, limit: 1000 });
  const { rows } = await sql`select 1 from "ReviewLink" where "id" = ${link.id}
    union all select 1 from "Reviewer" where "linkId" = ${link.id}`.execute(t.db);
  expect(rows).toEqual([]);
  expect((await open(link.id, link.token)).status).toBe(404);
});

test('a user who is deleted takes links and words along, also by one DELETE of the product around', async () => {
  const { owner, reviewer, outputId } = await aReview();
  await reviewer.comment(outputId, 'Soon gone');
  await reviewer.decide(outputId, 'APPROVED');
  await sql`delete from "User" where "id" = ${owner.userId}`.execute(t.db);
  expect((await reviewer.ask({})).status).toBe(401);
  expect(await t.db.selectFrom('ReviewComment').select('id').where('outputId', '=', outputId).execute()).toEqual([]);
});

test('a webhook has one delivery of each word, written with it', async () => {
  const { owner, reviewer, outputId } = await aReview();
  const payload = { url: 'https://shop.example/hooks', events: ['review.decided', 'review.commented'] };
  const hook = await t.call({ as: owner, method: 'POST', url: '/v1/webhooks', payload });
  await reviewer.decide(outputId, 'APPROVED');
  await reviewer.decide(outputId, 'APPROVED');
  await reviewer.comment(outputId, 'Told once', { at: { x: 0.5, y: 0.5 } });
  const told = [];
  for (let left = 3; left > 0; left -= 1)
    told.push(await claimDelivery(t.db, { endpointId: hook.body.id, leaseSeconds: 30 }));
  expect(told.map((claim) => claim?.event.type)).toEqual(['review.decided', 'review.commented', undefined]);
  const delivery = await t.call({ as: owner, url: `/v1/webhooks/${hook.body.id}/deliveries/${told[1]?.id}` });
  expect(delivery.body.request.body.data.review).toMatchObject({
    ...{ outputId, reviewer: 'Ann', link: 'First round' },
    comment: { number: 1, text: 'Told once', at: { x: 0.5, y: 0.5 }, edited: false },
  });
});

test('the stream of a generation that has ended tells what reviewers said, and ends', async () => {
  const { owner, generationId, reviewer, outputId } = await aReview();
  await reviewer.decide(outputId, 'APPROVED');
  const url = `${address}/v1/generations/${generationId}/events`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${owner.key}` } });
  const text = await answer.text();
  expect(text.match(/^event: .*$/gm)).toEqual([
    ...['event: generation.created', 'event: generation.processing', 'event: generation.completed'],
    'event: review.decided',
  ]);
  const after = /id: (\d+)\n.*generation.completed/.exec(text.replaceAll(/\nevent/g, '\nid-less-event'))?.[1] ?? '0';
  expect(after).toMatch(/^\d+$/);
});

test('so many people and comments are taken by one link, and no more', async () => {
  const { reviewer, link, outputId, owner } = await aReview();
  await reviewer.comment(outputId, 'One');
  await sql`
    insert into "ReviewComment" ("id", "reviewerId", "outputId", "number", "text")
    select gen_random_uuid(), "reviewerId", "outputId", i, 'x' from "ReviewComment", generate_series(2, 300) i
    where "outputId" = ${outputId} and "number" = 1`.execute(t.db);
  expect(await reviewer.comment(outputId, 'One too many')).toMatchObject({
    status: 409,
    body: { code: 'review_full' },
  });
  await sql`
    insert into "Reviewer" ("id", "linkId", "hash", "name")
    select gen_random_uuid(), ${link.id}::uuid, i::text, 'x' from generate_series(2, 50) i`.execute(t.db);
  const late = await aReviewer(link);
  expect(await late.decide(outputId, 'APPROVED', 'Late')).toMatchObject({ status: 409, body: { code: 'review_full' } });
  expect((await reviewer.decide(outputId, 'APPROVED')).status).toBe(200);
  expect(owner.userId).not.toBe('');
});

test('who guesses links, or writes without end, is told to wait', async () => {
  const { reviewer, link, outputId } = await aReview();
  const from = { 'x-forwarded-for': '192.0.2.9' };
  for (let guess = 0; guess < 8; guess += 1) expect((await open(link.id, `psr_${guess}`, from)).status).toBe(404);
  expect(await open(link.id, 'psr_x', from)).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  expect((await open(link.id, link.token, from)).status).toBe(201);
  const write = () =>
    reviewer.ask({
      method: 'PATCH',
      url: `/outputs/${outputId}`,
      payload: { name: 'Ann', decision: null },
      headers: from,
    });
  for (let left = 60; left > 0; left -= 1) expect((await write()).status).toBe(200);
  expect(await write()).toMatchObject({ status: 429, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } });
});
