import { readFile } from 'node:fs/promises';
import type { InferenceSession } from 'onnxruntime-node';

type Runtime = typeof import('onnxruntime-node');
export type ModelName = 'blazeface' | 'selfie' | 'u2netp';

export type ModelsState = 'unloaded' | 'ok' | { readonly unavailable: string };

/** The models cannot run on this machine. The caller goes on without them. */
export class VisionUnavailable extends Error {
  override readonly name = 'VisionUnavailable';
}

/**
 * Measured best for one image at a time. One thread, because images run side by side; and without the arena, which
 * would keep the memory of every run.
 */
const SESSION: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  enableCpuMemArena: false,
  enableMemPattern: false,
  graphOptimizationLevel: 'all',
  logSeverityLevel: 3,
};
/**
 * U2-Netp fills some 60 planes of up to 26 MB a run. Taken anew from the system each time they cost more than the
 * network itself, 770 CPU ms a run against 270, and the peak is the same 260 MB: so it keeps them as long as its thread
 * lives.
 */
const KEEPS_MEMORY: ReadonlySet<ModelName> = new Set(['u2netp']);

let state: ModelsState = 'unloaded';
let runtime: Promise<Runtime> | undefined;
const sessions = new Map<ModelName, Promise<InferenceSession>>();

/** The state in this thread: `unloaded` before the first image. */
export function modelsState(): ModelsState {
  return state;
}

/**
 * Runs a model on one image, channels last. The first run in a thread loads the runtime and the model, which stay
 * loaded. Throws `VisionUnavailable` where the native library or a model file is missing.
 */
export async function runModel(name: ModelName, values: Float32Array, shape: readonly number[]) {
  const { Tensor } = await loadRuntime();
  const session = await openSession(name);
  const [input = ''] = session.inputNames;
  return session.run({ [input]: new Tensor('float32', values, shape) });
}

function loadRuntime(): Promise<Runtime> {
  // Without it, version 1.30 keeps a record of every session in the home folder and sends it to Microsoft.
  process.env.ORT_DISABLE_TELEMETRY = '1';
  runtime ??= import('onnxruntime-node').catch(unavailable);
  return runtime;
}

function openSession(name: ModelName): Promise<InferenceSession> {
  const opened = sessions.get(name) ?? createSession(name).catch(unavailable);
  sessions.set(name, opened);
  return opened;
}

async function createSession(name: ModelName): Promise<InferenceSession> {
  const { InferenceSession } = await loadRuntime();
  const model = await readFile(new URL(`../../models/${name}.onnx`, import.meta.url));
  const session = await InferenceSession.create(model, { ...SESSION, enableCpuMemArena: KEEPS_MEMORY.has(name) });
  state = 'ok';
  return session;
}

function unavailable(cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  state = { unavailable: reason };
  throw new VisionUnavailable(`The models that see people and things cannot run here: ${reason}`, { cause });
}
