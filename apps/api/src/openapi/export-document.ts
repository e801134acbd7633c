import type { FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';
import { buildApi } from '../api.ts';
import type { Dependencies } from '../dependencies.ts';
import { openApiReadiness } from '../readiness.ts';

/** The document that `openapi.json` holds. Handlers never run, so no connection is opened. */
export async function openApiDocument(): Promise<object> {
  const silent: FastifyBaseLogger = pino({ level: 'silent' });
  const api = await buildApi(unconnected(), silent);
  await api.ready();
  const document = api.swagger();
  await api.close();
  return document;
}

function unconnected(): Omit<Dependencies, 'inUploadPlace' | 'inStreamPlace'> {
  const connection = () => new Proxy({}, { get: refuseUse }) as never;
  return {
    db: connection(),
    storage: connection(),
    queues: connection(),
    fonts: connection(),
    feed: { follow: refuseUse as never, until: refuseUse as never, following: 0, close: async () => {} },
    outbound: connection(),
    secrets: connection(),
    templates: [],
    readiness: openApiReadiness({ db: connection(), queues: connection(), storage: connection() }, ''),
    settings: {
      ...{ failedKeysPerMinute: 1, requestsPerMinute: 1, unfinishedPerUser: 1, addressSeconds: 1, uploadFolder: '' },
      ...{
        senderSeconds: 1,
        senderBytesPerSecond: 1,
        uploadsPerUser: 1,
        uploadsAtOnce: 1,
        importSeconds: 1,
        deliveryBuckets: [],
      },
      ...{ streamsPerUser: 1, streamsAtOnce: 1, heartbeatSeconds: 1 },
      ...{ newImagesPerHour: 1, imageWaitSeconds: 1, previewsPerUser: 1, previewsPerMinute: 1, previewWaitSeconds: 1 },
    },
  };
}

function refuseUse(_target: object, name: string | symbol): never {
  throw new Error(`Describing the API needs no connection, yet ${String(name)} was used.`);
}
