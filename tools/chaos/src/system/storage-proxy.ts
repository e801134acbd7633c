import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

export type StorageFault = 'cut' | 'stall' | 'slow' | 'errors' | 'halves' | 'late';

/** An HTTP proxy between the programs and their S3, which fails in the ways in which object storage fails. */
export interface StorageProxy {
  readonly endpoint: string;
  break(way: StorageFault): void;
  mend(): void;
  /** Resolves when no request is under way any more, late ones included. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

type Answer = (asked: IncomingMessage, reply: ServerResponse) => Promise<void> | void;

/** The delay of an answer from a slow storage, and of a late request. */
const SLOW_MS = 700;
const LATE_MS = 3_000;

export async function startStorageProxy(target: string): Promise<StorageProxy> {
  const upstream = new URL(target);
  const sockets = new Set<Socket>();
  const underWay = new Set<Promise<void>>();
  let requests = 0;

  const pass: Answer = async (asked, reply) => relay(await forward(upstream, asked, asked), reply);
  const answers: Record<StorageFault, Answer> = {
    cut: (asked) => void asked.socket.destroy(),
    stall: (asked) => void asked.resume(),
    slow: async (asked, reply) => {
      await delay(SLOW_MS);
      await pass(asked, reply);
    },
    errors: async (asked, reply) => {
      const body = await buffer(asked);
      if (requests % 2 === 0) (await forward(upstream, asked, body)).resume();
      reply.writeHead(500, { 'content-type': 'application/xml' }).end(INTERNAL_ERROR);
    },
    halves: (asked, reply) => (asked.method === 'GET' ? halfAnswer(upstream, asked, reply) : halfBody(upstream, asked)),
    late: async (asked, reply) => {
      if (asked.method === 'GET' || asked.method === 'HEAD') return pass(asked, reply);
      const body = await buffer(asked);
      asked.socket.destroy();
      await delay(LATE_MS);
      (await forward(upstream, asked, body)).resume();
    },
  };
  let answer: Answer = pass;

  const server = createServer((asked, reply) => {
    requests += 1;
    asked.on('error', () => {});
    reply.on('error', () => {});
    // When the server breaks off or the client has gone, only this exchange ends.
    const exchange = Promise.resolve(answer(asked, reply)).catch(() => void reply.destroy());
    underWay.add(exchange);
    void exchange.finally(() => underWay.delete(exchange));
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const dropConnections = () => sockets.forEach((socket) => void socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    break(way) {
      answer = answers[way];
      if (way === 'cut') dropConnections();
    },
    mend() {
      answer = pass;
      // Requests to a storage that never answered would wait for their whole time limit.
      dropConnections();
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    async close() {
      server.close();
      dropConnections();
      await once(server, 'close');
    },
  };
}

const INTERNAL_ERROR =
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>InternalError</Code><Message>Broken on purpose</Message></Error>';

/** Passes the request on unchanged, Host included, which its signature covers. */
async function forward(
  upstream: URL,
  { method, url, headers }: IncomingMessage,
  body: IncomingMessage | Buffer,
): Promise<IncomingMessage> {
  const sent = request({ host: upstream.hostname, port: upstream.port, method, path: url, headers });
  if (Buffer.isBuffer(body)) sent.end(body);
  else {
    body.on('error', () => sent.destroy()).on('aborted', () => sent.destroy());
    body.pipe(sent);
  }
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return answer;
}

function relay(answer: IncomingMessage, reply: ServerResponse): void {
  reply.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.on('error', () => reply.destroy()).pipe(reply);
}

/** Announces the whole length, sends half of the body, and breaks off. */
async function halfAnswer(upstream: URL, asked: IncomingMessage, reply: ServerResponse): Promise<void> {
  const answer = await forward(upstream, asked, asked);
  const body = await buffer(answer);
  reply.writeHead(answer.statusCode ?? 502, answer.headers);
  reply.write(body.subarray(0, body.length / 2), () => reply.destroy());
}

/** Passes half of the body on, and breaks off on both sides. */
async function halfBody(upstream: URL, asked: IncomingMessage): Promise<void> {
  const body = await buffer(asked);
  const { method, url, headers } = asked;
  const sent = request({ host: upstream.hostname, port: upstream.port, method, path: url, headers });
  sent.on('error', () => {});
  sent.write(body.subarray(0, body.length / 2), () => sent.destroy());
  asked.socket.destroy();
}
