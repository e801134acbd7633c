/** What runs the same on every runtime, with the package as it is published. Prints what it saw as JSON. */

import process from 'node:process';
import { ApiError, Proofsheet } from '@proofsheet/client';
import { fromPath } from '@proofsheet/client/node';

const { API, KEY, PICTURE } = process.env;
const proofsheet = new Proofsheet({ baseUrl: API, apiKey: KEY });

const steps = [];
const file = await fromPath(PICTURE);
const asset = await proofsheet.assets.upload(file, { role: 'PRODUCT', onProgress: ({ sent }) => steps.push(sent) });
const bytes = new Uint8Array(await new Response(await file.open()).arrayBuffer());
const second = await proofsheet.assets.upload(new Blob([bytes]), { role: 'LOGO', name: 'Größe "1".jpg' });

const request = {
  kind: 'AD',
  assets: [{ assetId: asset.id }],
  copy: { headline: 'Made everywhere' },
  formats: ['google-300x250', { width: 640, height: 480 }],
  variants: 1,
};
const told = [];
const progress = [];
const ended = await proofsheet.generations.run(request, {
  onOutput: ({ format }) => told.push(format),
  onProgress: ({ done, total }) => progress.push(`${done}/${total}`),
});
const picture = await proofsheet.outputs.download(ended.outputs[0]);

const { id } = await proofsheet.generations.create(request);
const polled = await proofsheet.generations.wait(id, { by: 'poll' });

const events = [];
for await (const { type, generationId } of proofsheet.events({ after: '0' })) {
  if (generationId === ended.id) events.push(type);
  if (generationId === id && type === 'generation.completed') break;
}
const listed = [];
for await (const output of proofsheet.outputs.list({ limit: 1 })) listed.push(output.id);

const refused = await proofsheet.generations
  .create({ kind: 'AD', copy: { headline: 'x'.repeat(200) } })
  .catch((e) => e);
const stopped = new AbortController();
setTimeout(() => stopped.abort(new Error('stopped')), 100);
const never = proofsheet.events({ signal: stopped.signal });
const aborted = await never.next().then(
  () => 'an event',
  ({ message }) => message,
);
const secret = 'whsec_c2VjcmV0';
const headers = await Proofsheet.webhooks.sign('{"a":1}', { id: 'm', secret });
const webhook = await Proofsheet.webhooks.verify('{"a":1}', headers, secret);

process.stdout.write(
  JSON.stringify({
    names: [asset.originalName, second.originalName],
    ...{ sent: steps.at(-1) === file.size, told, progress, status: ended.status, polled: polled.status },
    bytes: picture.length === ended.outputs[0].bytes,
    ...{ events: [events[0], events.at(-1)], listed: new Set(listed).size },
    refused: refused instanceof ApiError && [refused.code, refused.fields[0].pointer, refused.retryable],
    ...{ aborted, webhook },
  }),
);
