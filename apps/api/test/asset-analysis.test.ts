import { type FinishedAnalysis, findAsset, newId, rejectAsset } from '@proofsheet/database';
import { type Analysis, type Correction, objectKeys } from '@proofsheet/domain';
import { aCutout, anAnalysis, anAsset, makeReady } from '@proofsheet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';
import { picture } from './images.ts';

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi();
});
afterAll(() => t.close());

const get = (id: string) => t.call({ url: `/v1/assets/${id}` });
const patch = (id: string, payload: object, as = t.caller) =>
  t.call({ as, method: 'PATCH', url: `/v1/assets/${id}`, payload });
const cutoutOf = (id: string) => t.call({ url: `/v1/assets/${id}/cutout` });
const aPending = () => anAsset(t.db, { userId: t.caller.userId, role: 'PRODUCT' });

async function aReady(finished: Partial<FinishedAnalysis> = {}): Promise<string> {
  const id = await aPending();
  await makeReady(t.db, id, finished);
  return id;
}

/** READY, with a cut-out in the storage. */
async function aCutOut(): Promise<{ id: string; bytes: Buffer }> {
  const id = await aPending();
  const bytes = await picture(30, 20, 'webp');
  const cutoutKey = objectKeys.cutout(id, newId(), 'image/webp');
  await t.storage.put(cutoutKey, bytes, { bytes: bytes.length, mediaType: 'image/webp' });
  await makeReady(t.db, id, { analysis: anAnalysis({ version: 2, cutout: aCutout() }), cutoutKey });
  return { id, bytes };
}

test('an asset shows all that was seen, made whole where an older version saw less; lists show a part', async () => {
  const { faces: _, cutout: __, findings: ___, focusBy: ____, ...first } = anAnalysis();
  const id = await aReady({ analysis: first as Analysis });
  const { body } = await get(id);
  expect(body).toMatchObject({ correction: {}, cutoutUrl: null });
  expect(body.analysis).toEqual(anAnalysis());
  const { body: page } = await t.call({ url: '/v1/assets?limit=1' });
  expect(Object.keys(page.items[0].analysis).toSorted()).toEqual(['focus', 'hasAlpha', 'palette', 'placeholder']);
  expect((await get(await aPending())).body).toMatchObject({ analysis: null, correction: {}, cutoutUrl: null });
});

test('role, focus and cut-out are corrected one at a time or together, and taken back', async () => {
  const { id } = await aCutOut();
  const corrected = await patch(id, { role: 'LOGO', focus: { x: 0.25, y: 0.75 } });
  expect(corrected.status).toBe(200);
  expect(corrected.body).toMatchObject({
    role: 'LOGO',
    correction: { focus: { x: 0.25, y: 0.75 } },
    analysis: { focus: { x: 0.25, y: 0.75 }, focusBy: 'person', cutout: { usable: true } },
    cutoutUrl: expect.any(String),
  });
  const off = await patch(id, { cutout: false });
  expect(off.body).toMatchObject({ role: 'LOGO', correction: { cutout: false, focus: { x: 0.25, y: 0.75 } } });
  expect(off.body).toMatchObject({ analysis: { cutout: null }, cutoutUrl: null });
  const { url: _, urlExpiresAt: __, ...shown } = off.body;
  expect((await get(id)).body).toMatchObject(shown);
  const { body: page } = await t.call({ url: '/v1/assets?role=LOGO' });
  expect(page.items[0]).toMatchObject({ id, analysis: { focus: { x: 0.25, y: 0.75 } } });

  const back = await patch(id, { focus: null, cutout: true });
  expect(back.body).toMatchObject({ role: 'LOGO', correction: {}, analysis: { focusBy: 'attention' } });
  expect(back.body.analysis.cutout.usable).toBe(true);
});

test('two corrections at the same time both count', async () => {
  const id = await aReady();
  await Promise.all([
    patch(id, { focus: { x: 0, y: 1 } }),
    patch(id, { cutout: false }),
    patch(id, { role: 'PERSON' }),
  ]);
  expect((await get(id)).body).toMatchObject({ role: 'PERSON', correction: { focus: { x: 0, y: 1 }, cutout: false } });
});

