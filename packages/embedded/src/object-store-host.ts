/** The child process of `startObjectStore`: `object-store-host.ts <folder> <settings file> <origins>`. */

import crypto, { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, rmdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import S3rver from '@20minutes/s3rver';
import accounts from '@20minutes/s3rver/lib/models/account.js';
import S3Error from '@20minutes/s3rver/lib/models/error.js';
import { announceReady, fail, onStopOrder } from './host.ts';
import { objectStoreSettingsSchema } from './settings.ts';

const UNSIGNED =
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';

/**
 * s3rver encrypts the place where the next page of a list begins by DES, which OpenSSL has dropped in version 3:
 * without this, every list of more than 1,000 objects would fail. Triple DES with the same key three times is the same
 * cipher.
 */
function withDes<Made>(create: (cipher: string, key: Buffer, iv: Buffer) => Made): typeof create {
  return (cipher, key, iv) =>
    cipher === 'des' ? create('des-ede3-cbc', Buffer.concat([key, key, key]), iv) : create(cipher, key, iv);
}
Object.assign(crypto, {
  createCipheriv: withDes(crypto.createCipheriv),
  createDecipheriv: withDes(crypto.createDecipheriv),
});

const [directory = '', settingsFile = '', origins = ''] = process.argv.slice(2);
const allowedOrigins = origins.split(',').filter((origin) => origin !== '');
const settings = objectStoreSettingsSchema.parse(JSON.parse(readFileSync(settingsFile, 'utf8')));
mkdirSync(directory, { recursive: true, mode: 0o700 });

accounts.DUMMY_ACCOUNT.revokeAccessKey('S3RVER');
accounts.DUMMY_ACCOUNT.createKeyPair(settings.accessKey, settings.secretKey);
const s3 = new S3rver({ directory, silent: true, vhostBuckets: false });
s3.store.putContent = putWhole;
s3.store.deleteObject = removeObject;
const putObject = s3.store.putObject.bind(s3.store);
s3.store.putObject = (object) => whileFoldersGo(() => putObject(object));
const getObject = s3.store.getObject.bind(s3.store);
// It takes an end of 0 for no end, but not the same as text.
s3.store.getObject = (bucket, key, range) => getObject(bucket, key, range?.end === 0 ? { ...range, end: '0' } : range);
const answer = s3.callback();

/** Errors of s3rver repeat the id of the key and what was signed. */
const toXML = S3Error.prototype.toXML;
S3Error.prototype.toXML = function withoutKey(this: S3Error): string {
  this.detail = {};
  return toXML.call(this);
};

const server = createServer((request, response) => {
  allowOrigin(request, response);
  if (request.method === 'OPTIONS') return response.writeHead(204).end();
  // S3 refuses a HEAD to an address that was signed for GET. The answer has no body all the same: that was settled
  // by the method of the request as it came.
  if (request.method === 'HEAD' && isPresigned(request)) request.method = 'GET';
  if (!isReadRight(request.headers.range)) delete request.headers.range;
  if (isSigned(request)) return answer(request, response);
  response.writeHead(403, { 'content-type': 'application/xml' }).end(UNSIGNED);
});
server.on('error', (error) => fail(error.message));
server.listen(settings.port, '127.0.0.1', announceReady);

onStopOrder((order) => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), order === 'orderly' ? 2_000 : 0).unref();
});

/** Lets pages of these origins read and write what they have an address of. The answer depends on who asks: caches must know. */
function allowOrigin({ headers: { origin } }: IncomingMessage, response: ServerResponse): void {
  if (allowedOrigins.length === 0) return;
  response.setHeader('vary', 'origin');
  if (origin === undefined || !(allowedOrigins.includes(origin) || allowedOrigins.includes('*'))) return;
  response.setHeader('access-control-allow-origin', allowedOrigins.includes('*') ? '*' : origin);
  response.setHeader('access-control-allow-methods', 'GET, HEAD, PUT');
  response.setHeader('access-control-allow-headers', 'content-type, range, if-none-match, if-modified-since');
  response.setHeader('access-control-expose-headers', 'content-disposition, content-length, content-range, etag');
}

/**
 * Whether s3rver reads the range as HTTP has it. It takes `bytes=-5` for the first bytes, and several ranges for
 * one; as HTTP allows, these are answered with the whole object.
 */
function isReadRight(range = ''): boolean {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
  return first !== undefined && (last === '' || Number(last) >= Number(first));
}

function isPresigned({ url = '' }: IncomingMessage): boolean {
  return /[?&]X-Amz-Signature=/.test(url);
}

/** s3rver checks a signature only where there is one. Without this check any web page could write to the port. */
function isSigned(request: IncomingMessage): boolean {
  return request.headers.authorization !== undefined || isPresigned(request);
}

/**
 * Replaces the writing of s3rver, which writes to the final name: an upload that is cut off, or a crash, would leave
 * half an object to be read. This one writes to another name, syncs, and renames.
 */
async function putWhole(path: string, content: Buffer | Readable): Promise<[number, string]> {
  const beside = `${path}.${randomUUID()}.part`;
  const hash = createHash('md5');
  let bytes = 0;
  const file = await openIn(dirname(path), beside);
  try {
    const source = Buffer.isBuffer(content) ? Readable.from([content]) : content;
    await pipeline(
      source,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          bytes += chunk.length;
          yield chunk;
        }
      },
      file.createWriteStream({ flush: true }),
    );
    await rename(beside, path);
  } catch (error) {
    await file.close().catch(() => {});
    await rm(beside, { force: true });
    throw error;
  }
  return [bytes, hash.digest('hex')];
}

function openIn(folder: string, path: string): Promise<FileHandle> {
  return whileFoldersGo(async () => {
    await mkdir(folder, { recursive: true });
    return open(path, 'wx', 0o600);
  });
}

/**
 * `removeObject` may remove the empty folder before the file is in it, or while its parents are made: then the work is
 * done again. The work must read nothing of an upload before the folder exists.
 */
async function whileFoldersGo<T>(work: () => Promise<T>, triesLeft = 20): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (triesLeft === 0 || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return whileFoldersGo(work, triesLeft - 1);
  }
}

/**
 * Replaces the removing of s3rver, which removes a folder that it has found empty with all that is in it by then: an
 * object written meanwhile would be lost. This one leaves a folder that is no longer empty.
 */
async function removeObject(bucket: string, key: string): Promise<void> {
  const files = ['object', 'object.md5', 'metadata.json'].map((part) => s3.store.getResourcePath(bucket, key, part));
  for (const file of files) await rm(file, { force: true });
  const bucketPath = s3.store.getBucketPath(bucket);
  for (let folder = dirname(files[0] ?? ''); folder.length > bucketPath.length; folder = dirname(folder)) {
    const removed = await rmdir(folder).then(
      () => true,
      () => false,
    );
    if (!removed) return;
  }
}
