import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { Fault } from '@proofsheet/domain';
import type { Pixels } from '../planes/pixels.ts';
import { UnusableModel } from './input-plan.ts';
import type { Answers, InputPlan, ModelDescription } from './messages.ts';
import { ModelRunError } from './model-failure.ts';
import { type ModelLimits, type ModelProcess, modelProcess } from './model-process.ts';
import { rgbOfSize } from './rgb-of-size.ts';

export interface ModelFile extends ModelLimits {
  readonly path: string;
  /** The setting that named it: every complaint begins with it. */
  readonly variable: string;
}

/** A model that has shown that it can do what it is for. */
export interface OpenModel<Task extends 'mask' | 'scores'> {
  readonly input: InputPlan;
  run(image: Pixels, signal?: AbortSignal): Promise<Answers[Task]>;
  readonly pid: number | undefined;
  close(): Promise<void>;
}

export interface Purpose<Task extends 'mask' | 'scores'> {
  readonly task: Task;
  /** Throws `UnusableModel` where the model or a setting of it does not fit. */
  planFor(model: ModelDescription): InputPlan;
  /** The same, of the answer to the trial picture. */
  check?(trial: Answers[Task]): void;
}

/**
 * Loads the model and runs it once on a grey picture: many exports do not say what comes out of them, and a model that
 * is too slow or too large is better known at start than by every asset. Throws `model_unusable` with one line.
 */
export async function openModel<Task extends 'mask' | 'scores'>(
  file: ModelFile,
  { task, planFor, check }: Purpose<Task>,
): Promise<OpenModel<Task>> {
  const process = modelProcess(file);
  const run = async (input: InputPlan, image: Pixels, signal?: AbortSignal) => {
    const rgb = await rgbOfSize(image, input);
    return process.ask({ do: task, model: file.path, input, rgb }, signal) as Promise<Answers[Task]>;
  };
  try {
    const input = planFor(await described(process, file.path));
    const trial = await run(input, GREY);
    check?.(trial);
    return {
      input,
      run: (image, signal) => run(input, image, signal),
      get pid() {
        return process.pid;
      },
      close: () => process.close(),
    };
  } catch (error) {
    await process.close();
    throw unusable(file, error);
  }
}

const GREY: Pixels = { data: Buffer.alloc(3, 128), width: 1, height: 1, channels: 3 };

async function described(process: ModelProcess, path: string): Promise<ModelDescription> {
  await readable(path);
  return process.ask({ do: 'describe', model: path });
}

async function readable(path: string): Promise<void> {
  const file = await stat(path).catch(() => undefined);
  if (!file) throw new UnusableModel('there is no such file');
  if (!file.isFile()) throw new UnusableModel('it is no file');
  await access(path, constants.R_OK).catch(() => {
    throw new UnusableModel('it cannot be read by this user');
  });
}

function unusable({ path, variable, seconds, memoryMb }: ModelFile, error: unknown): Fault {
  return new Fault('model_unusable', `${variable} ${path} cannot be used: ${reason()}.`, { cause: error });

  function reason(): string {
    if (error instanceof UnusableModel) return error.message;
    if (!(error instanceof ModelRunError)) return 'see the cause in the log';
    if (error.kind === 'timeout') return `it took longer than ${seconds} s (CUTOUT_SECONDS) for one image`;
    if (error.kind === 'memory') return `it needed more than ${memoryMb} MB (CUTOUT_MEMORY_MB) for one image`;
    return error.message.replaceAll(/\s+/g, ' ').slice(0, 300);
  }
}
