import swagger from '@fastify/swagger';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import manifest from '../../package.json' with { type: 'json' };
import type { Api } from '../dependencies.ts';
import { REVIEW_COOKIE } from '../reviews/cookie.ts';
import { SESSION_COOKIE } from '../sessions/cookie.ts';
import { completeDocument } from './complete.ts';

const DESCRIPTION = `Turns uploaded images and a few words into finished thumbnails and ads.

1. Upload images: \`POST /v1/assets\`.
2. Submit what to make of them: \`POST /v1/generations\`. The answer is a 202 with a \`Location\`.
3. Ask there until \`status\` is COMPLETED, FAILED or CANCELLED: again and again, once with \`Prefer: wait=20\`, or follow
   its events. The outputs carry addresses to download from.

Every request needs a key: \`Authorization: Bearer ps_...\`. Errors are \`application/problem+json\` with a stable
\`code\`. Lists come newest first, a page at a time.`;

/** Collects every operation that is registered from now on into an OpenAPI 3.1 document. */
export async function describeOperations(api: Api): Promise<void> {
  await api.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: {
        title: 'Proofsheet',
        version: manifest.version,
        description: DESCRIPTION,
        contact: { name: 'Whoever runs this server' },
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/', description: 'This server.' }],
      tags: [
        { name: 'Assets', description: 'Uploaded images.' },
        { name: 'Fonts', description: 'Uploaded fonts.' },
        { name: 'Formats', description: 'Sizes that platforms ask for.' },
        { name: 'Previews', description: 'What a generation would look like, at once.' },
        { name: 'Templates', description: 'Compositions that a generation may pin.' },
        { name: 'Generations', description: 'Orders of images.' },
        { name: 'Batches', description: 'Many generations at once.' },
        { name: 'Events', description: 'What happens, as it happens.' },
        { name: 'Webhooks', description: 'Events, sent to addresses of yours.' },
        { name: 'Outputs', description: 'Finished images.' },
        { name: 'Signed images', description: 'Addresses that are pictures, and the keys that sign them.' },
        { name: 'Reviews', description: 'Proof sheets for people without an account, and what they say.' },
        { name: 'Projects', description: 'Groups of what belongs together.' },
        { name: 'Account', description: 'You, and all that is yours.' },
        { name: 'Operators', description: 'What is of all users; for keys of operators.' },
        { name: 'Health', description: 'For probes; no key is needed.' },
      ],
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer', description: 'A key as `proofsheet keys create` prints it.' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: SESSION_COOKIE,
            description: 'Of a browser that is signed in.',
          },
          review: {
            type: 'apiKey',
            in: 'cookie',
            name: REVIEW_COOKIE,
            description: 'Of a browser that has opened a review link; sent below the address of that link alone.',
          },
        },
      },
      security: [{ apiKey: [] }, { session: [] }],
    },
    transform: createJsonSchemaTransform({}),
    transformObject: (input) => completeDocument(createJsonSchemaTransformObject({})(input)),
  });
}
