import {
  type Analysis,
  type Format,
  type FormatChoice,
  formatOf,
  type GenerationKind,
  LIMITS,
  type Recipe,
} from '@proofsheet/domain';

/** What pictures are to be made of the images. */
export interface Demand {
  readonly formats: readonly Format[];
  /** How much closer than usual crops are likely to be. */
  readonly nearest?: number;
  /** One picture only. */
  readonly once: boolean;
}

/** Faces smaller than this share of a crop's height are brought nearer, but no nearer than so many times. */
export const NEAR_FACE = 0.16;
export const NEAREST = 1.6;
/** Eyes are not to stand lower than this share of a crop's height; what is below them is left out, down to NEAREST. */
export const LOW_EYES = 0.45;

/** The crop `closer` shows a picture so much larger. */
export const CLOSER = 1.2;

/** In what size an image is decoded that is shown in its frame: 1 is as it is stored. */
export function framedScale(
  { width, height, faces }: Analysis,
  { formats, nearest = 1 }: Omit<Demand, 'once'>,
): number {
  const covering = Math.max(...formats.map((format) => Math.max(format.width / width, format.height / height)));
  const near = faces[0] === undefined || (faces[0].height >= NEAR_FACE && faces[0].eyes.left.y < LOW_EYES);
  return covering * nearest * (near ? 1 : NEAREST);
}

/** Variations of one picture show it closer. */
export function nearestFor(like: Recipe | undefined): number {
  return like ? CLOSER : 1;
}

/** What of an order decides how large its images are decoded. */
interface SizedOrder {
  readonly kind: GenerationKind;
  readonly formats: readonly FormatChoice[];
  readonly like?: Recipe | undefined;
}

/** Whether an order decodes an image in no larger size than its proxy has: then the master need not be read. */
export function proxySuffices(analysis: Analysis, order: SizedOrder): boolean {
  return sideWanted(analysis, order) <= LIMITS.proxySide;
}

/** The longest side, in pixels, in which an order decodes an image. */
export function sideWanted(analysis: Analysis, { kind, formats, like }: SizedOrder): number {
  const wanted = { formats: formats.map((choice) => formatOf(choice, kind)), nearest: nearestFor(like) };
  return Math.ceil(Math.max(analysis.width, analysis.height) * Math.min(1, framedScale(analysis, wanted)));
}
