import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Sits between a program and its server, so that a test can take the server away and give it back. */
export interface TcpProxy {
  /** The server's address, with the host and port of the proxy. */
  readonly url: string;
  /** As if the server had died: all connections break, and new ones are refused. */
  cut(): Promise<void>;
  /** As if the network had failed: connections stay open, new ones too, and nothing passes. */
  freeze(): void;
  /** As over a slow line: from now on everything arrives that much later, in order. */
  slow(milliseconds: number): void;
  /**
   * Of PostgreSQL: every connection breaks at its next COMMIT, in turn before the server gets it and after the server
   * has done it. The client cannot tell the two apart.
   */
  cutAtCommit(): void;
  /** As `freeze`, but only for the connections that exist now: new ones work. */
  stall(): void;
  restore(): Promise<void>;
  /** How many bytes the server was sent so far. */
  received(): number;
  /** How many bytes the server has sent so far. */
  sent(): number;
  close(): Promise<void>;
}

export async function startProxy(target: string): Promise<TcpProxy> {
  const server = new URL(target);
  const sockets = new Set<Socket>();
  const stalled = new WeakSet<Socket>();
  const deaf = new WeakSet<Socket>();
  let frozen = false;
  let cutsCommits = false;
  let commits = 0;
  let lateMs = 0;
  let bytes = 0;
  let sentBytes = 0;
  const join = (from: Socket) => {
    const to = connect(Number(server.port), server.hostname);
    const isCut = (one: Socket, chunk: Buffer) => {
      const atCommit = cutsCommits && one === from && isCommit(chunk);
      if (atCommit && ++commits % 2 === 0) deaf.add(to);
      return deaf.has(one) || (atCommit && !deaf.has(to));
    };
    from.on('data', (chunk) => {
      bytes += chunk.length;
    });
    to.on('data', (chunk) => {
      sentBytes += chunk.length;
    });
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(one);
      const deliver = inOrder((chunk: Buffer) => other.write(chunk));
      one.on('data', (chunk) => {
        if (isCut(one, chunk)) one.destroy();
        else if (!frozen && !stalled.has(one)) deliver(chunk, lateMs);
      });
      one.on('error', () => {});
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  };
  let listener = await listen(join, 0);
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(portOf(listener));

  async function cut(): Promise<void> {
    if (!listener.listening) return;
    listener.close();
    for (const socket of sockets) socket.destroy();
    await once(listener, 'close');
  }
  return {
    url: url.href,
    cut,
    freeze() {
      frozen = true;
    },
    slow(milliseconds) {
      lateMs = milliseconds;
    },
    cutAtCommit() {
      cutsCommits = true;
    },
    stall() {
      for (const socket of sockets) stalled.add(socket);
    },
    async restore() {
      if (frozen) for (const socket of sockets) socket.destroy();
      frozen = false;
      cutsCommits = false;
      lateMs = 0;
      if (!listener.listening) listener = await listen(join, Number(url.port));
    },
    received: () => bytes,
    sent: () => sentBytes,
    close: cut,
  };
}

/** As PostgreSQL's protocol has it: behind the length of a simple query, or the name of a prepared one. */
function isCommit(chunk: Buffer): boolean {
  const sent = chunk.toString('latin1').toLowerCase();
  return sent.includes('\x0bcommit\0') || sent.includes('\0commit\0');
}

/** Delivers in order, even when what is sent later has the shorter delay. */
function inOrder(send: (chunk: Buffer) => void): (chunk: Buffer, lateMs: number) => void {
  let sent: Promise<void> | undefined;
  return (chunk, lateMs) => {
    if (sent === undefined && lateMs === 0) return send(chunk);
    const arrived = Promise.all([sent, delay(lateMs)]).then(() => {
      send(chunk);
      if (sent === arrived) sent = undefined;
    });
    sent = arrived;
  };
}

async function listen(onConnection: (socket: Socket) => void, port: number): Promise<Server> {
  const listener = createServer(onConnection).listen(port, '127.0.0.1');
  await once(listener, 'listening');
  return listener;
}

function portOf(listener: Server): number {
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy does not listen');
  return address.port;
}
