import { setImmediate } from 'node:timers/promises';
import { MessageChannel, SHARE_ENV } from 'node:worker_threads';
import { Fault } from '@proofsheet/domain';
import { Piscina } from 'piscina';
import type { AnalysedImage } from './analyse.ts';
import { NO_MODEL, type VisionConfig, visionConfigSchema } from './config.ts';
import { openCutoutModel } from './operator-models/cutout-model.ts';
import { answerOn, type Line, type OperatorModels } from './operator-models/line.ts';
import { openNsfwModel } from './operator-models/nsfw-model.ts';
import type { ModelsState } from './people/models.ts';
import type { Answer, Task } from './vision-thread.ts';

export interface VisionOptions {
  /** Images that are analysed side by side; each takes a thread and the memory of one decoded image. */
  readonly threads: number;
  readonly config?: VisionConfig;
}

export interface Vision {
  /**
   * Everything that ingest makes of an upload. Throws the faults of `readHeader` and `upload_not_an_image`; any other
   * failure is a finding of the analysis. The signal frees the caller at once. An analysis that has begun runs to its
   * end unheard: ending a thread while it runs a model would end the whole process.
   */
  analyse(bytes: Buffer, options?: { signal?: AbortSignal }): Promise<AnalysedImage>;
  /**
   * For readiness: `ok`, `unavailable: <why>` where this machine cannot find people, `not loaded yet` before the first
   * image.
   */
  state(): string;
  /** For the log: what was recognised of each of the operator's models. */
  readonly about: readonly string[];
  close(): Promise<void>;
}

/** A thread that is idle for this long ends and frees its memory; the next one compiles its code anew. */
const IDLE_MS = 300_000;
/** Bytes that are copied without a pause: a millisecond or two in which the event loop stands still. */
const COPIED_AT_ONCE = 2 ** 20;

/** Threads start with the first image; the operator's models are tried at once. Throws `model_unusable`. */
export async function openVision({ threads, config = visionConfigSchema.parse({}) }: VisionOptions): Promise<Vision> {
  const models = await openModels(config);
  const pool = new Piscina<Task, Answer>({
    filename: new URL('./vision-thread.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
    // What a thread tells the native runtime by the environment would stay in its own copy.
    env: SHARE_ENV,
  });
  let people: ModelsState = 'unloaded';
  return {
    async analyse(bytes, { signal } = {}) {
      const upload = await copyInTurn(bytes);
      const line = models.lineFor(signal);
      const unwanted = new Int32Array(new SharedArrayBuffer(4));
      const task = { upload, unwanted, salient: models.salient, ...(line ? { line } : {}) };
      const answering = pool.run(task, { transferList: [upload, ...(line ? [line.port] : [])] });
      const answer = await untilAborted(answering, signal, () => Atomics.store(unwanted, 0, 1));
      if ('fault' in answer) throw new Fault(answer.fault.code, answer.fault.message, { cause: answer.cause });
      people = answer.people;
      return withBuffers(answer.analysed);
    },
    state: () => describe(people),
    about: models.about,
    async close() {
      await pool.close({ force: true });
      await models.close();
    },
  };
}

/** The answer, or a rejection with the signal's reason as soon as it is aborted; `giveUp` is called first. */
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
  const own = cutoutModel === undefined || cutoutModel === NO_MODEL ? undefined : cutoutModel;
  const cutout = own === undefined ? undefined : await openCutoutModel({ ...config, cutoutModel: own });
  const nsfw = nsfwModel === undefined ? undefined : await openNsfwModel({ ...config, nsfwModel });
  const modelsFor = (signal?: AbortSignal): OperatorModels => ({
    ...(cutout ? { cutout: (image) => cutout.mask(image, signal) } : {}),
    ...(nsfw ? { nsfw: (image) => nsfw.score(image, signal) } : {}),
  });
  return {
    /** Whether the model that comes with Proofsheet is used. */
    salient: cutoutModel === undefined,
    about: [cutout, nsfw].flatMap((model) => (model ? [model.about] : [])),
    /** A line for one image; undefined where there are no models. */
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

/** A copy that can be transferred to a thread. Uploads are copied one after the other, a part at a time. */
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
function withBuffers(analysed: AnalysedImage): AnalysedImage {
  const { master, proxy, cutout } = analysed;
  return {
    ...analysed,
    master: asBuffer(master),
    ...(proxy ? { proxy: asBuffer(proxy) } : {}),
    ...(cutout ? { cutout: { ...cutout, bytes: asBuffer(cutout.bytes) } } : {}),
  };
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
