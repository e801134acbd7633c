import { claimGeneration, completeGeneration } from '@proofsheet/database';
import { objectKeys, type ToldReview } from '@proofsheet/domain';
import { anOutput } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { expect } from 'vitest';
import { type Answered, type Caller, startTestApi, type TestApi } from './harness.ts';
import { picture } from './images.ts';

type Request = Parameters<TestApi['call']>[0];

export const OWN_PAGE = { 'sec-fetch-site': 'same-origin' };
/** Of the outputs of each sheet. */
export const files = [await picture(1280, 720), await picture(300, 250)];

export const cookieOf = ({ headers }: Answered) => String(headers['set-cookie']).split(';')[0] ?? '';

interface Sheet {
  readonly owner: Caller;
  readonly generationId: string;
  readonly outputIds: readonly string[];
}

/** An API whose links are reviewed by browsers. */
export async function startReviews() {
  const t = await startTestApi({ heartbeatSeconds: 0.3, trustProxy: '127.0.0.1', failedKeysPerMinute: 8 });
  const address = await t.listen();

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

  return { t, address, share, open, aReviewer, aReview };
}
