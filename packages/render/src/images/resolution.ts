import {
  type Analysis,
  type Format,
  type FormatChoice,
  formatOf,
  type GenerationKind,
  LIMITS,
  type Recipe,
} from '@proofsheet/domain';

/** What an order makes of its images. */
export interface Demand {
  readonly formats: readonly Format[];
  /** How many times closer than usual crops are likely to be. */
  readonly zoom?: number;
  /** Whether each image is shown in one picture only. */
  readonly once: boolean;
}

/** A crop zooms in on faces that are smaller than this share of its height. */
export const SMALL_FACE = 0.16;
/** A crop zooms in on eyes that are lower than this share of its height, so that less is shown below them. */
export const LOW_EYES = 0.45;
export const MOST_FACE_ZOOM = 1.6;
/** A crop zooms in on a thing of which the longer side is smaller than this share of it: a car in a desert. */
export const SMALL_THING = 0.34;
export const MOST_THING_ZOOM = 1.8;
/** But it enlarges a file no more than this many times to do so. */
export const MOST_ENLARGED = 1.2;

/** How many times larger the crop `closer` shows a photograph. */
export const CLOSER_ZOOM = 1.2;

/** The scale at which a framed image is decoded; 1 is its stored size. */
export function framedScale(
  { width, height, picture, faces, subject }: Analysis,
  { formats, zoom = 1 }: Omit<Demand, 'once'>,
): number {
  const across = width * (picture?.width ?? 1);
  const down = height * (picture?.height ?? 1);
  const covering = Math.max(...formats.map((format) => Math.max(format.width / across, format.height / down)));
  const isClose = faces[0] === undefined || (faces[0].height >= SMALL_FACE && faces[0].eyes.left.y < LOW_EYES);
  const isLarge = subject?.kind !== 'one' || Math.max(subject.box.width, subject.box.height) >= SMALL_THING;
  return covering * zoom * Math.max(isClose ? 1 : MOST_FACE_ZOOM, isLarge ? 1 : MOST_THING_ZOOM);
}

/** Variations of one picture may use the closer crop. */
export function zoomFor(like: Recipe | undefined): number {
  return like ? CLOSER_ZOOM : 1;
}

/** The parts of an order that decide how large its images are decoded. */
interface SizedOrder {
  readonly kind: GenerationKind;
  readonly formats: readonly FormatChoice[];
  readonly like?: Recipe | undefined;
}

/** Whether an order decodes an image no larger than its proxy: then the master need not be read. */
export function proxySuffices(analysis: Analysis, order: SizedOrder): boolean {
  return sideWanted(analysis, order) <= LIMITS.proxySide;
}

/** The longer side, in pixels, at which an order decodes an image. */
export function sideWanted(analysis: Analysis, { kind, formats, like }: SizedOrder): number {
  const demand = { formats: formats.map((choice) => formatOf(choice, kind)), zoom: zoomFor(like) };
  return Math.ceil(Math.max(analysis.width, analysis.height) * Math.min(1, framedScale(analysis, demand)));
}
