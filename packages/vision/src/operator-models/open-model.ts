import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { type AnalysisFinding, Fault } from '@proofsheet/domain';
import { openSandbox, SandboxError, type SandboxLimits } from '@proofsheet/sandbox';
import type { Pixels } from '../planes/pixels.ts';
import { UnusableModel } from './input-plan.ts';
import type { InputPlan, ModelDescription, ModelErrands } from './model-errands.ts';
import { ModelFailure } from './model-failure.ts';
import { rgbOfSize } from './rgb-of-size.ts';

/** With the limits for one image; loading the model counts. */
export interface ModelFile extends SandboxLimits {
  readonly path: string;
  /** The setting that named it: every complaint begins with it. */
  readonly variable: string;
}

/** A model that has shown that it can do what it is for. It lives in a process of its own whenever it is needed. */
export interface OpenModel<Task extends 'mask' | 'scores'> {
  readonly input: InputPlan;
  /** Waits for its turn. Rejects with a `ModelFailure`, or with the signal's reason. */
  run(image: Pixels, signal?: AbortSignal): Promise<ModelErrands[Task]['answer']>;
  /** Undefined while no process runs. */
  readonly pid: number | undefined;
  /** Ends the process; whoever waits is refused. */
  close(): Promise<void>;
}

export interface Purpose<Task extends 'mask' | 'scores'> {
  readonly task: Task;
  /** Throws `UnusableModel` where the model or a setting of it does not fit. */
  planFor(model: ModelDescription): InputPlan;
  /** The same, of the answer to the trial picture. */
  check?(trial: ModelErrands[Task]['answer']): void;
  /** What an image without an answer is told by. */
  findingOf(kind: SandboxError['kind']): AnalysisFinding;
}

const HOST = new URL('./model-host.ts', import.meta.url);

/**
 * Loads the model and runs it once on a grey picture: many exports do not say what comes out of them, and a model that
 * is too slow or too large is better known at start than by every asset. Throws `model_unusable` with one line.
 */
export async function openModel<Task extends 'mask' | 'scores'>(
  file: ModelFile,
  { task, planFor, check, findingOf }: Purpose<Task>,
): Promise<OpenModel<Task>> {
  const { path, seconds, memoryMb } = file;
  const sandbox = openSandbox<ModelErrands>(HOST, { seconds, memoryMb });
  const run = async (input: InputPlan, image: Pixels, signal?: AbortSignal) => {
    const rgb = await rgbOfSize(image, input);
    return sandbox.ask(task, { model: path, input, rgb }, signal);
  };
  try {
    await checkReadable(path);
    const input = planFor(await sandbox.ask('describe', { model: path }));
    const trial = await run(input, GREY);
    check?.(trial);
    return {
      input,
      run: (image, signal) =>
        run(input, image, signal).catch((error: unknown) => {
          if (!(error instanceof SandboxError)) throw error;
          throw new ModelFailure(findingOf(error.kind), reasonOf(error, file), { cause: error });
        }),
      get pid() {
        return sandbox.pid;
      },
      close: () => sandbox.close(),
    };
  } catch (error) {
    await sandbox.close();
    throw unusable(file, error);
  }
}

const GREY: Pixels = { data: Buffer.alloc(3, 128), width: 1, height: 1, channels: 3 };

async function checkReadable(path: string): Promise<void> {
  const file = await stat(path).catch(() => undefined);
  if (!file) throw new UnusableModel('there is no such file');
  if (!file.isFile()) throw new UnusableModel('it is no file');
  await access(path, constants.R_OK).catch(() => {
    throw new UnusableModel('it cannot be read by this user');
  });
}

/** For whoever looks at one image. */
function reasonOf({ kind, message }: SandboxError, { seconds, memoryMb }: ModelFile): string {
  if (kind === 'timeout') return `the model ran longer than ${seconds} s and was stopped`;
  if (kind === 'memory') return `the model needed more than ${memoryMb} MB and was stopped`;
  return `the model failed: ${message}`;
}

/** For whoever started this and can change a setting. */
function unusable({ path, variable, seconds, memoryMb }: ModelFile, error: unknown): Fault {
  return new Fault('model_unusable', `${variable} ${path} cannot be used: ${reason()}.`, { cause: error });

  function reason(): string {
    if (error instanceof UnusableModel) return error.message;
    if (!(error instanceof SandboxError)) return 'see the cause in the log';
    if (error.kind === 'timeout') return `it took longer than ${seconds} s (CUTOUT_SECONDS) for one image`;
    if (error.kind === 'memory') return `it needed more than ${memoryMb} MB (CUTOUT_MEMORY_MB) for one image`;
    return error.message.replaceAll(/\s+/g, ' ').slice(0, 300);
  }
}
