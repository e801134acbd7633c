import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Fault, type OutageWatch } from '@proofsheet/domain';
import { type BucketItem, Client, S3Error } from 'minio';
import type { StorageConfig } from './config.ts';
import { type Guard, guardFor } from './faults.ts';
import { type PutOptions, presignPut } from './presign-put.ts';
import { s3Error } from './s3-error.ts';
import { openServerClock } from './server-clock.ts';
import { uploadStream } from './stream-upload.ts';
import { limitedTransport, type Transport } from './transport.ts';

export interface StoredObject {
  readonly key: string;
  readonly bytes: number;
  readonly modifiedAt: Date;
}

export interface PresignOptions {
  /** How long it works, from the moment of its signing. */
  readonly seconds: number;
  /** Now, where left out. The same moment, key and options give the same address, letter for letter. */
  readonly signedAt?: Date;
  readonly fileName?: string;
  /** Shown in the browser, not saved as a file. */
  readonly inline?: boolean;
  /** What the answer says to caches. */
  readonly cacheControl?: string;
}

/**
 * One bucket of any S3. Every call has a time limit; a storage that cannot be used is `dependency_unavailable` with
 * dependency `storage`, a missing object is `not_found`.
 */
export interface Storage {
  /** Writes the whole object or nothing, and replaces an object of the same key. A stream is never held in memory. */
  put(key: string, body: Buffer | Readable, about: { bytes: number; mediaType: string }): Promise<void>;
  get(key: string): Promise<Buffer>;
  stream(key: string): Promise<Readable>;
  /** A part of an object, in memory. */
  slice(key: string, part: { from: number; bytes: number }): Promise<Buffer>;
  /** Removing what is not there is no error. */
  remove(keys: readonly string[]): Promise<void>;
  exists(key: string): Promise<boolean>;
  /** Everything below a prefix, in the order of the keys; with `after`, only what comes behind that key. */
  list(prefix: string, options?: { after?: string }): AsyncIterable<StoredObject>;
  /** An address that anyone may GET until it expires. Signed here, without a network call. */
  presignGet(key: string, options: PresignOptions): Promise<string>;
  /** An address that takes one object of exactly that size and type, from now on or from `signedAt`. */
  presignPut(key: string, options: Omit<PutOptions, 'signedAt'> & { signedAt?: Date }): Promise<string>;
  /** The storage's own time, by which objects are dated. */
  now(): Date;
  ensureBucket(): Promise<void>;
  /** Resolves when the bucket is there and may be read; answers within two seconds. */
  ping(): Promise<void>;
}

/**
 * The client sends larger objects in parts, and a process that dies in between leaves the parts in the storage for
 * ever.
 */
const ONE_PART_BYTES = 64 * 1024 * 1024;

