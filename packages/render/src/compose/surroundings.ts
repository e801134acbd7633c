import { type Box, type Canvas, type Point, type Rgb, release } from '@proofsheet/raster';
import sharp from 'sharp';
import type { Placement } from '../layout/place-image.ts';

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
  const light = await sharp(map.data, { raw: { width: map.width, height: map.height, channels: 1 } })
    .blur(SOFT)
    .linear(1.7, 0)
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  const { width, height, data } = picture;
  const at = (x: number, y: number) => light[y * map.width + x] as number;
  for (let y = 0, to = 0; y < height; y++) {
    const [top, bottom, down] = between(y, height, map.height);
    for (let x = 0; x < width; x++, to += 3) {
      const [left, right, across] = between(x, width, map.width);
      const upper = at(left, top) + (at(right, top) - at(left, top)) * across;
      const lower = at(left, bottom) + (at(right, bottom) - at(left, bottom)) * across;
      const keep = LEFT + ((1 - LEFT) * (upper + (lower - upper) * down)) / 255;
      data[to] = shade.r + ((data[to] as number) - shade.r) * keep + 0.5;
      data[to + 1] = shade.g + ((data[to + 1] as number) - shade.g) * keep + 0.5;
      data[to + 2] = shade.b + ((data[to + 2] as number) - shade.b) * keep + 0.5;
    }
  }
  release(light);
}

/** The two pixels of the map that a pixel of the picture lies between, and how near it is to the second. */
function between(at: number, length: number, count: number): [first: number, next: number, share: number] {
  const place = Math.min(count - 1, Math.max(0, ((at + 0.5) / length) * count - 0.5));
  const first = Math.floor(place);
  return [first, Math.min(count - 1, first + 1), place - first];
}
