import { GenerationError } from '../errors.ts';
import { type FollowOptions, follow } from '../events/follow.ts';
import { type Ended, type WaitOptions, waitForEnd } from '../events/wait.ts';
import type {
  Event,
  Generation,
  GenerationRequest,
  GenerationWithOutputs,
  ListGenerationsData,
  SubmittedGeneration,
} from '../generated/api.generated.ts';
import type { CallOptions, CreateOptions, Transport } from '../http/transport.ts';
import { freshId } from './fresh-id.ts';
import { type Filters, type Listing, listing } from './listing.ts';

export type GenerationQuery = Filters<ListGenerationsData>;

export interface GenerationCalls {
  /** Submits. Answers at once; `wait` tells when the images are there. */
  create(request: GenerationRequest, options?: CreateOptions): Promise<SubmittedGeneration>;
  get(id: string, options?: CallOptions): Promise<GenerationWithOutputs>;
  list(query?: GenerationQuery): Listing<Generation>;
  cancel(id: string, options?: CallOptions): Promise<Generation>;
  /** Has what is missing made again. */
  retry(id: string, options?: CreateOptions): Promise<Generation>;
  /** Everything that happens to it, from its beginning to its end. */
  events(id: string, options?: FollowOptions): AsyncGenerator<Event, void, undefined>;
  /** Resolves when it has ended, in whatever way: see `status`. */
  wait(id: string, options?: WaitOptions): Promise<Ended>;
  /** Submits and waits. Throws a GenerationError unless it is COMPLETED. */
  run(request: GenerationRequest, options?: CreateOptions & WaitOptions): Promise<Ended>;
}

export function generationCalls(transport: Transport): GenerationCalls {
  const at = (id: string, below = '') => `/v1/generations/${encodeURIComponent(id)}${below}`;
  const calls: GenerationCalls = {
    create: (request, { idempotencyKey = freshId(), signal } = {}) =>
      transport.json({ method: 'POST', path: '/v1/generations', json: request, idempotencyKey, signal }),
    get: (id, { signal } = {}) => transport.json({ method: 'GET', path: at(id), signal }),
    list: (query = {}) => listing(transport, '/v1/generations', query),
    cancel: (id, { signal } = {}) => transport.json({ method: 'POST', path: at(id, '/cancel'), signal }),
    retry: (id, { idempotencyKey = freshId(), signal } = {}) =>
      transport.json({ method: 'POST', path: at(id, '/retry'), idempotencyKey, signal }),
    events: (id, options = {}) => follow(transport, { ...options, path: at(id, '/events') }),
    wait: (id, options = {}) => waitForEnd(transport, at(id), options),
    async run(request, { idempotencyKey, ...waiting } = {}) {
      const { id } = await calls.create(request, { idempotencyKey, signal: waiting.signal });
      const ended = await calls.wait(id, waiting);
      if (ended.status !== 'COMPLETED') throw new GenerationError(ended);
      return ended;
    },
  };
  return calls;
}
