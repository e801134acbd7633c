/**
 * BlazeFace, "back" model: one pass over one square of an image. Input 256x256, -1 to 1. Output: a score, a box and six
 * points for each of 896 anchors, relative to the anchor, in pixels of the input.
 */
import type { Point } from '@proofsheet/domain';
import sharp from 'sharp';
import type { Pixels } from '../planes/pixels.ts';
import { runModel } from './models.ts';

/** A face, in pixels of the image. */
export interface Detection {
  /** 0 to 1. */
  readonly score: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** As the person names them: the right eye is on the left of an image that is not mirrored. */
  readonly points: Readonly<Record<(typeof POINTS)[number], Point>>;
}

/** The part of an image that the model is given, in pixels. What lies beyond the right and the lower edge is black. */
export interface Square {
  readonly left: number;
  readonly top: number;
  readonly side: number;
  /** The model is given it mirrored; detections are in pixels of the image all the same. */
  readonly mirrored?: boolean;
}

const INPUT = 256;
const POINTS = ['rightEye', 'leftEye', 'nose', 'mouth', 'rightEar', 'leftEar'] as const;
/** The names of the same points where the person is mirrored. */
const MIRRORED_POINTS = ['leftEye', 'rightEye', 'nose', 'mouth', 'leftEar', 'rightEar'] as const;
const FIRST_POINT = 4;
const VALUES = FIRST_POINT + 2 * POINTS.length;

/** Two grids of anchors, with the names of the model's outputs for each. */
const GRIDS = [
  { side: 16, anchors: 2, scores: 'Identity', boxes: 'Identity_2' },
  { side: 8, anchors: 6, scores: 'Identity_1', boxes: 'Identity_3' },
] as const;

/** One detection for every anchor that scores at least `leastScore`: many for one face. Throws `VisionUnavailable`. */
export async function detectFaces(image: Pixels, square: Square, leastScore: number): Promise<Detection[]> {
  const outputs = await runModel('blazeface', await inputOf(image, square), [1, INPUT, INPUT, 3]);
  // The model gives log-odds.
  const threshold = Math.log(leastScore / (1 - leastScore));
  const detections: Detection[] = [];
  for (const { side, anchors, scores, boxes } of GRIDS) {
    const odds = outputs[scores]?.data as Float32Array;
    const values = outputs[boxes]?.data as Float32Array;
    for (let at = 0; at < odds.length; at += 1) {
      const logOdds = odds[at] as number;
      if (logOdds < threshold) continue;
      const cell = Math.floor(at / anchors);
      const anchor = { x: ((cell % side) + 0.5) / side, y: (Math.floor(cell / side) + 0.5) / side };
      const score = 1 / (1 + Math.exp(-logOdds));
      detections.push(detectionOf(values.subarray(at * VALUES, (at + 1) * VALUES), anchor, score, square));
    }
  }
  return detections;
}

function detectionOf(values: Float32Array, anchor: Point, score: number, square: Square): Detection {
  const { left, top, side, mirrored = false } = square;
  const scale = side / INPUT;
  const pointAt = (index: number): Point => {
    const x = anchor.x * side + (values[index] as number) * scale;
    const y = anchor.y * side + (values[index + 1] as number) * scale;
    return { x: left + (mirrored ? side - x : x), y: top + y };
  };
  const centre = pointAt(0);
  const width = (values[2] as number) * scale;
  const height = (values[3] as number) * scale;
  const names = mirrored ? MIRRORED_POINTS : POINTS;
  const points = Object.fromEntries(names.map((name, at) => [name, pointAt(FIRST_POINT + 2 * at)]));
  return {
    score,
    left: centre.x - width / 2,
    top: centre.y - height / 2,
    width,
    height,
    points: points as Detection['points'],
  };
}

async function inputOf({ data, width, height, channels }: Pixels, square: Square): Promise<Float32Array> {
  const { left, top, side, mirrored = false } = square;
  const inside = { left, top, width: Math.min(side, width - left), height: Math.min(side, height - top) };
  const scaled = (length: number) => Math.max(1, Math.round((length * INPUT) / side));
  const [across, down] = [scaled(inside.width), scaled(inside.height)];
  const pixels = await sharp(data, { raw: { width, height, channels } })
    .extract(inside)
    .resize(across, down, { fit: 'fill', kernel: 'linear' })
    .removeAlpha()
    .raw()
    .toBuffer();
  const input = new Float32Array(INPUT * INPUT * 3).fill(-1);
  for (let y = 0, from = 0; y < down; y += 1) {
    for (let x = 0; x < across; x += 1, from += 3) {
      const to = (y * INPUT + (mirrored ? INPUT - 1 - x : x)) * 3;
      input[to] = (pixels[from] as number) / 127.5 - 1;
      input[to + 1] = (pixels[from + 1] as number) / 127.5 - 1;
      input[to + 2] = (pixels[from + 2] as number) / 127.5 - 1;
    }
  }
  return input;
}
