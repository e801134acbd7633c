import { type Box, boxAround, type Canvas, clip } from '@proofsheet/raster';
import type { ImageLayer, Layout } from '../layout/layers.ts';
import { isCutout } from '../templates/manifest.ts';

/** The pictures of subjects, without a backdrop. */
export function picturesOf({ layers }: Layout): ImageLayer[] {
  return layers.flatMap((layer) => (layer.type === 'image' && layer.slot !== 'backdrop' ? [layer] : []));
}

/**
 * How far what the picture is about reaches along the frame: the larger of the shares of its width and height.
 * Undefined without a picture, and of photographs in which nothing in particular was found: all of them may be it.
 */
export function reachOf(layout: Layout): number | undefined {
  const { width, height } = layout.setting.format;
  const frame = { x: 0, y: 0, width, height };
  const boxes = picturesOf(layout).flatMap((picture) => {
    const box = subjectBox(picture);
    return box ? [clip(box, frame)] : [];
  });
  if (boxes.length === 0) return undefined;
  const all = boxAround(boxes);
  return Math.max(all.width / width, all.height / height);
}

/** Where the subject of a picture is seen: its spots, the people of a portrait, or all of a cut-out. */
function subjectBox({ slot, placement: { box, spots, bust, faces } }: ImageLayer): Box | undefined {
  const points = spots.length > 0 ? spots : bust;
  if (points.length > 0) return boxAround(points.map(({ x, y }) => ({ x, y, width: 0, height: 0 })));
  if (faces.length > 0) return boxAround(faces);
  return isCutout(slot) ? box : undefined;
}

/** Along each side of a photograph, at so many places, its light is read. */
const READINGS = 64;
/** The share of its middle that is darker than the light by which it is judged: a lamp in the dark lights nothing. */
const ALL_BUT = 0.9;
/** Of its sides: a round photograph has none of it in the corners of its box. */
const MIDDLE = 0.7;

/**
 * The light in the darkest of the photographs that are shown with their ground, 0 to 255: what all but the brightest tenth
 * of its middle stays below. Undefined without such a photograph: a page is as dark as its author wants it.
 */
export function lightIn(layout: Layout, canvas: Canvas): number | undefined {
  const frame = { x: 0, y: 0, width: canvas.width, height: canvas.height };
  const lights = picturesOf(layout)
    .filter(({ slot, photo }) => !isCutout(slot) && !photo.isPage)
    .map(({ placement }) => lightOf(canvas, clip(placement.box, frame)));
  return lights.length > 0 ? Math.min(...lights) : undefined;
}

function lightOf({ data, width }: Canvas, box: Box): number {
  const along = (from: number, length: number) =>
    Array.from({ length: READINGS }, (_, at) =>
      Math.floor(from + length * ((1 - MIDDLE) / 2 + ((at + 0.5) / READINGS) * MIDDLE)),
    );
  const columns = along(box.x, box.width);
  const levels = along(box.y, box.height).flatMap((y) =>
    columns.map((x) => {
      const at = (y * width + x) * 3;
      return (data[at] as number) * 0.299 + (data[at + 1] as number) * 0.587 + (data[at + 2] as number) * 0.114;
    }),
  );
  return Uint8Array.from(levels).sort()[Math.floor(levels.length * ALL_BUT)] as number;
}
