/** What a stranger writes with the client of @hey-api/openapi-ts. */
import { openAsBlob } from 'node:fs';
import { client } from './made/client.gen.js';
import * as api from './made/sdk.gen.js';
import type { AssetRole, Problem } from './made/types.gen.js';

const { API = '', KEY = '', REVOKED = '', PICTURE = '', FONT = '' } = process.env;
client.setConfig({ baseUrl: API, auth: KEY });

function taken<Data>({ data, error }: { data?: Data; error?: Problem }): Data {
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
const { assets } = taken(await api.uploadAssets({ body: { person: [picture], logo: [picture] } }));
const more = taken(await api.uploadAssets({ body: { role: ['PRODUCT', 'BACKGROUND'], file: [picture, picture] } }));
const roles: AssetRole[] = [...assets, ...more.assets].map(({ role }) => role);
const [person] = assets;
if (!person) throw new Error('no asset');
const atFocus = taken(await api.correctAsset({ path: { id: person.id }, body: { focus: { x: 0.25, y: 0.5 } } }));
const font = taken(await api.uploadFont({ body: { file: await openAsBlob(FONT) } }));

const submitted = ordered(
  taken(
    await api.submitGeneration({
      headers: { 'idempotency-key': 'hey-api' },
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
    const seen = taken(await api.getGeneration({ path: { id }, query: { disposition: 'inline' } }));
    if (seen.status !== 'PENDING' && seen.status !== 'PROCESSING') return seen;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
const generation = await ended(submitted.id);
const [output] = generation.outputs;
if (!output) throw new Error(`no output: ${generation.error?.message}`);
const picked = await (await fetch(output.url)).arrayBuffer();
const file: Blob | File = taken(await api.getOutputFile({ path: { id: output.id } })) as Blob;
const listed = taken(await api.listOutputs({ query: { generationId: generation.id, limit: 50 } }));

const second = ordered(
  taken(await api.submitGeneration({ body: { kind: 'THUMBNAIL', copy: { headline: 'Cancelled' } } })),
);
const cancelled = await api.cancelGeneration({ path: { id: second.id } });
const retried = await api.retryGeneration({ path });
const wrong = await api.getGeneration({ path: { id: 'none' } });

// A number that its template has no words for: it fails, and it may be tried again.
const hopeless = { kind: 'THUMBNAIL', template: 'number', copy: { headline: '$1,299.00' } } as const;
const sent = { headers: { 'idempotency-key': 'hopeless' }, body: hopeless };
const third = ordered(taken(await api.submitGeneration(sent)));
const repeated = ordered(taken(await api.submitGeneration(sent)));
const failed = await ended(third.id);
const again = taken(await api.retryGeneration({ path: { id: third.id } }));
const failedAgain = await ended(third.id);

const keys = [REVOKED, 'ps_none', ''];
const refused = await Promise.all(keys.map((auth) => api.listProjects({ auth })));
const deleted = taken(await api.deleteFont({ path: { id: font.id } }));

const told = {
  roles,
  focus: atFocus.analysis?.focus ?? null,
  status: generation.status,
  formats: generation.outputs.map(({ width, height }) => `${width}x${height}`),
  bytes: [output.bytes, picked.byteLength, file.size],
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
