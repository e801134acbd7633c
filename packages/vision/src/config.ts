import { z } from 'zod';

const path = z.string().min(1, 'give the path of an ONNX file');

/** A multiple of 32, because networks of these families halve their input five times. */
const side = z.coerce
  .number('give a number of pixels, such as 320 or 1024')
  .int('give a whole number of pixels')
  .min(32, 'give at least 32 pixels')
  .max(2048, 'give at most 2048 pixels: time and memory grow with its square')
  .multipleOf(32, 'give a multiple of 32, such as 320, 768 or 1024');

function numbers(text: string): number[] {
  return text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
}

const channels = (each: z.ZodNumber) =>
  z
    .string()
    .transform(numbers)
    .pipe(z.tuple([each, each, each], THREE));
const THREE = 'give three numbers for red, green and blue, such as 0.485,0.456,0.406';
const mean = channels(z.number(THREE));
const deviation = channels(z.number(THREE).positive('give three numbers above 0: the input is divided by them'));

const PLACES = 'give the places of the unsafe outputs, counted from 0, such as 1 or 1,3,4';
const outputs = z
  .string()
  .transform(numbers)
  .pipe(z.array(z.number(PLACES).int(PLACES).min(0, PLACES)));

/** In place of a path: no model looks for the subject, not even the one that comes with Proofsheet. */
export const NO_MODEL = 'none';

/** The operator's models, by path. All of it is optional. */
export const visionConfigSchema = z.object({
  /** Finds and cuts out any subject in place of the built-in one: U2-Net, IS-Net or BiRefNet as ONNX; or `none`. */
  cutoutModel: path.optional(),
  /** Side of its input in pixels, for a model that takes any size. */
  cutoutModelSize: side.optional(),
  /** How its input is normalised, for channels from 0 to 1. */
  cutoutModelMean: mean.optional(),
  cutoutModelStd: deviation.optional(),
  /** The longest that one run of a model may take, loading included. */
  cutoutSeconds: z.coerce
    .number('give a number of seconds')
    .min(1, 'give at least 1 second')
    .max(600, 'give at most 600 seconds')
    .default(60),
  /** The most memory that the process of one model may hold. */
  cutoutMemoryMb: z.coerce
    .number('give a number of megabytes')
    .int('give a whole number of megabytes')
    .min(256, 'give at least 256: the runtime alone needs about 100')
    .default(3000),
  /** An image classifier as ONNX. */
  nsfwModel: path.optional(),
  nsfwModelSize: side.optional(),
  nsfwModelMean: mean.optional(),
  nsfwModelStd: deviation.optional(),
  /** Its unsafe outputs, counted from 0. */
  nsfwModelOutputs: outputs.optional(),
});
export type VisionConfig = z.output<typeof visionConfigSchema>;

/** As an operator gives it. */
export const visionSlice = {
  schema: visionConfigSchema,
  variables: {
    cutoutModel: 'CUTOUT_MODEL',
    cutoutModelSize: 'CUTOUT_MODEL_SIZE',
    cutoutModelMean: 'CUTOUT_MODEL_MEAN',
    cutoutModelStd: 'CUTOUT_MODEL_STD',
    cutoutSeconds: 'CUTOUT_SECONDS',
    cutoutMemoryMb: 'CUTOUT_MEMORY_MB',
    nsfwModel: 'NSFW_MODEL',
    nsfwModelSize: 'NSFW_MODEL_SIZE',
    nsfwModelMean: 'NSFW_MODEL_MEAN',
    nsfwModelStd: 'NSFW_MODEL_STD',
    nsfwModelOutputs: 'NSFW_MODEL_OUTPUTS',
  },
} as const;
