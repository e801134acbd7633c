/** What a page of a browser does with the package as it is published, from a bare `<script type="module">`. */

import { Proofsheet } from '@proofsheet/client';

/** Answers what it saw. */
export async function run({ baseUrl, apiKey, picture }) {
  // A page has no secrets: this key only shows that signing works here, too.
  const signingKey = {
    id: '0199c0de-7a11-7000-8000-000000000001',
    secret: 'psk_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8',
  };
  const proofsheet = new Proofsheet({ baseUrl, apiKey, signingKey });
  const blob = await (await fetch(picture)).blob();
  const steps = [];
  const file = new File([blob], 'Größe "1".jpg');
  const onProgress = ({ sent, total }) => steps.push([sent, total]);
  const asset = await proofsheet.assets.upload(file, { role: 'PRODUCT', onProgress });

  const told = [];
  const progress = [];
  const ended = await proofsheet.generations.run(
    {
      kind: 'AD',
      assets: [{ assetId: asset.id }],
      copy: { headline: 'Made in a page' },
      formats: ['google-300x250', { width: 640, height: 480 }],
      variants: 1,
    },
    { onOutput: ({ format }) => told.push(format), onProgress: ({ done, total }) => progress.push(`${done}/${total}`) },
  );
  const [output] = ended.outputs;
  const bytes = await proofsheet.outputs.download(output);
  const image = await createImageBitmap(new Blob([bytes]));

  const secret = 'whsec_c2VjcmV0';
  const headers = await Proofsheet.webhooks.sign('{"a":1}', { id: 'm', secret });
  const webhook = await Proofsheet.webhooks.verify('{"a":1}', new Headers(headers), secret);
  const forged = await Proofsheet.webhooks.verify('{"a":2}', headers, secret).catch(({ name }) => name);
  const aborted = await proofsheet.formats({ signal: AbortSignal.abort(new Error('stopped')) }).catch((e) => e.message);
  const [lastSent, total] = steps.at(-1) ?? [];
  return {
    name: asset.originalName,
    // With the form around it.
    sent: steps.length > 0 && lastSent === total && total > blob.size,
    ...{ told, progress, status: ended.status },
    size: [image.width, image.height].join('x') === [output.width, output.height].join('x'),
    ...{ webhook, forged, aborted },
    address: await proofsheet.images.url({ headline: 'Hello', format: 'landscape' }),
  };
}
