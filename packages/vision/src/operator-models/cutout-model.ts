import type { Mask } from '@proofsheet/raster';
import sharp from 'sharp';
import type { VisionConfig } from '../config.ts';
import type { Pixels } from '../planes/pixels.ts';
import { upsampleMask } from '../planes/upsample-mask.ts';
import { type Family, familyOf } from './cutout-family.ts';
import { inputShapeOf, sidesOf, UnusableModel } from './input-plan.ts';
import type { InputPlan, ModelDescription, ModelMask } from './model-errands.ts';
import { openModel } from './open-model.ts';

export interface CutoutModel {
  /** For the log: what was recognised. */
  readonly about: string;
  /**
   * The mask of the most salient subject, of the image's size, and how sure the model is of it. One image at a time,
   * the others wait. Rejects with a `ModelFailure`, which costs this cut-out and no other, or with the signal's reason.
   */
  mask(image: Pixels, signal?: AbortSignal): Promise<{ mask: Mask; agreement: number }>;
  /** Of the process that holds the model; undefined while none does. */
  readonly pid: number | undefined;
  close(): Promise<void>;
}

type CutoutConfig = Pick<
  VisionConfig,
  'cutoutModelSize' | 'cutoutModelMean' | 'cutoutModelStd' | 'cutoutSeconds' | 'cutoutMemoryMb'
> & { readonly cutoutModel: string };

/** Throws `model_unusable` where the file cannot do it. */
export async function openCutoutModel(config: CutoutConfig): Promise<CutoutModel> {
  const path = config.cutoutModel;
  const model = await openModel(
    { path, variable: 'CUTOUT_MODEL', seconds: config.cutoutSeconds, memoryMb: config.cutoutMemoryMb },
    {
      task: 'mask',
      planFor: (description) => planFor(description, config),
      findingOf: (kind) => `cutout_model_${kind}`,
    },
  );
  const { width, height, layout, mean, std } = model.input;
  return {
    about: `${path}: ${width} by ${height} pixels, ${layout}, mean ${mean.join(',')}, std ${std.join(',')}`,
    async mask(image, signal) {
      const found = await model.run(image, signal);
      return { mask: await ofSize(found, image), agreement: found.agreement };
    },
    get pid() {
      return model.pid;
    },
    close: () => model.close(),
  };
}

function planFor(description: ModelDescription, config: CutoutConfig): InputPlan {
  const shape = inputShapeOf(description);
  const family = familyOf(config.cutoutModel, shape.width === shape.height ? shape.width : undefined);
  const sides = sidesOf(shape, {
    set: config.cutoutModelSize,
    usual: family?.size,
    variable: 'CUTOUT_MODEL_SIZE',
  });
  return { name: shape.name, layout: shape.layout, ...sides, ...normalisationOf(config, family) };
}

/** What is set wins; it is meant as everybody writes it, for channels from 0 to 1. */
function normalisationOf({ cutoutModelMean: mean, cutoutModelStd: std }: CutoutConfig, family: Family | undefined) {
  if (mean && std) return { white: 'byte' as const, mean, std };
  if (mean || std) throw new UnusableModel('set both CUTOUT_MODEL_MEAN and CUTOUT_MODEL_STD or neither');
  if (family) return family.normalisation;
  throw new UnusableModel(
    'its name does not tell how its input is normalised: name it u2net, isnet or birefnet, or set CUTOUT_MODEL_MEAN and CUTOUT_MODEL_STD',
  );
}

/** What the model saw smaller than the image is has its edge drawn in again by the image. */
async function ofSize({ data, width, height }: ModelMask, image: Pixels): Promise<Mask> {
  if (width < image.width && height < image.height) return upsampleMask({ data, width, height }, image);
  const resized = await sharp(data, { raw: { width, height, channels: 1 } })
    .resize(image.width, image.height, { fit: 'fill', kernel: 'cubic' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  return { data: resized, width: image.width, height: image.height };
}
