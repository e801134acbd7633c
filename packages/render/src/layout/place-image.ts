import type { Crop, Format } from '@proofsheet/domain';
import { type Box, clip, type Point } from '@proofsheet/raster';
import { lookOf } from '../images/heads.ts';
import type { Photograph } from '../images/photographs.ts';
import { CLOSER } from '../images/resolution.ts';
import type { Side } from '../images/sources.ts';
import { isCutout, type Picture } from '../templates/manifest.ts';
import { placeCutout } from './place-cutout.ts';
import { cropFor } from './place-photo.ts';

/** Where a picture comes to stand. */
export interface Placement {
  /** The part of the photograph that is shown, in its pixels. */
  readonly crop: Box;
  /** Where that part is, in pixels of the frame; it may reach out of it. */
  readonly box: Box;
  /** Where a cut-out ends because its image ends: nothing is cast beyond. */
  readonly cutOff: ReadonlySet<Side>;
  /** What the eye looks for, in pixels of the frame. */
  readonly focus: Point;
  /** All faces from brows to chin, in pixels of the frame, whether they are seen or not. */
  readonly faces: readonly Box[];
  /** Of the faces, those that the frame or the box cuts through, or that are left out though they are no smaller than others. */
  readonly cutFaces: number;
  /** Whether a cut-out ends in the air where its image cut it off. */
  readonly endsInAir: boolean;
  readonly looks: 'left' | 'right' | undefined;
}

export interface PictureBox {
  readonly picture: Picture;
  readonly box: Box;
  /** What the template says of the image; lengths and places are in hundredths. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Places a picture in the box that a template has for it. */
export function placePicture(
  place: PictureBox,
  photo: Photograph,
  { format, flip, crop: chosen }: { readonly format: Format; readonly flip: boolean; readonly crop: Crop },
): Placement {
  const nearer = chosen === 'closer' && place.picture !== 'backdrop' ? CLOSER : 1;
  if (isCutout(place.picture)) {
    const { crop, box, endsInAir } = placeCutout(heightened(place.box, nearer), photo, format);
    return placed(photo, crop, box, format, endsInAir);
  }
  const aimX = share(place.attributes['data-aim-x'], 50);
  const aim = { x: flip ? 1 - aimX : aimX, y: share(place.attributes['data-aim-y'], 42) };
  const crop = cropFor(photo, place.box, aim, share(place.attributes['data-zoom'], 100) * nearer);
  return placed(photo, crop, place.box, format, false);
}

/** Stands on the same foot, on the same axis. */
function heightened({ x, y, width, height }: Box, by: number): Box {
  return { x: x - (width * (by - 1)) / 2, y: y - height * (by - 1), width: width * by, height: height * by };
}

function placed(photo: Photograph, crop: Box, box: Box, format: Format, endsInAir: boolean): Placement {
  const [across, down] = [box.width / crop.width, box.height / crop.height];
  const toFrame = ({ x, y }: Point) => ({ x: box.x + (x - crop.x) * across, y: box.y + (y - crop.y) * down });
  const faces = photo.heads.map(({ face }) => ({
    ...toFrame(face),
    width: face.width * across,
    height: face.height * down,
  }));
  const seen = clip(box, { x: 0, y: 0, width: format.width, height: format.height });
  return {
    ...{ crop, box, faces, endsInAir },
    cutOff: photo.cutOff,
    focus: toFrame(photo.focus),
    cutFaces: cutFaces(faces, seen),
    looks: lookOf(photo.heads),
  };
}

/** A face of less than this share of the largest is somebody in the background. */
const COUNTS = 0.6;

/** A sliver outside is forehead or ear; of bystanders, a sliver inside is nothing that anyone sees. */
function cutFaces(faces: readonly Box[], seen: Box): number {
  const tallest = Math.max(0, ...faces.map(({ height }) => height));
  return faces.filter((face) => {
    const share = areaOf(clip(face, seen)) / areaOf(face);
    return share < 0.96 && (share > 0.04 || face.height > tallest * COUNTS);
  }).length;
}

function areaOf({ width, height }: Box): number {
  return width * height;
}

function share(percent: string | undefined, otherwise: number): number {
  return Number(percent ?? otherwise) / 100;
}
