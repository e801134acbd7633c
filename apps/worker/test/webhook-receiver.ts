import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Received {
  readonly headers: IncomingHttpHeaders & Record<string, string>;
  readonly body: string;
}

export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A receiver as a user of Proofsheet runs one. `answer` may be replaced at any time. */
export async function startReceiver(answer: Answer = (response) => response.writeHead(204).end()) {
  const received: Received[] = [];
  const receiver = { answer, received, url: '', most: 0, close: () => {} };
  let under = 0;
  const server = createServer(async (request, response) => {
    under += 1;
    receiver.most = Math.max(receiver.most, under);
    response.on('close', () => {
      under -= 1;
    });
    const body = await text(request).catch(() => '');
    received.push({ headers: request.headers as Received['headers'], body });
    receiver.answer(response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  receiver.close = () => {
    server.close();
    server.closeAllConnections();
  };
  return receiver;
}