export function connectStorage(config: StorageConfig, watch?: OutageWatch): Storage {
  const { bucket, region } = config;
  const guarded = guardFor(config, watch);
  const endpoint = new URL(config.endpoint);
  const publicEndpoint = new URL(config.publicEndpoint ?? config.endpoint);
  const clock = openServerClock();
  const transport = limitedTransport(endpoint, clock);
  const client = clientFor(config, endpoint, transport);
  const signer = clientFor(config, publicEndpoint, transport);
  const pinger = clientFor(config, endpoint, limitedTransport(endpoint, clock, { totalSeconds: 2 }));

  return {
    put: async (key, body, about) => {
      if (Buffer.isBuffer(body) && body.length <= ONE_PART_BYTES) {
        await guarded(() => client.putObject(bucket, key, body, about.bytes, { 'Content-Type': about.mediaType }));
        return;
      }
      const address = await guarded(() => client.presignedPutObject(bucket, key, 900));
      const source = Buffer.isBuffer(body) ? Readable.from([body]) : body;
      await uploadStream(transport, new URL(address), source, about, guarded);
    },
    get: (key) => guarded(async () => buffer(await client.getObject(bucket, key))),
    stream: (key) => guarded(() => client.getObject(bucket, key)),
    slice: (key, { from, bytes }) =>
      guarded(async () => buffer(await client.getPartialObject(bucket, key, from, bytes))),
    remove: (keys) =>
      guarded(async () => {
        if (keys.length === 0) return;
        const [refused] = await client.removeObjects(bucket, [...keys]);
        if (refused?.Error) throw s3Error(refused.Error.Code, `not removed: ${refused.Error.Key}`);
      }),
    exists: (key) =>
      guarded(() => client.statObject(bucket, key)).then(
        () => true,
        (error: unknown) => {
          if (error instanceof Fault && error.code === 'not_found') return false;
          throw error;
        },
      ),
    list: (prefix, { after = '' } = {}) => listObjects(client, bucket, { prefix, after }, guarded),
    presignGet: (key, options) => {
      const { seconds, signedAt = clock.now() } = options;
      return signer.presignedGetObject(bucket, key, seconds, answerHeaders(options), signedAt);
    },
    presignPut: (key, options) => presignPut(config, key, { signedAt: clock.now(), ...options }),
    now: clock.now,
    ensureBucket: () =>
      guarded(async () => {
        if (await client.bucketExists(bucket)) return;
        await client.makeBucket(bucket, region).catch(ignoreOwnedBucket);
      }),
    ping: () => guarded(() => pingBucket(pinger, bucket)),
  };
}

function clientFor(config: StorageConfig, endpoint: URL, transport: Transport): Client {
  const useSSL = endpoint.protocol === 'https:';
  return new Client({
    endPoint: endpoint.hostname,
    port: endpoint.port ? Number(endpoint.port) : useSSL ? 443 : 80,
    useSSL,
    // Without it the client would ask the server: presigning stays local.
    region: config.region,
    accessKey: config.accessKey,
    secretKey: config.secretKey,
    pathStyle: true,
    transport: transport as NonNullable<ConstructorParameters<typeof Client>[0]['transport']>,
    // Its retries write to the console. Callers retry: they know whether it is worth it.
    retryOptions: { disableRetry: true },
  });
}

/** Nothing is stored under it. */
const PROBE_KEY = 'readiness-probe';

/** Asks for an object that is not there: unlike a question for the bucket, this costs any server next to nothing. */
async function pingBucket(client: Client, bucket: string): Promise<void> {
  try {
    (await client.getObject(bucket, PROBE_KEY)).destroy();
  } catch (thrown) {
    if (!(thrown instanceof S3Error && thrown.code === 'NoSuchKey')) throw thrown;
  }
}

async function* listObjects(
  client: Client,
  bucket: string,
  { prefix, after }: { prefix: string; after: string },
  guarded: Guard,
): AsyncGenerator<StoredObject> {
  const items = (client.listObjectsV2(bucket, prefix, true, after) as AsyncIterable<BucketItem>)[
    Symbol.asyncIterator
  ]();
  while (true) {
    const { done, value: item } = await guarded(() => items.next());
    if (done) return;
    if (item.name !== undefined) yield { key: item.name, bytes: item.size, modifiedAt: item.lastModified };
  }
}

/** Another process may have made the bucket since it was found missing. */
function ignoreOwnedBucket(thrown: unknown): void {
  if (thrown instanceof S3Error && thrown.code === 'BucketAlreadyOwnedByYou') return;
  throw thrown;
}

/** The headers that the storage is to answer with; they are part of what is signed. */
function answerHeaders({ fileName, inline = false, cacheControl }: PresignOptions): Record<string, string> {
  return {
    ...(cacheControl ? { 'response-cache-control': cacheControl } : {}),
    ...(fileName ? { 'response-content-disposition': contentDisposition(fileName, inline) } : {}),
  };
}

/** Plain letters only: servers disagree on how the signature covers file names as in RFC 5987. */
export function contentDisposition(fileName: string, inline: boolean): string {
  return `${inline ? 'inline' : 'attachment'}; filename="${fileName.replace(/[^A-Za-z0-9._ -]/g, '_')}"`;
}
