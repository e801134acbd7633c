import { ApiError, ConnectionError } from '../errors.ts';
import type { Event, GenerationWithOutputs, Output } from '../generated/api.generated.ts';
import { pause } from '../http/abort.ts';
import type { CallOptions, Transport } from '../http/transport.ts';
import { follow, NoStream } from './follow.ts';

export interface WaitOptions extends CallOptions {
  /**
   * Called for each image as soon as it is there, once for its id; waited for before anything else happens. What it throws
   * ends the waiting. An image of an attempt whose worker died is not among the outputs of the end.
   */
  readonly onOutput?: ((output: Output) => unknown) | undefined;
  /** Called when there is more than before. */
  readonly onProgress?: ((progress: { readonly done: number; readonly total: number }) => unknown) | undefined;
  /** `poll` where nothing streams on the way; left out, the client notices by itself. */
  readonly by?: 'events' | 'poll' | undefined;
}

export type Ended = GenerationWithOutputs & { readonly status: 'COMPLETED' | 'FAILED' | 'CANCELLED' };

const WAIT_SECONDS = 20;
/** Streams that may break in a row before it is asked for instead. */
const PATIENCE = 3;
/** A server that does not hold its answers back is asked this often. */
const POLL_MS = 1_000;
/** After these there is nothing more to come, unless the generation was retried: then another look is taken soon. */
const ENDS: readonly Event['type'][] = ['generation.completed', 'generation.failed', 'generation.cancelled'];
const AGAIN_MS = 250;

/** Follows the events of a generation to its end; where they do not come through, asks for it again and again. */
export async function waitForEnd(transport: Transport, path: string, options: WaitOptions): Promise<Ended> {
  const { by, signal } = options;
  const tell = teller(options);
  let streams = by !== 'poll';
  let after: string | undefined;
  // How many there are to be, before the first of them comes; and it may have ended already.
  const before = await look(transport, path, { signal, seconds: 0 });
  await tell.generation(before);
  if (hasEnded(before)) return before;
  for (;;) {
    if (streams) {
      const told = await followToEnd(transport, path, { after, signal }, tell);
      streams = told.through;
      after = told.after;
    }
    // With its addresses, and in its last order: events alone do not have that.
    const generation = await look(transport, path, { signal, seconds: streams ? 0 : WAIT_SECONDS });
    await tell.generation(generation);
    if (hasEnded(generation)) return generation;
    if (streams) await pause(AGAIN_MS, signal);
  }
}

interface Teller {
  event(event: Event): Promise<void>;
  generation(generation: GenerationWithOutputs): Promise<void>;
}

function teller({ onOutput, onProgress }: WaitOptions): Teller {
  const told = new Set<string>();
  let total = 0;
  let done = -1;
  const output = async (one: Output) => {
    if (told.has(one.id)) return;
    told.add(one.id);
    await onOutput?.(one);
  };
  const progress = async (now: number) => {
    if (now === done) return;
    done = now;
    await onProgress?.({ done, total });
  };
  return {
    async event({ type, ordinal, output: made }) {
      if (type === 'generation.processing') await progress(0);
      if (made) await output(made);
      if (ordinal !== undefined) await progress(ordinal);
    },
    async generation({ progress: now, outputs }) {
      total = now.total;
      for (const one of outputs) await output(one);
      await progress(now.done);
    },
  };
}

/** Answers whether events come through at all, and behind which one to go on. */
async function followToEnd(
  transport: Transport,
  path: string,
  { after, signal }: { after: string | undefined; signal: AbortSignal | undefined },
  tell: Teller,
): Promise<{ through: boolean; after: string | undefined }> {
  const events = follow(transport, { path: `${path}/events`, after, signal, patience: PATIENCE });
  try {
    for (;;) {
      const next = await events.next().catch(unlessBroken);
      if (next === undefined) return { through: false, after };
      if (next.done) return { through: true, after };
      after = next.value.id;
      await tell.event(next.value);
      if (ENDS.includes(next.value.type)) return { through: true, after };
    }
  } finally {
    // Hangs up, also where what was told of an event failed.
    await events.return();
  }
}

/** Undefined: there are no events to be had from here. */
function unlessBroken(error: unknown): undefined {
  if (error instanceof NoStream || error instanceof ConnectionError) return undefined;
  // Too many streams, a server without them, or one that is in trouble: it says so again where asking fails, too.
  if (error instanceof ApiError && (error.retryable || error.status === 404)) return undefined;
  throw error;
}

/** A long poll; a server or a proxy that answers it early is asked no more often than once a second. */
async function look(
  transport: Transport,
  path: string,
  { signal, seconds }: { signal: AbortSignal | undefined; seconds: number },
): Promise<GenerationWithOutputs> {
  const started = Date.now();
  const headers = seconds > 0 ? { prefer: `wait=${seconds}` } : {};
  const generation = await transport.json<GenerationWithOutputs>({ method: 'GET', path, headers, signal });
  if (seconds > 0 && !hasEnded(generation)) await pause(Math.max(0, POLL_MS - (Date.now() - started)), signal);
  return generation;
}

function hasEnded(generation: GenerationWithOutputs): generation is Ended {
  return generation.status !== 'PENDING' && generation.status !== 'PROCESSING';
}
