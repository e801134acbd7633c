import type { IncomingHttpHeaders } from 'node:http';
import { type Agent, request } from 'undici';
import { within } from './deadline.ts';

export interface OutboundRequest {
  readonly method: 'POST' | 'GET';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For all of it: name, connection, answer. */
  readonly timeoutMs: number;
  /** How much of the answer is read; the rest is left where it is. */
  readonly answerBytes: number;
  readonly signal?: AbortSignal;
}

export interface OutboundAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One request and one answer: a redirect is an answer like any other. */
export async function send(agent: Agent, url: URL, options: OutboundRequest): Promise<OutboundAnswer> {
  return within(options.timeoutMs, options.signal, async (signal) => {
    const answer = await request(url, {
      dispatcher: agent,
      method: options.method,
      headers: { 'accept-encoding': 'identity', ...options.headers },
      body: options.body ?? null,
      signal,
    });
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: await firstBytes(answer.body, options.answerBytes),
    };
  });
}

async function firstBytes(body: AsyncIterable<Buffer>, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= most) break;
  }
  return Buffer.concat(chunks).subarray(0, most);
}
