import { readdirSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

/** One stream of events over a connection of its own, read as it comes. */
export interface OpenStream {
  /** When each event came, by its generation; milliseconds of this process. */
  readonly came: Map<string, number>;
  close(): void;
}

/** Follows everything that is the key's user's. Resolves when the stream has begun. */
export async function openStream(api: string, key: string): Promise<OpenStream> {
  const { hostname, port } = new URL(api);
  const socket = connect(Number(port), hostname);
  const came = new Map<string, number>();
  const began = reading(socket, (generationId) => came.set(generationId, performance.now()));
  socket.write(`GET /v1/events HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${key}\r\n\r\n`);
  await began;
  return { came, close: () => socket.destroy() };
}

function reading(socket: Socket, told: (generationId: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject).on('data', (chunk) => {
      const text = chunk.toString();
      if (text.startsWith('HTTP/1.1') && !text.startsWith('HTTP/1.1 200')) reject(new Error(text));
      for (const [, id = ''] of text.matchAll(/"generationId":"([^"]+)"/g)) told(id);
      if (text.includes('id: ')) resolve();
    });
  });
}

/** The memory that a child of this process holds, in bytes, by a part of its command. */
export function memoryOfChild(command: string): number {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const status = read(`/proc/${pid}/status`);
    if (!read(`/proc/${pid}/cmdline`).includes(command) || Number(/PPid:\s+(\d+)/.exec(status)?.[1]) !== process.pid)
      continue;
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024;
  }
  throw new Error(`No child of this process runs ${command}.`);
}

/** Empty for a process that has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
