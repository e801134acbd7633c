import { anAsset, makeReady } from '@proofsheet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi({ unfinishedPerUser: 1 });
});
afterAll(() => t.close());

const COPY = { headline: 'Hello there' };
const order = (payload: object, url = '/v1/generations?dryRun=true', headers = {}) =>
  t.call({ method: 'POST', url, payload: { kind: 'THUMBNAIL', copy: COPY, ...payload }, headers });

interface Judged {
  readonly name: string;
  readonly fits: boolean;
  readonly reasons: { code: string; field?: string }[];
}
const codesOf = ({ body }: { body: { templates: Judged[] } }, name: string) =>
  body.templates.find((one) => one.name === name)?.reasons.map(({ code }) => code);

test('a dry run says which templates fit, why others do not, and what would come out, and stores nothing', async () => {
  const asset = await anAsset(t.db, { userId: t.caller.userId, role: 'PERSON' });
  await makeReady(t.db, asset);
  const answer = await order({ kind: 'AD', assets: [{ assetId: asset }], formats: ['square', 'story'], variants: 3 });
  expect(answer.status).toBe(200);
  expect(answer.headers).not.toHaveProperty('location');
  expect(answer.body).toMatchObject({ dryRun: true, fits: true, outputs: 6, variants: 3, awaitsAnalysis: [] });
  expect(answer.body.formats).toMatchObject([{ name: 'square', width: 1080, height: 1080 }, { name: 'story' }]);
  const { templates } = (await t.call({ url: '/v1/templates?kind=AD' })).body;
  expect(answer.body.templates.map(({ name }: Judged) => name)).toEqual(templates.map(({ name }: Judged) => name));
  for (const { name, needs } of templates as { name: string; needs: string[] }[]) {
    const lacking = answer.body.templates.find((one: Judged) => one.name === name).reasons;
    expect(lacking.filter(({ code }: { code: string }) => code === 'needs_copy').length, name).toBe(needs.length);
  }
  expect(codesOf(answer, 'ticket')).toContain('needs_copy');
  expect(await t.db.selectFrom('Generation').select('id').execute()).toEqual([]);
  expect(await t.db.selectFrom('Event').select('id').where('type', '=', 'generation.created').execute()).toEqual([]);
});

test('images decide, once they are analysed', async () => {
  const none = await order({});
  const needing = (none.body.templates as Judged[]).filter(({ reasons }) =>
    reasons.some(({ code }) => code === 'needs_images'),
  );
  expect(needing.length).toBeGreaterThan(3);
  const asset = await anAsset(t.db, { userId: t.caller.userId, role: 'PERSON' });
  const pending = await order({ assets: [{ assetId: asset }] });
  expect(pending.body.awaitsAnalysis).toEqual([asset]);
  expect(JSON.stringify(pending.body)).not.toContain('needs_images');
});

test('a pinned template is judged, all others are passed over, and sizes that it lacks are named', async () => {
  const answer = await order({ kind: 'AD', template: 'ticket', formats: ['google-728x90'] });
  expect(answer.body.fits).toBe(false);
  expect(codesOf(answer, 'card')).toEqual(['other_template_pinned']);
  expect(codesOf(answer, 'ticket')).toContain('needs_copy');
});

test('what a submission refuses, a dry run refuses: fields, templates, quotas', async () => {
  expect(await order({ copy: { headline: '' } })).toMatchObject({ status: 422, body: { field: 'copy/headline' } });
  expect(await order({ template: 'no-such' })).toMatchObject({ status: 422, body: { code: 'unknown_template' } });
  expect(await order({}, '/v1/generations?dryRun=yes')).toMatchObject({ status: 422, body: { field: 'dryRun' } });
  const key = { 'idempotency-key': 'kept-for-the-real-one' };
  expect((await order({}, '/v1/generations?dryRun=true', key)).status).toBe(200);
  expect((await order({}, '/v1/generations', key)).status).toBe(202);
  expect(await order({})).toMatchObject({ status: 429, body: { code: 'too_many_unfinished' } });
});
