import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { Proofsheet, type ProofsheetOptions } from '../src/index.ts';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** Resolves when the client has hung up, or the answer is whole. */
  readonly closed: Promise<void>;
}

export type Answer = (reply: ServerResponse, request: Received) => unknown;

/**
 * A server that goes wrong as it is told, answer by answer; the last one is repeated. What the real one does is tried in
 * tools/clients.
 */
export async function scripted(answers: readonly Answer[], options: Partial<ProofsheetOptions> = {}) {
  const received: Received[] = [];
  const server = createServer(async (request, reply) => {
    const { method = '', url = '', headers } = request;
    const closed = new Promise<void>((resolve) => reply.once('close', resolve));
    const place = received.length;
    received.push({ method, url, headers, body: Buffer.alloc(0), closed });
    const body = await buffer(request).catch(() => undefined);
    if (body === undefined) return;
    const whole = { method, url, headers, body, closed };
    received[place] = whole;
    await (answers[place] ?? answers.at(-1))?.(reply, whole);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { client: new Proofsheet({ baseUrl, apiKey: 'ps_1', ...options }), received, baseUrl };
}

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (reply) =>
    reply.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

export const problem = (
  status: number,
  code: string,
  headers: Record<string, string> = {},
  more: object = {},
): Answer =>
  json(
    { type: 'about:blank', title: 'No', status, code, detail: 'Because.', requestId: 'r1', ...more },
    status,
    headers,
  );

export const hangUp: Answer = (reply) => reply.socket?.destroy();

/** Half of an answer, and then nothing. */
export const half: Answer = (reply) => {
  reply.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{"items":[');
  setTimeout(() => reply.socket?.destroy(), 20);
};

/** A stream of events that stays open, unless `end` says how it ends. */
export const stream =
  (frames: readonly string[], end: 'end' | 'break' | 'stay' = 'end'): Answer =>
  (reply) => {
    reply.writeHead(200, { 'content-type': 'text/event-stream' });
    reply.write('retry: 10\n\n');
    for (const frame of frames) reply.write(frame);
    if (end === 'end') reply.end();
    if (end === 'break') setTimeout(() => reply.socket?.destroy(), 20);
  };

export function event(id: number, type: string, more: object = {}): string {
  return `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify({ id: `${id}`, type, ...more })}\n\n`;
}