test('a correction that was made while the asset was PENDING is there when it is READY', async () => {
  const id = await aPending();
  expect((await patch(id, { focus: { x: 0.1, y: 0.1 } })).body).toMatchObject({ status: 'PENDING', analysis: null });
  await makeReady(t.db, id);
  expect((await get(id)).body.analysis).toMatchObject({ focus: { x: 0.1, y: 0.1 }, focusBy: 'person' });
});

test.each([
  ['nothing', {}, undefined],
  ['a field that cannot be corrected', { status: 'READY' }, 'status'],
  ['an unknown role', { role: 'CAT' }, 'role'],
  ['a focus outside the image', { focus: { x: 1.2, y: 0 } }, 'focus/x'],
  ['half a focus', { focus: { x: 0.5 } }, 'focus/y'],
  ['more than a focus', { focus: { x: 0.5, y: 0.5, zoom: 2 } }, 'focus/zoom'],
  ['a cut-out that is no yes or no', { cutout: 'off' }, 'cutout'],
])('a correction of %s is 422 and changes nothing', async (_, payload, field) => {
  const id = await aReady();
  const answer = await patch(id, payload);
  expect(answer).toMatchObject({ status: 422, body: { code: 'validation_failed' } });
  expect(answer.body.field).toBe(field);
  expect((await get(id)).body).toMatchObject({ role: 'PRODUCT', correction: {} });
});

test("another user's asset can neither be corrected nor its cut-out be seen", async () => {
  const { id } = await aCutOut();
  const stranger = await t.newCaller();
  for (const answer of [
    await patch(id, { cutout: false }, stranger),
    await t.call({ as: stranger, url: `/v1/assets/${id}/cutout` }),
  ]) {
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
  }
  expect((await findAsset(t.db, { userId: t.caller.userId, id }))?.correction).toEqual<Correction>({});
});

test('the cut-out comes with a key as it is stored, and without one from its address', async () => {
  const { id, bytes } = await aCutOut();
  const authorization = { authorization: `Bearer ${t.caller.key}` };
  const answer = await t.api.inject({ url: `/v1/assets/${id}/cutout`, headers: authorization });
  expect(answer.headers).toMatchObject({ 'content-type': 'image/webp', 'content-length': `${bytes.length}` });
  expect(answer.rawPayload.equals(bytes)).toBe(true);
  const { cutoutUrl } = (await get(id)).body;
  expect(Buffer.from(await (await fetch(cutoutUrl)).arrayBuffer()).equals(bytes)).toBe(true);
});

test('the cut-out of an image that came with alpha is its master', async () => {
  const id = await aPending();
  const bytes = await picture(30, 20, 'png');
  const masterKey = objectKeys.master(id, newId(), 'image/png');
  await t.storage.put(masterKey, bytes, { bytes: bytes.length, mediaType: 'image/png' });
  await makeReady(t.db, id, { analysis: anAnalysis({ hasAlpha: true, cutout: aCutout({ by: 'alpha' }) }), masterKey });
  const answer = await cutoutOf(id);
  expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'image/png' } });
});

test('an asset without a cut-out says why there is none', async () => {
  const rejected = await aPending();
  await rejectAsset(t.db, { id: rejected }, { code: 'upload_not_an_image', message: 'No.' });
  const { id: switchedOff } = await aCutOut();
  await patch(switchedOff, { cutout: false });
  const findings = [{ code: 'ground_not_plain' as const, message: 'The ground has a pattern.' }];
  for (const [id, reason] of [
    [await aPending(), 'PENDING'],
    [rejected, 'REJECTED'],
    [switchedOff, 'switched off'],
    [await aReady({ analysis: anAnalysis({ findings }) }), 'The ground has a pattern.'],
    [await aReady(), 'No subject was told from its ground.'],
    [
      await aReady({ analysis: anAnalysis({ cutout: aCutout({ usable: false }) }), cutoutKey: 'kept-back' }),
      'cannot be trusted',
    ],
  ] as const) {
    const answer = await cutoutOf(id);
    expect([reason, answer.status, answer.body.code]).toEqual([reason, 404, 'no_cutout']);
    expect(answer.body.detail).toContain(reason);
  }
});
