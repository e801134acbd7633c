/** What a stranger writes with openapi-typescript's types and openapi-fetch. */
import { openAsBlob } from 'node:fs';
import createClient from 'openapi-fetch';
import type { components, paths } from './schema.js';

const { API = '', KEY = '', REVOKED = '', PICTURE = '', FONT = '' } = process.env;
const client = createClient<paths>({ baseUrl: API, headers: { authorization: `Bearer ${KEY}` } });

/** The client leaves forms to whoever uses it. */
function formOf(body: Record<string, unknown>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(body))
    for (const one of [value].flat())
      one instanceof Blob ? form.append(name, one, 'a.bin') : form.append(name, `${one}`);
  return form;
}

function taken<Data>({ data, error }: { data?: Data; error?: components['schemas']['Problem'] }): Data {
  if (error !== undefined) throw new Error(`${error.status} ${error.code}: ${error.detail}`);
  if (data === undefined) throw new Error('no answer');
  return data;
}

/** An order that was taken, not tried out by `dryRun`: only that answer has an id. */
function ordered<Answer extends object>(answer: Answer): Extract<Answer, { id: string }> {
  if (!('id' in answer)) throw new Error('a dry run was answered');
  return answer as Extract<Answer, { id: string }>;
}

const picture = await openAsBlob(PICTURE);
const { assets } = taken(
  await client.POST('/v1/assets', { body: { person: [picture], logo: [picture] }, bodySerializer: formOf }),
);
const more = taken(
  await client.POST('/v1/assets', {
    body: { role: ['PRODUCT', 'BACKGROUND'], file: [picture, picture] },
    bodySerializer: formOf,
  }),
);
const roles: components['schemas']['AssetRole'][] = [...assets, ...more.assets].map(({ role }) => role);
const [person] = assets;
if (!person) throw new Error('no asset');
const atFocus = taken(
  await client.PATCH('/v1/assets/{id}', { params: { path: { id: person.id } }, body: { focus: { x: 0.25, y: 0.5 } } }),
);
const font = taken(await client.POST('/v1/fonts', { body: { file: await openAsBlob(FONT) }, bodySerializer: formOf }));

const submitted = ordered(
  taken(
    await client.POST('/v1/generations', {
      params: { header: { 'idempotency-key': 'openapi-fetch' } },
      body: {
        kind: 'AD',
        assets: [{ assetId: person.id }],
        copy: { headline: 'Made by a client' },
        brand: { font: font.id },
        formats: ['google-300x250', { width: 640, height: 480 }],
        variants: 1,
      },
    }),
  ),
);
const path = { id: submitted.id };

async function ended(id: string) {
  for (;;) {
    const params = { path: { id }, query: { disposition: 'inline' } } as const;
    const seen = taken(await client.GET('/v1/generations/{id}', { params }));
    if (seen.status !== 'PENDING' && seen.status !== 'PROCESSING') return seen;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
const generation = await ended(submitted.id);
const [output] = generation.outputs;
if (!output) throw new Error(`no output: ${generation.error?.message}`);
const picked = await (await fetch(output.url)).arrayBuffer();
const file = taken(
  await client.GET('/v1/outputs/{id}/file', { params: { path: { id: output.id } }, parseAs: 'arrayBuffer' }),
) as ArrayBuffer;
const listed = taken(
  await client.GET('/v1/outputs', { params: { query: { generationId: generation.id, limit: 50 } } }),
);

const second = ordered(
  taken(
    await client.POST('/v1/generations', {
      body: { kind: 'THUMBNAIL', copy: { headline: 'Cancelled' } },
    }),
  ),
);
const cancelled = await client.POST('/v1/generations/{id}/cancel', { params: { path: { id: second.id } } });
const retried = await client.POST('/v1/generations/{id}/retry', { params: { path } });
const wrong = await client.GET('/v1/generations/{id}', { params: { path: { id: 'none' } } });

// A number that its template has no words for: it fails, and it may be tried again.
const hopeless = { kind: 'THUMBNAIL', template: 'number', copy: { headline: '$1,299.00' } } as const;
const sent = { params: { header: { 'idempotency-key': 'hopeless' } }, body: hopeless };
const third = ordered(taken(await client.POST('/v1/generations', sent)));
const repeated = ordered(taken(await client.POST('/v1/generations', sent)));
const failed = await ended(third.id);
const again = taken(await client.POST('/v1/generations/{id}/retry', { params: { path: { id: third.id } } }));
const failedAgain = await ended(third.id);

const refused = await Promise.all(
  [REVOKED, 'ps_none', ''].map((key) => client.GET('/v1/projects', { headers: { authorization: `Bearer ${key}` } })),
);
const deleted = taken(await client.DELETE('/v1/fonts/{id}', { params: { path: { id: font.id } } }));

const told = {
  roles,
  focus: atFocus.analysis?.focus ?? null,
  status: generation.status,
  formats: generation.outputs.map(({ width, height }) => `${width}x${height}`),
  bytes: [output.bytes, picked.byteLength, file.byteLength],
  score: typeof output.score,
  listed: listed.items.length,
  cancelled: cancelled.data?.status ?? cancelled.error?.code,
  retried: retried.data?.status ?? retried.error?.code,
  wrong: wrong.error?.code,
  repeated: repeated.id === third.id,
  again: [
    failed.error?.code,
    again.status,
    failedAgain.error?.code,
    failed.retriedAt === null && failedAgain.retriedAt !== null,
  ],
  refused: refused.map(({ error }) => error?.code),
  font: [font.family, deleted.id === font.id],
};
process.stdout.write(JSON.stringify(told));
