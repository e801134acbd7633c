import { aGeneration } from '@proofsheet/testkit';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { cookieOf, files, OWN_PAGE, startReviews } from './reviewing.ts';

let r: Awaited<ReturnType<typeof startReviews>>;
beforeAll(async () => {
  r = await startReviews();
});
afterAll(() => r.t.close());

test('a link is made, its token shown once and stored as a hash alone; it is listed, and opens the sheet and nothing else', async () => {
  const { owner, generationId, link, reviewer, outputIds } = await r.aReview();
  const { token, path, ...shown } = link;
  expect(token).toMatch(/^psr_[\w-]{43}$/);
  expect(path).toBe(`/review/${link.id}#${token}`);
  expect(Math.round((Date.parse(link.expiresAt) - Date.now()) / 86_400_000)).toBe(14);
  const listed = await r.t.call({ as: owner, url: `/v1/generations/${generationId}/review-links` });
  expect(listed.body).toEqual({ links: [shown] });
  const { rows } = await sql`select * from "ReviewLink", "Reviewer"`.execute(r.t.db);
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
    r.t
      .lines()
      .map((line) => JSON.stringify(line))
      .join('\n'),
  ).not.toContain(token);
});

test('the cookie is out of reach of scripts and other sites, sent below its link alone, and counts for it alone', async () => {
  const [one, other] = [await r.aReview(), await r.aReview()];
  const opened = await r.open(one.link.id, one.link.token);
  expect(String(opened.headers['set-cookie'])).toMatch(
    new RegExp(`^proofsheet_review=psr_[\\w.-]+; Path=/r/${one.link.id}; Expires=[^;]+; HttpOnly; SameSite=Strict$`),
  );
  const tls = await r.open(one.link.id, one.link.token, { 'x-forwarded-proto': 'https' });
  expect(String(tls.headers['set-cookie'])).toContain('; Secure');
  const crossed = { as: null, url: `/r/${other.link.id}`, headers: { cookie: one.reviewer.cookie, ...OWN_PAGE } };
  expect(await r.t.call(crossed)).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  expect((await r.t.call({ as: null, url: `/r/${one.link.id}`, headers: OWN_PAGE })).status).toBe(401);
  expect((await r.t.call({ as: one.owner, url: `/r/${one.link.id}`, headers: OWN_PAGE })).status).toBe(401);
  // The session of an owner and the cookie of a link know nothing of each other.
  expect(
    (await r.t.call({ as: null, url: '/v1/me', headers: { cookie: one.reviewer.cookie, ...OWN_PAGE } })).status,
  ).toBe(401);
});

test('pages of other sites neither see nor say anything', async () => {
  const { reviewer, outputId, reviews } = await r.aReview();
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
  const { reviewer, outputId, small } = await r.aReview();
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

  const free = await r.aReview({ allowDownload: true });
  expect(await sizeOf(`/outputs/${free.outputId}/content?width=8000`, free.reviewer)).toBe(1280);
  const file = await free.reviewer.get(`/outputs/${free.outputId}/file`);
  expect(Buffer.from(await file.arrayBuffer()).equals(files[0] as Buffer)).toBe(true);
  expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="youtube-thumbnail-0.jpg"$/);
});

test('opening the link again in the same browser stays the same reviewer', async () => {
  const { link, reviewer, outputId } = await r.aReview();
  await reviewer.decide(outputId, 'APPROVED');
  const again = cookieOf(await r.open(link.id, link.token, { cookie: reviewer.cookie }));
  expect(again).toBe(reviewer.cookie);
  expect(cookieOf(await r.open(link.id, link.token))).not.toBe(reviewer.cookie);
});

/** The names of the events of a reviewer's stream, as they come; it has ended when `ended` is true. */
function following({ id, cookie }: { id: string; cookie: string }) {
  const hungUp = new AbortController();
  onTestFinished(() => hungUp.abort());
  const stream = { names: [] as string[], ended: false };
  const read = async () => {
    const headers = { cookie, ...OWN_PAGE };
    const { body } = await fetch(`${r.address}/r/${id}/events`, { headers, signal: hungUp.signal });
    const messages = body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
    for await (const { event } of messages ?? []) stream.names.push(`${event}`);
    stream.ended = true;
  };
  read().catch(() => {});
  return stream;
}

test('a page that is open hears that the sheet has changed, and nothing of the owner; its link that is revoked ends it at once', async () => {
  const { reviewer, outputId, link, owner, revoke, reviews } = await r.aReview();
  const stream = following(reviewer);
  await expect.poll(() => stream.names).toEqual(['changed']);
  // What else happens to the owner is no news here.
  await aGeneration(r.t.db, { userId: owner.userId });
  const bo = await r.aReviewer(link);
  await bo.decide(outputId, 'REJECTED', 'Bo');
  await expect.poll(() => stream.names).toEqual(['changed', 'changed']);

  expect((await revoke()).body).toMatchObject({ id: link.id, revokedAt: expect.any(String) });
  await expect.poll(() => stream.ended, { timeout: 4_000 }).toBe(true);
  const over = {
    status: 410,
    body: { code: 'review_over', detail: 'This link was taken back. Ask Mara, mara@shop.example.' },
  };
  expect(await reviewer.ask({})).toMatchObject(over);
  expect(await reviewer.decide(outputId, 'APPROVED')).toMatchObject(over);
  expect((await reviewer.get(`/outputs/${outputId}/content`)).status).toBe(410);
  expect(await r.open(link.id, link.token)).toMatchObject(over);
  // What was said by it stays.
  expect((await reviews()).decisions).toMatchObject([{ reviewer: 'Bo', decision: 'REJECTED' }]);
  expect((await revoke()).status).toBe(200);
});

test('a link that expires ends its pages, and says whom to ask', async () => {
  const { reviewer, link } = await r.aReview({ contact: null, days: 1 });
  const stream = following(reviewer);
  await expect.poll(() => stream.names).toHaveLength(1);
  await sql`update "ReviewLink" set "expiresAt" = now() where "id" = ${link.id}`.execute(r.t.db);
  expect((await reviewer.ask({})).body.detail).toBe('This link has expired. Ask who sent it to you.');
  // Nobody tells of it: the look every five seconds finds it.
  await expect.poll(() => stream.ended, { timeout: 8_000 }).toBe(true);
  const wrong = { method: 'POST' as const, url: `/v1/generations/${link.generationId}/review-links` };
  for (const days of [0, 366, 1.5])
    expect((await r.t.call({ ...wrong, as: r.t.caller, payload: { name: 'x', days } })).body.field).toBe('days');
});

test('who guesses links, or writes without end, is told to wait', async () => {
  const { reviewer, link, outputId } = await r.aReview();
  const from = { 'x-forwarded-for': '192.0.2.9' };
  for (let guess = 0; guess < 8; guess += 1) expect((await r.open(link.id, `psr_${guess}`, from)).status).toBe(404);
  expect(await r.open(link.id, 'psr_x', from)).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  expect((await r.open(link.id, link.token, from)).status).toBe(201);
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
