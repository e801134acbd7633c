import type { FastifyReply } from 'fastify';

/** Aborted when the client is gone before it has its answer; at once, where it is gone already. */
export function hangUpSignal({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  const look = () => {
    if (!raw.writableFinished) controller.abort(new Error('the client has hung up'));
  };
  if (raw.destroyed) look();
  else raw.once('close', look);
  return controller.signal;
}
