import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Receiver extends AsyncDisposable {
  readonly port: number;
  /** The paths that were asked for. */
  readonly seen: string[];
  /** Connections that were made, whether or not anything was asked. */
  connections: number;
}

export async function startReceiver(
  answer: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end('here'),
  { host = '127.0.0.1', port = 0 } = {},
): Promise<Receiver> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.url}`);
    answer(request, response);
  });
  server.listen(port, host);
  await once(server, 'listening');
  const receiver = {
    port: (server.address() as AddressInfo).port,
    seen,
    connections: 0,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
  server.on('connection', () => {
    receiver.connections += 1;
  });
  return receiver;
}
