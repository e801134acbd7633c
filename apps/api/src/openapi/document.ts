import swagger from '@fastify/swagger';
import type { FastifyBaseLogger } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { pino } from 'pino';
import manifest from '../../package.json' with { type: 'json' };
import { buildApi } from '../api.ts';
import type { Api, Dependencies } from '../dependencies.ts';
import { completeDocument } from './complete.ts';

const DESCRIPTION = `Turns uploaded images and a few words into finished thumbnails and ads.

1. Upload images: \`POST /v1/assets\`.
2. Submit what to make of them: \`POST /v1/generations\`. The answer is a 202 with a \`Location\`.
3. Ask there until \`status\` is COMPLETED, FAILED or CANCELLED. The outputs carry addresses to download from.

Every request needs a key: \`Authorization: Bearer ps_...\`. Errors are \`application/problem+json\` with a stable
\`code\`. Lists come newest first, a page at a time.`;

/** Makes the OpenAPI 3.1 document of every operation that is registered after it. */
export async function describeOperations(api: Api): Promise<void> {
  await api.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: {
        title: 'Proofsheet',
        version: manifest.version,
        description: DESCRIPTION,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/', description: 'This server.' }],
      tags: [
        { name: 'Assets', description: 'Uploaded images.' },
        { name: 'Formats', description: 'Sizes that platforms ask for.' },
        { name: 'Templates', description: 'Compositions that a generation may pin.' },
        { name: 'Generations', description: 'Orders of images.' },
        { name: 'Outputs', description: 'Finished images.' },
        { name: 'Projects', description: 'Groups of what belongs together.' },
        { name: 'Health', description: 'For probes; no key is needed.' },
      ],
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer', description: 'A key as `proofsheet keys create` prints it.' },
        },
      },
      security: [{ apiKey: [] }],
    },
    transform: createJsonSchemaTransform({}),
    transformObject: (input) => completeDocument(createJsonSchemaTransformObject({})(input)),
  });
}

/** The document as `openapi.json` holds it. Handlers are never run, so nothing is connected. */
export async function openApiDocument(): Promise<object> {
  const silent: FastifyBaseLogger = pino({ level: 'silent' });
  const api = await buildApi(unconnected(), silent);
  await api.ready();
  const document = api.swagger();
  await api.close();
  return document;
}

function unconnected(): Dependencies {
  const connection = () => new Proxy({}, { get: refuseUse }) as never;
  return {
    db: connection(),
    storage: connection(),
    queues: connection(),
    templates: [],
    settings: { requestsPerMinute: 1, unfinishedPerUser: 1, addressSeconds: 1, uploadFolder: '' },
  };
}

function refuseUse(_target: object, name: string | symbol): never {
  throw new Error(`Describing the API needs no connection, yet ${String(name)} was used.`);
}
