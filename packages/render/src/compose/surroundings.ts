import { type Box, type Canvas, enlarge, type Point, type Rgb, release } from '@proofsheet/raster';
import sharp from 'sharp';
import type { Placement } from '../layout/placement.ts';

/** A map of what is the subject, so many pixels long: soft enough that its pixels are never seen. */
const LENGTH = 64;
/** How softly light falls off around the subject, in pixels of the map. */
const SOFT = 5;
/** What is left of the light far from the subject. */
const LEFT = 0.42;

export interface SubjectMap {
  readonly width: number;
  readonly height: number;
  /** 255 on the subject. */
  readonly data: Uint8Array;
}

/**
 * Where the subject is in a placed picture, by its mask; of a portrait its heads and what is below them; else the
 * surroundings of the focus.
 */
export function subjectMap({ box, spots, faces, focus }: Placement): SubjectMap {
  const scale = LENGTH / Math.max(box.width, box.height);
  const map = {
    width: Math.max(1, Math.round(box.width * scale)),
    height: Math.max(1, Math.round(box.height * scale)),
  };
  const data = new Uint8Array(map.width * map.height);
  const mark = (part: Box) => {
    const [left, top] = [Math.floor((part.x - box.x) * scale), Math.floor((part.y - box.y) * scale)];
    const [right, bottom] = [left + Math.ceil(part.width * scale), top + Math.ceil(part.height * scale)];
    for (let y = Math.max(0, top); y < Math.min(map.height, bottom); y++)
      data.fill(255, y * map.width + Math.max(0, left), y * map.width + Math.max(0, Math.min(map.width, right)));
  };
  const spread = Math.max(box.width, box.height) / 26;
  if (spots.length > 0) for (const spot of spots) mark(around(spot, spread, spread));
  else if (faces.length > 0) for (const { x, y, width, height } of faces) mark(bust(x, y, width, height, box));
  else mark(around(focus, box.width * 0.36, box.height * 0.5));
  return { ...map, data };
}

/** A head with its hair, and the shoulders down to the foot of the picture. */
function bust(x: number, y: number, width: number, height: number, box: Box): Box {
  return { x: x - width * 0.5, y: y - height * 0.5, width: width * 2, height: box.y + box.height - y + height * 0.5 };
}

function around({ x, y }: Point, width: number, height: number): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** Whether a point, in shares of the picture's sides, is on the subject. */
export function isMarked({ width, height, data }: SubjectMap, x: number, y: number): boolean {
  return (data[Math.floor(y * height) * width + Math.floor(x * width)] as number) > 0;
}

/** Darkens a placed picture towards the shade, the more the farther from its subject, which stays as it is. */
export async function darkenSurroundings(picture: Canvas, map: SubjectMap, shade: Rgb): Promise<void> {
  const { width, height, data } = picture;
  const soft = await sharp(map.data, { raw: { width: map.width, height: map.height, channels: 1 } })
    .blur(SOFT)
    .linear(1.7 * (1 - LEFT), 255 * LEFT)
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  const kept = enlarge(soft, map, 1, { width, height });
  for (let at = 0, to = 0; at < kept.length; at++, to += 3) {
    // Of 65,536 parts, so that the division is a shift.
    const keep = (kept[at] as number) * 257;
    data[to] = shade.r + ((((data[to] as number) - shade.r) * keep + 32_768) >> 16);
    data[to + 1] = shade.g + ((((data[to + 1] as number) - shade.g) * keep + 32_768) >> 16);
    data[to + 2] = shade.b + ((((data[to + 2] as number) - shade.b) * keep + 32_768) >> 16);
  }
  release(soft, kept);
}
