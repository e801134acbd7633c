import type { Mask } from '@proofsheet/raster';
import { type BorderStatistics, borderStatistics, framePixels } from '../ground/border.ts';
import { surfacePlanes } from '../ground/cubic-surface.ts';
import { fitSurface } from '../ground/fit-surface.ts';
import { withHorizon } from '../ground/horizon.ts';
import { segmentSubject } from '../ground/segment-subject.ts';
import { matte } from '../matte/matte.ts';
import { components, type Flags } from '../planes/flood.ts';
import { halfSize } from '../planes/half-size.ts';
import { COLOURED, type LabPlanes, oklabOf } from '../planes/oklab.ts';
import type { Pixels } from '../planes/pixels.ts';
import { withScratch } from '../planes/scratch.ts';

/** Longest side of the copy in which subject and ground are told apart; the edge is then drawn in the whole image. */
const WORK_SIDE = 512;
const LEAST_SIDE = 32;

/** A ground is plain where the frame of the image is one smooth surface and noise. */
const LEAST_GROUND = 0.78;
const MOST_UNEVEN = 0.012;
const MOST_TEXTURE = 0.011;
const MOST_NOISE = 0.045;

/** A plausible subject is this large a share of the image, has few components, and runs out of one side at most. */
const LEAST_AREA = 0.006;
const MOST_AREA = 0.88;
const MOST_COMPONENTS = 12;
/** Smallest component that counts, as a share of the largest. */
const LEAST_COMPONENT = 0.02;
const MOST_OF_A_SIDE = 0.75;
const LEAST_TOUCH = 0.02;

/**
 * Factor on the agreement of a grey image: there a shadow and a subject differ in lightness alone, so edges must
 * confirm more.
 */
const GREY_DOUBT = 0.7;

export type PlainGroundResult =
  | { readonly mask: Mask; readonly agreement: number }
  | { readonly refused: 'ground_not_plain' | 'cutout_implausible'; readonly message: string };

/**
 * Finds the subject before a plain ground without a model. The image is RGB, its longest side at most 1024. Refused
 * where the frame of the image is not one smooth colour (`ground_not_plain`), or where the rest can hardly be a subject
 * (`cutout_implausible`). `agreement`, 0 to 1, is how well the edges of the image confirm the subject.
 */
export function plainGroundMask(image: Pixels): PlainGroundResult {
  if (Math.min(image.width, image.height) < LEAST_SIDE) {
    return { refused: 'cutout_implausible', message: `No side under ${LEAST_SIDE} pixels can be cut out.` };
  }
  return withScratch(() => maskBeforeGround(image));
}

function maskBeforeGround(image: Pixels): PlainGroundResult {
  const factor = Math.max(image.width, image.height) > WORK_SIDE ? 2 : 1;
  const work = factor === 2 ? halfSize(image) : image;
  const lab = oklabOf(work);
  const cubic = surfacePlanes(fitSurface(lab, framePixels(work.width, work.height)), work.width, work.height);
  const surface = withHorizon(lab, cubic);
  const border = borderStatistics(lab, surface);
  const uneven = unevenGround(border);
  if (uneven) return { refused: 'ground_not_plain', message: uneven };
  const { subject, shadow, agreement } = segmentSubject(lab, surface, border.noise);
  const implausible = implausibleSubject(subject, work.width, work.height);
  if (implausible) return { refused: 'cutout_implausible', message: implausible };
  const trust = isGrey(lab) ? GREY_DOUBT : 1;
  const mask = matte(image, { work, factor, subject, shadow, noise: border.noise });
  return { mask, agreement: agreement * trust };
}

function isGrey({ a, b }: LabPlanes): boolean {
  let coloured = 0;
  for (let at = 0; at < a.length; at += 1) {
    if ((a[at] as number) ** 2 + (b[at] as number) ** 2 >= COLOURED.chroma ** 2) coloured += 1;
  }
  return coloured < COLOURED.share * a.length;
}

function unevenGround({ noise, ground, unevenness, texture }: BorderStatistics): string | undefined {
  if (ground < LEAST_GROUND) {
    return `Only ${percent(ground)} of the border of the image has the ground's colour.`;
  }
  if (unevenness > MOST_UNEVEN || texture > MOST_TEXTURE || noise > MOST_NOISE) {
    return 'The border of the image is textured, not plain.';
  }
  return undefined;
}

function implausibleSubject(subject: Flags, width: number, height: number): string | undefined {
  const { found } = components(subject, width);
  const areas = found.map((component) => component.area);
  const area = areas.reduce((sum, one) => sum + one, 0) / subject.length;
  if (area < LEAST_AREA) return 'Nothing large enough stands out from the ground.';
  if (area > MOST_AREA) return `The subject would be ${percent(area)} of the image.`;
  const largest = Math.max(...areas);
  const parts = areas.filter((one) => one >= LEAST_COMPONENT * largest).length;
  if (parts > MOST_COMPONENTS) return `The subject would fall into ${parts} parts.`;
  const corners = [0, width - 1, (height - 1) * width, height * width - 1];
  if (corners.some((at) => subject[at] === 1)) return 'A corner of the image differs from its ground.';
  const touched = touchedSides(subject, width, height);
  const most = Math.max(...touched);
  if (most > MOST_OF_A_SIDE) return `The subject would run along ${percent(most)} of a side of the image.`;
  if (touched.filter((share) => share > LEAST_TOUCH).length > 1) return 'The subject would run out of two sides.';
  return undefined;
}

/** The share of each side along which the subject runs out of the image: left, right, top, bottom. */
function touchedSides(subject: Flags, width: number, height: number): number[] {
  const along = (start: number, step: number, length: number) => {
    let touched = 0;
    for (let n = 0; n < length; n += 1) touched += subject[start + n * step] as number;
    return touched / length;
  };
  return [
    along(0, width, height),
    along(width - 1, width, height),
    along(0, 1, width),
    along((height - 1) * width, 1, width),
  ];
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
