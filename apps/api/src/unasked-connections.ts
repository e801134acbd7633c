import type { Socket } from 'node:net';
import type { Api } from './dependencies.ts';

/** How long a request that is on its way when the API stops may take to begin. */
const ON_THEIR_WAY_MS = 500;

/**
 * Browsers and clients open connections before they have anything to ask. Node counts those as busy until the first
 * request: without this each would hold up a stop until the process is ended by force.
 */
export function endUnaskedOnStop(api: Api): void {
  const unasked = new Set<Socket>();
  api.server.on('connection', (socket: Socket) => {
    unasked.add(socket);
    socket.once('close', () => unasked.delete(socket));
  });
  api.server.on('request', ({ socket }) => unasked.delete(socket));
  api.addHook('preClose', (done) => {
    setTimeout(() => {
      for (const socket of unasked) socket.destroy();
    }, ON_THEIR_WAY_MS).unref();
    done();
  });
}
