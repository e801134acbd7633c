import { claimGeneration, completeGeneration } from '@proofsheet/database';
import { aGeneration, anOutput } from '@proofsheet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';

const RECIPE = { template: 'split', scheme: 'deep', flip: true, swap: false, crop: 'usual' };

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi();
});
afterAll(() => t.close());

/** The id of a finished output with that report. */
async function finished(report: object, userId = t.caller.userId): Promise<string> {
  const id = await aGeneration(t.db, { userId });
  const claim = await claimGeneration(t.db, { id, leaseSeconds: 60 });
  await completeGeneration(t.db, { id, attempt: claim?.attempt ?? 0, outputs: [anOutput({ report })] });
  const query = t.db.selectFrom('Output').select('id').where('generationId', '=', id);
  return (await query.executeTakeFirstOrThrow()).id;
}

const submit = (changes: object) =>
  t.call({
    method: 'POST',
    url: '/v1/generations',
    payload: { kind: 'THUMBNAIL', copy: { headline: 'Hello' }, ...changes },
  });

test('more like an output stores its recipe, and strictness, in the spec', async () => {
  const outputId = await finished({ findings: [], recipe: RECIPE });
  const { status, body } = await submit({ like: { outputId }, strict: true });
  expect(status).toBe(202);
  const query = t.db.selectFrom('Generation').select('spec').where('id', '=', body.id);
  expect((await query.executeTakeFirstOrThrow()).spec).toMatchObject({ like: RECIPE, strict: true });
});

test("another user's output, one of the other kind and one without a recipe are refused by name", async () => {
  const { userId } = await t.newCaller();
  const foreign = await finished({ recipe: RECIPE }, userId);
  const own = await finished({ recipe: RECIPE });
  const old = await finished({ findings: [] });
  const refused = { status: 422, code: 'unknown_output', field: 'like/outputId' };
  expect((await submit({ like: { outputId: foreign } })).body).toMatchObject(refused);
  expect((await submit({ like: { outputId: own }, kind: 'AD' })).body).toMatchObject(refused);
  expect((await submit({ like: { outputId: old } })).body).toMatchObject(refused);
  const twice = await submit({ like: { outputId: own }, template: 'split' });
  expect(twice.body).toMatchObject({ code: 'validation_failed', field: 'template' });
});
