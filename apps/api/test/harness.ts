import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connectDatabase, createApiKey, type Db } from '@proofsheet/database';
import { openOutbound } from '@proofsheet/outbound';
import { openLog, watchOutages } from '@proofsheet/program';
import { openQueues, type Queues } from '@proofsheet/queue';
import { readCatalog } from '@proofsheet/render/catalog';
import { fontExaminer } from '@proofsheet/render/font-examiner';
import { connectStorage, type Storage, type StorageConfig } from '@proofsheet/storage';
import { aUser, startProxy, type TcpProxy, testDatabase, testQueues, testStorage } from '@proofsheet/testkit';
import { hardenImageLibrary } from '@proofsheet/vision';
import { openSecrets } from '@proofsheet/webhooks';
import type { InjectOptions } from 'fastify';
import { sql } from 'kysely';
import { buildApi } from '../src/api.ts';
import type { Api, ApiSettings, Dependencies } from '../src/dependencies.ts';
import { type Feed, openFeed } from '../src/events/feed.ts';
import { openApiReadiness } from '../src/readiness.ts';

export interface Caller {
  readonly userId: string;
  readonly key: string;
}

export interface TestApi {
  readonly api: Api;
  /** Straight to the servers, past the proxies. */
  readonly db: Db;
  readonly storage: Storage;
  readonly queues: Queues;
  readonly proxies: { readonly database: TcpProxy; readonly queue: TcpProxy; readonly storage: TcpProxy };
  readonly caller: Caller;
  /** Who of this process waits. */
  readonly feed: Feed;
  /** Every log line so far. */
  readonly lines: () => Record<string, unknown>[];
  newCaller(): Promise<Caller>;
  call(options: InjectOptions & { as?: Caller | null }): Promise<Answered>;
  listen(): Promise<string>;
  /** Files that an upload has left on the disk. */
  scratch(): Promise<string[]>;
  close(): Promise<void>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into answers of every shape
  readonly body: any;
}

/** A whole API with servers of its own behind it, each through a proxy that can be cut. */
export async function startTestApi(
  settings: Partial<ApiSettings> = {},
  wrongStorage: Partial<StorageConfig> = {},
  {
    counters,
    outbound = openOutbound({}),
    tokens,
  }: Partial<Pick<Dependencies, 'counters' | 'outbound' | 'tokens'>> = {},
): Promise<TestApi> {
  hardenImageLibrary();
  const uploadFolder = await mkdtemp(join(tmpdir(), 'proofsheet-api-test-'));
  const { db, url } = await testDatabase();
  const { storage, config: storageConfig } = await testStorage();
  const queueConfig = await testQueues('postgres');
  const proxies = {
    database: await startProxy(url),
    queue: await startProxy(queueConfig.url),
    storage: await startProxy(storageConfig.endpoint),
  };

  const written: string[] = [];
  const log = openLog('api', 'debug', { write: (line) => written.push(line) });
  const through = {
    db: connectDatabase({ url: proxies.database.url }, watchOutages(log, 'database')),
    storage: connectStorage(
      {
        ...storageConfig,
        endpoint: new URL(proxies.storage.url).origin,
        publicEndpoint: storageConfig.endpoint,
        ...wrongStorage,
      },
      watchOutages(log, 'storage'),
    ),
    queues: openQueues({ ...queueConfig, url: proxies.queue.url }, log, watchOutages(log, 'queue')),
  };
  const direct = openQueues(queueConfig, log);
  const feed = openFeed({ db: through.db, url: proxies.database.url, log });
  const api = await buildApi(
    {
      ...through,
      counters,
      fonts: fontExaminer(),
      feed,
      outbound,
      tokens,
      secrets: openSecrets({ key: 'a key that is long enough for tests' }),
      templates: await readCatalog(),
      readiness: openApiReadiness(through, uploadFolder),
      settings: {
        ...{ failedKeysPerMinute: 1000, requestsPerMinute: 10_000, unfinishedPerUser: 1000, addressSeconds: 600 },
        ...{
          uploadsPerUser: 20,
          uploadsAtOnce: 100,
          importSeconds: 45,
          deliveryBuckets: ['press', 'shop'],
          streamsPerUser: 1000,
          streamsAtOnce: 10_000,
          heartbeatSeconds: 15,
          newImagesPerHour: 1000,
          imageWaitSeconds: 20,
          previewsPerUser: 4,
          previewsPerMinute: 1000,
          previewWaitSeconds: 10,
        },
        ...{ uploadFolder, senderSeconds: 20, senderBytesPerSecond: 16_000, ...settings },
      },
    },
    log,
  );

  const newCaller = async () => {
    const userId = await aUser(db);
    return { userId, key: (await createApiKey(db, { userId, name: 'test' })).key };
  };
  const caller = await newCaller();
  return {
    ...{ api, db, storage, queues: direct, proxies, caller, newCaller, feed },
    lines: () => written.map((line) => JSON.parse(line)),
    async call({ as = caller, headers, ...options }) {
      const authorization = as === null ? {} : { authorization: `Bearer ${as.key}` };
      const sent = { ...options, headers: { ...authorization, ...headers }, payloadAsStream: true };
      const response = await api.inject(sent);
      const type = String(response.headers['content-type']);
      // It has no end: the client hangs up.
      const endless = type.includes('event-stream');
      if (endless) response.raw.res.destroy();
      const content = endless ? '' : await text(response.stream());
      const body = type.includes('json') && content !== '' ? JSON.parse(content) : content;
      return { status: response.statusCode, headers: response.headers, body };
    },
    listen: () => api.listen({ host: '127.0.0.1', port: 0 }),
    scratch: () => readdir(uploadFolder, { recursive: true }),
    async close() {
      await api.close();
      await Promise.all([through.queues.close(), direct.close(), through.db.destroy(), db.destroy()]);
      await Promise.all(Object.values(proxies).map((proxy) => proxy.close()));
      await rm(uploadFolder, { recursive: true, force: true });
    },
  };
}

/** Rows of assets can be read but not written until this transaction ends. */
export async function lockAssets(db: Db) {
  const transaction = await db.startTransaction().execute();
  await sql`lock table "Asset" in share mode`.execute(transaction);
  return transaction;
}
