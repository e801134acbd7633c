import { once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Guard } from './faults.ts';
import { codeIn, s3Error } from './s3-error.ts';
import type { Transport } from './transport.ts';

/**
 * Sends a stream of known length to a presigned address. The minio client reads a stream of up to 64 MB into memory
 * before it sends a byte; this holds only what is on its way. The server drops an upload that ends early. What the
 * source throws is thrown untouched.
 */
export async function uploadStream(
  transport: Transport,
  address: URL,
  source: Readable,
  { bytes, mediaType }: { bytes: number; mediaType: string },
  guarded: Guard,
): Promise<void> {
  const request = transport.request({
    method: 'PUT',
    protocol: address.protocol,
    hostname: address.hostname,
    port: address.port,
    path: address.pathname + address.search,
    headers: { 'content-length': bytes, 'content-type': mediaType },
  });
  let broken: unknown;
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve).on('error', reject);
  });
  // Awaited below as well. A socket's error is told to listeners alone: `request.errored` stays empty.
  answered.catch((error) => {
    broken = error;
  });
  try {
    await send(source, request, bytes);
  } catch (thrown) {
    // A connection that breaks without an error shows as a request that is closed while it is written to.
    const failed = broken ?? (request.destroyed ? thrown : undefined);
    request.destroy();
    source.destroy();
    if (failed) await guarded(() => Promise.reject(failed));
    throw thrown;
  }
  await guarded(async () => {
    const response = await answered;
    const body = await text(response);
    if (response.statusCode !== 200) throw s3Error(codeIn(body), `PUT answered ${response.statusCode}`);
  });
}

/**
 * Writes exactly as many bytes as announced: with fewer the server waits for the rest, more would corrupt the
 * connection.
 */
async function send(source: Readable, request: ClientRequest, bytes: number): Promise<void> {
  const closed = new AbortController();
  request.once('close', () => closed.abort());
  let sent = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    sent += chunk.length;
    if (sent > bytes) break;
    if (!request.write(chunk)) await once(request, 'drain', { signal: closed.signal });
  }
  if (sent !== bytes) throw new RangeError(`the stream has not the ${bytes} bytes that were announced`);
  request.end();
}
