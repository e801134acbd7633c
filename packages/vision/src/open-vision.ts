import { setImmediate } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { Fault } from '@proofsheet/domain';
import { Piscina } from 'piscina';
import type { SeenImage } from './analyse.ts';
import { type VisionConfig, visionConfigSchema } from './config.ts';
import { openCutoutModel } from './operator-models/cutout-model.ts';
import { answerOn, type Line, type OperatorModels } from './operator-models/line.ts';
import { openNsfwModel } from './operator-models/nsfw-model.ts';
import type { ModelsState } from './people/models.ts';
import type { Answer, Errand } from './vision-thread.ts';

export interface VisionOptions {
  /** Images that are looked at side by side; each takes a thread and the memory of one decoded image. */
  readonly threads: number;
  readonly config?: VisionConfig;
}

export interface Vision {
  /**
   * Everything that ingest makes of an upload. Throws the faults of `readHeader` and `upload_not_an_image`; whatever
   * else cannot be seen is a finding of the analysis. The signal frees the caller at once. A look that has begun is left to
   * its end, unheard: ending a thread in the middle of a model's run would end the whole process.
   */
  see(bytes: Buffer, options?: { signal?: AbortSignal }): Promise<SeenImage>;
  /** For readiness: `ok`, `unavailable: <why>` where this machine cannot see people, `not loaded yet` before the first image. */
  state(): string;
  /** The operator's models, for the log: what was recognised of each. */
  readonly about: readonly string[];
  close(): Promise<void>;
}

/** A thread that had nothing to do for so long ends, and gives its memory back; what it had compiled goes with it. */
const IDLE_MS = 300_000;
/** Bytes: a millisecond or two, in which nobody else has a turn. */
const COPIED_AT_ONCE = 2 ** 20;

/** Threads start with the first image, not before; the operator's models are tried at once. Throws `model_unusable`. */
export async function openVision({ threads, config = visionConfigSchema.parse({}) }: VisionOptions): Promise<Vision> {
  const opened = await openModels(config);
  const pool = new Piscina<Errand, Answer>({
    filename: new URL('./vision-thread.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
  });
  let people: ModelsState = 'unloaded';
  return {
    async see(bytes, { signal } = {}) {
      const upload = await copyInTurn(bytes);
      const line = opened.lineFor(signal);
      const unwanted = new Int32Array(new SharedArrayBuffer(4));
      const errand = { upload, unwanted, ...(line ? { line } : {}) };
      const answering = pool.run(errand, { transferList: [upload, ...(line ? [line.port] : [])] });
      const answer = await untilAborted(answering, signal, () => Atomics.store(unwanted, 0, 1));
      if ('fault' in answer) throw new Fault(answer.fault.code, answer.fault.message, { cause: answer.cause });
      people = answer.people;
      return withBuffers(answer.seen);
    },
    state: () => describe(people),
    about: opened.about,
    async close() {
      await pool.close({ force: true });
      await opened.close();
    },
  };
}

/** The answer, or the signal's reason as soon as it is aborted; the answer is then for nobody. */
async function untilAborted(
  answering: Promise<Answer>,
  signal: AbortSignal | undefined,
  giveUp: () => void,
): Promise<Answer> {
  if (!signal) return answering;
  const aborted = Promise.withResolvers<never>();
  const refuse = () => {
    giveUp();
    aborted.reject(signal.reason);
  };
  signal.addEventListener('abort', refuse, { once: true });
  if (signal.aborted) refuse();
  try {
    return await Promise.race([answering, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', refuse);
    answering.catch(() => {});
  }
}

async function openModels(config: VisionConfig) {
  const { cutoutModel, nsfwModel } = config;
  const cutout = cutoutModel === undefined ? undefined : await openCutoutModel({ ...config, cutoutModel });
  const nsfw = nsfwModel === undefined ? undefined : await openNsfwModel({ ...config, nsfwModel });
  const modelsFor = (signal?: AbortSignal): OperatorModels => ({
    ...(cutout ? { cutout: (image) => cutout.mask(image, signal) } : {}),
    ...(nsfw ? { nsfw: (image) => nsfw.score(image, signal) } : {}),
  });
  return {
    about: [cutout, nsfw].flatMap((model) => (model ? [model.about] : [])),
    /** A line of its own for each image; undefined where there is nobody to talk to. */
    lineFor(signal?: AbortSignal): Line | undefined {
      const models = modelsFor(signal);
      const names = Object.keys(models) as (keyof OperatorModels)[];
      if (names.length === 0) return undefined;
      const { port1, port2 } = new MessageChannel();
      answerOn(port1, models);
      return { port: port2, models: names };
    },
    close: () => Promise.all([cutout?.close(), nsfw?.close()]),
  };
}

function describe(people: ModelsState): string {
  if (people === 'unloaded') return 'not loaded yet';
  return people === 'ok' ? 'ok' : `unavailable: ${people.unavailable}`;
}

/** To be given away to a thread. Of all images that wait one is copied at a time, and little of it at once. */
function copyInTurn(bytes: Uint8Array): Promise<ArrayBuffer> {
  const copied = copying.then(async () => {
    const copy = new Uint8Array(bytes.length);
    for (let at = 0; at < bytes.length; at += COPIED_AT_ONCE) {
      copy.set(bytes.subarray(at, at + COPIED_AT_ONCE), at);
      await setImmediate();
    }
    return copy.buffer;
  });
  copying = copied.catch(() => {});
  return copied;
}

let copying: Promise<unknown> = Promise.resolve();

/** Buffers arrive from a thread as plain byte arrays. */
function withBuffers(seen: SeenImage): SeenImage {
  const { master, proxy, cutout } = seen;
  return {
    ...seen,
    master: asBuffer(master),
    ...(proxy ? { proxy: asBuffer(proxy) } : {}),
    ...(cutout ? { cutout: { ...cutout, bytes: asBuffer(cutout.bytes) } } : {}),
  };
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
