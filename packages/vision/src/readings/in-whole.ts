import type { Analysis, Box, Face, Point } from '@proofsheet/domain';
import { clip, decodeMask, encodeMask } from '@proofsheet/raster';

const WHOLE: Box = { x: 0, y: 0, width: 1, height: 1 };

/**
 * What was found in a `picture` that is a part of an image, or reaches beyond it, in shares of that image. Nothing lies
 * outside of it: what was found there is the soft edge of something within.
 */
export function inWhole(found: Analysis, picture: Box, { width, height }: { width: number; height: number }): Analysis {
  const place = ({ x, y }: Point): Point => ({ x: picture.x + x * picture.width, y: picture.y + y * picture.height });
  const point = (at: Point): Point => {
    const { x, y } = place(at);
    return { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) };
  };
  const box = (part: Box): Box =>
    clip({ ...place(part), width: part.width * picture.width, height: part.height * picture.height }, WHOLE);
  const face = (one: Face): Face => ({
    ...one,
    ...box(one),
    eyes: { left: point(one.eyes.left), right: point(one.eyes.right) },
    nose: point(one.nose),
    mouth: point(one.mouth),
  });
  const { focus, faces, cutout, subject } = found;
  return {
    ...found,
    ...{ width, height, picture, focus: point(focus), faces: faces.map(face) },
    cutout: cutout && { ...cutout, bounds: box(cutout.bounds) },
    ...(subject
      ? {
          subject: {
            ...subject,
            box: box(subject.box),
            mask: maskInWhole(subject.mask, picture),
            parts: subject.parts.map(box),
          },
        }
      : {}),
  };
}

type KeptMask = NonNullable<Analysis['subject']>['mask'];

/** Cells of the whole image, as many as there were of the part; there is no subject on a rim. */
function maskInWhole(kept: KeptMask, picture: Box): KeptMask {
  const { data, width, height } = decodeMask(kept);
  const cells = new Uint8Array(width * height);
  for (let y = 0, at = 0; y < height; y += 1) {
    const row = Math.floor((((y + 0.5) / height - picture.y) / picture.height) * height);
    for (let x = 0; x < width; x += 1, at += 1) {
      const column = Math.floor((((x + 0.5) / width - picture.x) / picture.width) * width);
      const isInside = row >= 0 && row < height && column >= 0 && column < width;
      cells[at] = isInside ? (data[row * width + column] as number) : 0;
    }
  }
  return encodeMask({ data: cells, width, height });
}
