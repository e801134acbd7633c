import { claimDelivery, deleteOutput, GONE_PAGES } from '@proofsheet/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startReviews } from './reviewing.ts';

let r: Awaited<ReturnType<typeof startReviews>>;
beforeAll(async () => {
  r = await startReviews();
});
afterAll(() => r.t.close());

test('each reviewer decides for themselves; what is said again is told once; the owner is told in the same transaction', async () => {
  const { link, reviewer, outputId, reviews, events, owner } = await r.aReview();
  const bo = await r.aReviewer(link);
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
  const { body } = await r.t.call({
    as: owner,
    url: `/v1/generations/${(await r.t.call({ as: owner, url: '/v1/generations' })).body.items[0].id}`,
  });
  expect(body.status).toBe('COMPLETED');
});

test('comments are pinned, numbered and kept as plain text; their writer alone changes and deletes them', async () => {
  const { link, reviewer, outputId, reviews, events } = await r.aReview();
  const bo = await r.aReviewer(link);
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
  const { reviewer, outputId, small, reviews, events } = await r.aReview();
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

let common: ReturnType<typeof r.aReview> | undefined;
const shared = () => {
  common ??= r.aReview();
  return common;
};

test('outputs and comments of another link are not found, whoever asks', async () => {
  const [mine, other] = [await r.aReview(), await r.aReview()];
  const second = await r.aReviewer(await r.share(mine, { name: 'Second round' }));
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
  expect((await r.t.call({ ...stranger, ...resolve })).status).toBe(404);
  expect((await r.t.call({ ...stranger, method: 'DELETE', url: `/v1/review-links/${mine.link.id}` })).status).toBe(404);
  expect((await r.t.call({ as: mine.owner, ...resolve })).body).toMatchObject({ id, resolvedAt: expect.any(String) });
  expect((await mine.reviewer.sheet()).outputs[0].comments[0].resolvedAt).toEqual(expect.any(String));
});

test('the owner deletes what anyone has written; it is told, and no event holds its words any more', async () => {
  const { owner, outputId, reviewer, events, reviews } = await r.aReview();
  const { owner: stranger } = await r.aReview();
  await reviewer.comment(outputId, 'Something rude');
  await reviewer.comment(outputId, 'Something of use');
  const [{ id, number }] = (await reviews()).comments;
  const remove = { method: 'DELETE' as const, url: `/v1/review-comments/${id}` };
  expect((await r.t.call({ as: stranger, ...remove })).status).toBe(404);
  expect((await r.t.call({ as: owner, ...remove })).status).toBe(204);
  expect((await r.t.call({ as: owner, ...remove })).status).toBe(404);
  expect((await reviews()).comments).toMatchObject([{ text: 'Something of use' }]);
  expect((await reviewer.sheet()).outputs[0].comments).toMatchObject([{ text: 'Something of use' }]);
  const told = await events();
  expect(JSON.stringify(told)).not.toContain('Something rude');
  expect(told.at(-1)).toMatchObject({ outputId, comment: { id, number } });
});

test('what is deleted is shown and told no more, and all of it goes with the pictures', async () => {
  const { owner, generationId, outputId, small, reviewer, events, reviews, link } = await r.aReview();
  await reviewer.comment(outputId, 'On the first');
  await reviewer.comment(small, 'On the second');
  await deleteOutput(r.t.db, { userId: owner.userId, id: outputId });
  expect((await reviewer.sheet()).outputs).toMatchObject([{ id: small }]);
  expect((await reviewer.decide(outputId, 'APPROVED')).status).toBe(404);
  expect((await reviews()).comments).toMatchObject([{ text: 'On the second' }]);
  expect((await events()).map((told) => told.outputId)).toEqual([small]);

  await r.t.call({ as: owner, method: 'DELETE', url: `/v1/generations/${generationId}` });
  expect(await reviewer.ask({})).toMatchObject({
    status: 410,
    body: { detail: expect.stringContaining('were deleted') },
  });
  expect(await reviewer.comment(small, 'x')).toMatchObject({ status: 410 });
  for (const page of GONE_PAGES) await page(r.t.db, { olderThanSeconds: -10, limit: 1000 });
  const { rows } = await sql`select 1 from "ReviewLink" where "id" = ${link.id}
    union all select 1 from "Reviewer" where "linkId" = ${link.id}`.execute(r.t.db);
  expect(rows).toEqual([]);
  expect((await r.open(link.id, link.token)).status).toBe(404);
});

test('a user who is deleted takes links and words along, also by one DELETE of the product around', async () => {
  const { owner, reviewer, outputId } = await r.aReview();
  await reviewer.comment(outputId, 'Soon gone');
  await reviewer.decide(outputId, 'APPROVED');
  await sql`delete from "User" where "id" = ${owner.userId}`.execute(r.t.db);
  expect((await reviewer.ask({})).status).toBe(401);
  expect(await r.t.db.selectFrom('ReviewComment').select('id').where('outputId', '=', outputId).execute()).toEqual([]);
});

test('a webhook has one delivery of each word, written with it', async () => {
  const { owner, reviewer, outputId } = await r.aReview();
  const payload = { url: 'https://shop.example/hooks', events: ['review.decided', 'review.commented'] };
  const hook = await r.t.call({ as: owner, method: 'POST', url: '/v1/webhooks', payload });
  await reviewer.decide(outputId, 'APPROVED');
  await reviewer.decide(outputId, 'APPROVED');
  await reviewer.comment(outputId, 'Told once', { at: { x: 0.5, y: 0.5 } });
  const told = [];
  for (let left = 3; left > 0; left -= 1)
    told.push(await claimDelivery(r.t.db, { endpointId: hook.body.id, leaseSeconds: 30 }));
  expect(told.map((claim) => claim?.event.type)).toEqual(['review.decided', 'review.commented', undefined]);
  const delivery = await r.t.call({ as: owner, url: `/v1/webhooks/${hook.body.id}/deliveries/${told[1]?.id}` });
  expect(delivery.body.request.body.data.review).toMatchObject({
    ...{ outputId, reviewer: 'Ann', link: 'First round' },
    comment: { number: 1, text: 'Told once', at: { x: 0.5, y: 0.5 }, edited: false },
  });
});

test('the stream of a generation that has ended tells what reviewers said, and ends', async () => {
  const { owner, generationId, reviewer, outputId } = await r.aReview();
  await reviewer.decide(outputId, 'APPROVED');
  const url = `${r.address}/v1/generations/${generationId}/events`;
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
  const { reviewer, link, outputId, owner } = await r.aReview();
  await reviewer.comment(outputId, 'One');
  await sql`
    insert into "ReviewComment" ("id", "reviewerId", "outputId", "number", "text")
    select gen_random_uuid(), "reviewerId", "outputId", i, 'x' from "ReviewComment", generate_series(2, 300) i
    where "outputId" = ${outputId} and "number" = 1`.execute(r.t.db);
  expect(await reviewer.comment(outputId, 'One too many')).toMatchObject({
    status: 409,
    body: { code: 'review_full' },
  });
  await sql`
    insert into "Reviewer" ("id", "linkId", "hash", "name")
    select gen_random_uuid(), ${link.id}::uuid, i::text, 'x' from generate_series(2, 50) i`.execute(r.t.db);
  const late = await r.aReviewer(link);
  expect(await late.decide(outputId, 'APPROVED', 'Late')).toMatchObject({ status: 409, body: { code: 'review_full' } });
  expect((await reviewer.decide(outputId, 'APPROVED')).status).toBe(200);
  expect(owner.userId).not.toBe('');
});
