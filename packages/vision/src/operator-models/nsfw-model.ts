import type { VisionConfig } from '../config.ts';
import type { Pixels } from '../planes/pixels.ts';
import { inputShapeOf, sidesOf, UnusableModel } from './input-plan.ts';
import type { InputPlan, ModelDescription } from './model-errands.ts';
import { openModel } from './open-model.ts';

export interface NsfwModel {
  /** For the log: what was recognised. */
  readonly about: string;
  /** 0 harmless to 1. One image at a time. Rejects with a `ModelFailure` or with the signal's reason. */
  score(image: Pixels, signal?: AbortSignal): Promise<number>;
  readonly pid: number | undefined;
  close(): Promise<void>;
}

type NsfwConfig = Pick<
  VisionConfig,
  'nsfwModelSize' | 'nsfwModelMean' | 'nsfwModelStd' | 'nsfwModelOutputs' | 'cutoutSeconds' | 'cutoutMemoryMb'
> & { readonly nsfwModel: string };

/** The usual size of image classifiers. */
const SIZE = 224;

/** Throws `model_unusable` where the file cannot do it. */
export async function openNsfwModel(config: NsfwConfig): Promise<NsfwModel> {
  const path = config.nsfwModel;
  const unsafe = config.nsfwModelOutputs ?? [];
  const model = await openModel(
    { path, variable: 'NSFW_MODEL', seconds: config.cutoutSeconds, memoryMb: config.cutoutMemoryMb },
    {
      task: 'scores',
      planFor: (description) => planFor(description, config),
      check: (scores) => checkOutputs(unsafe, scores.length),
      findingOf: () => 'nsfw_model_failed',
    },
  );
  const { width, height, layout, mean, std } = model.input;
  return {
    about: `${path}: ${width} by ${height} pixels, ${layout}, mean ${mean}, std ${std}, unsafe outputs ${unsafe}`,
    async score(image, signal) {
      const shares = sharesOf(await model.run(image, signal));
      return Math.min(
        1,
        unsafe.reduce((sum, place) => sum + (shares[place] ?? 0), 0),
      );
    },
    get pid() {
      return model.pid;
    },
    close: () => model.close(),
  };
}

/** Unsafe comes first in some models and last in others: a guess would turn the score round. */
function checkOutputs(unsafe: readonly number[], classes: number): void {
  if (unsafe.length === 0) {
    throw new UnusableModel(`set NSFW_MODEL_OUTPUTS to the unsafe ones of its ${classes} outputs, counted from 0`);
  }
  if (unsafe.some((place) => place >= classes)) {
    throw new UnusableModel(`NSFW_MODEL_OUTPUTS names output ${Math.max(...unsafe)}, but it has 0 to ${classes - 1}`);
  }
}

function planFor(description: ModelDescription, config: NsfwConfig): InputPlan {
  const shape = inputShapeOf(description);
  const sides = sidesOf(shape, { set: config.nsfwModelSize, usual: SIZE, variable: 'NSFW_MODEL_SIZE' });
  const { nsfwModelMean: mean, nsfwModelStd: std } = config;
  if (!mean !== !std) throw new UnusableModel('set both NSFW_MODEL_MEAN and NSFW_MODEL_STD or neither');
  const usual = shape.layout === 'NCHW' ? HALVES : UNCHANGED;
  return { name: shape.name, layout: shape.layout, ...sides, white: 'byte', ...(mean && std ? { mean, std } : usual) };
}

/**
 * Vision transformers come with the channels first and want -1 to 1; Keras models come with them last and want 0 to 1.
 */
const HALVES = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] } as const;
const UNCHANGED = { mean: [0, 0, 0], std: [1, 1, 1] } as const;

/** Shares that add up to 1; a model that ends before its softmax gets it here. */
function sharesOf(scores: readonly number[]): readonly number[] {
  const total = scores.reduce((sum, score) => sum + score, 0);
  if (scores.every((score) => score >= 0) && Math.abs(total - 1) < 0.01) return scores;
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / sum);
}
