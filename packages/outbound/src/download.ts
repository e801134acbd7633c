import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Fault } from '@proofsheet/domain';
import { type Agent, type Dispatcher, request } from 'undici';
import { within } from './deadline.ts';
import { failureOf, timedOut } from './failures.ts';
import type { Network } from './networks.ts';
import { targetOf } from './target.ts';

export interface DownloadLimits {
  readonly maxBytes: number;
  readonly maxRedirects: number;
  /** For all of it: every redirect, and the body to its last byte. */
  readonly timeoutMs: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface Download {
  /** Where the redirects ended. */
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  /** Fails with a Fault when it grows too large, takes too long or breaks off. */
  readonly body: Readable;
}

/** Gets a file. Each redirect is checked like the first address; the body is streamed and never held. */
export async function download(
  agent: Agent,
  allowed: readonly Network[],
  first: URL,
  limits: DownloadLimits,
): Promise<Download> {
  const ends = performance.now() + limits.timeoutMs;
  let url = first;
  for (let redirects = 0; ; redirects += 1) {
    const answer = await get(agent, url, ends - performance.now(), limits);
    const next = redirectOf(answer, url);
    if (next === undefined) return open(answer, url, ends, limits);
    answer.body.destroy();
    if (redirects === limits.maxRedirects) {
      throw new Fault('url_too_many_redirects', `The address redirects more than ${limits.maxRedirects} times.`);
    }
    url = targetOf(next, allowed);
  }
}

function get(agent: Agent, url: URL, milliseconds: number, { headers, signal: caller }: DownloadLimits) {
  return within(milliseconds, caller, async (signal) => {
    const answer = await request(url, {
      dispatcher: agent,
      headers: { 'accept-encoding': 'identity', ...headers },
      signal,
    });
    // Its failures are told by whoever reads it; while nobody does, they must not end the process.
    answer.body.on('error', () => {});
    return answer;
  });
}

function redirectOf(answer: Dispatcher.ResponseData, url: URL): URL | undefined {
  const { location } = answer.headers;
  if (![301, 302, 303, 307, 308].includes(answer.statusCode) || typeof location !== 'string') return undefined;
  const next = URL.parse(textOf(location), `${url}`);
  if (!next) throw new Fault('url_not_allowed', 'The address redirects to one that cannot be read.');
  return next;
}

/** Headers are read as bytes. Most servers write UTF-8 where they write more than ASCII, and few another charset. */
export function textOf(header: string): string {
  const bytes = Buffer.from(header, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : header;
}

function open(answer: Dispatcher.ResponseData, url: URL, ends: number, limits: DownloadLimits): Download {
  const { statusCode: status, headers, body } = answer;
  const decoder = decoderOf(`${headers['content-encoding'] ?? 'identity'}`);
  try {
    if (status === 429 || status >= 500) throw new Fault('url_unreachable', `The server answered ${status}.`);
    if (status !== 200) throw new Fault('url_not_a_file', `The server answered ${status}, not with a file.`);
    if (Number(headers['content-length'] ?? 0) > limits.maxBytes) throw tooLarge(limits.maxBytes);
    if (decoder === undefined)
      throw new Fault('url_not_a_file', 'The server sends the file in an encoding of its own.');
  } catch (error) {
    body.destroy();
    throw error;
  }
  // What is counted is what comes out: a small file may stand for a huge one.
  const plain = decoder === 'none' ? body : pipeline(body, decoder, () => {});
  return { url, headers, body: Readable.from(bounded(plain, ends, limits), { objectMode: false }) };
}

/** Some servers send a file compressed although nobody asked them to. Undefined: in a way that is not known. */
function decoderOf(encoding: string) {
  switch (encoding.trim().toLowerCase()) {
    case 'identity':
    case '':
      return 'none';
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      return undefined;
  }
}

async function* bounded(body: AsyncIterable<Buffer>, ends: number, limits: DownloadLimits): AsyncGenerator<Buffer> {
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > limits.maxBytes) throw tooLarge(limits.maxBytes);
      yield chunk;
    }
  } catch (error) {
    limits.signal?.throwIfAborted();
    throw performance.now() >= ends ? timedOut(error) : failureOf(error);
  }
}

function tooLarge(maxBytes: number): Fault {
  return new Fault('url_file_too_large', `The file behind the address has more than ${maxBytes} bytes.`);
}
