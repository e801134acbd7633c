import { blankCanvas, type Canvas, type Rgb, randomFrom } from '@proofsheet/raster';
import type { GroundSize } from './ground-size.ts';

/** Beams from the light to the edges; their number and where the first one points come from the seed. */
const FEWEST = 13;
const MORE = 4;
/** The share of the circle that beams take: less than half, so that the field is more than they are. */
const SHARE = 0.46;

/** The picture is drawn in blocks of so many pixels each way: most lie wholly within a beam or between two. */
const BLOCK = 8;
/** Pixels from the middle of a block beyond which no edge crosses it. */
const CLEAR = 7;
/** Pixels from the light beyond which no block has more than one edge. */
const APART = 64;

/** A sunburst: beams in the tone beside the field, with edges a pixel soft. */
export function drawRays({ width, height, light, seed }: GroundSize, field: Rgb, beam: Rgb): Canvas {
  const random = randomFrom(seed);
  const turn = (Math.PI * 2) / (FEWEST + Math.floor(random() * MORE));
  const first = random() * turn;
  const [middleX, middleY] = [light.x * width, light.y * height];
  const canvas = blankCanvas(width, height, field);
  for (let top = 0; top < height; top += BLOCK) {
    for (let left = 0; left < width; left += BLOCK) {
      const [across, down] = [left + BLOCK / 2 - middleX, top + BLOCK / 2 - middleY];
      const { inside, edge } = nearestBeam(across, down, turn, first);
      if (inside < -CLEAR) continue;
      const near = Math.hypot(across, down) < APART;
      const [cos, sin] = [Math.cos(edge.angle) * edge.side, Math.sin(edge.angle) * edge.side];
      const [right, bottom] = [Math.min(width, left + BLOCK), Math.min(height, top + BLOCK)];
      if (inside > CLEAR) {
        for (let y = top; y < bottom; y++) fillRow(canvas, y, left, right, beam);
        continue;
      }
      for (let y = top; y < bottom; y++) {
        const dy = y + 0.5 - middleY;
        for (let x = left, to = (y * width + left) * 3; x < right; x++, to += 3) {
          const dx = x + 0.5 - middleX;
          const within = near ? nearestBeam(dx, dy, turn, first).inside : sin * dx - cos * dy;
          const share = Math.min(1, Math.max(0, within + 0.5));
          canvas.data[to] = field.r + (beam.r - field.r) * share + 0.5;
          canvas.data[to + 1] = field.g + (beam.g - field.g) * share + 0.5;
          canvas.data[to + 2] = field.b + (beam.b - field.b) * share + 0.5;
        }
      }
    }
  }
  return canvas;
}

function fillRow({ width, data }: Canvas, y: number, left: number, right: number, { r, g, b }: Rgb): void {
  for (let at = (y * width + left) * 3, end = (y * width + right) * 3; at < end; at += 3) {
    data[at] = r;
    data[at + 1] = g;
    data[at + 2] = b;
  }
}

/**
 * How far inside the nearest beam a point lies that is so far from the light, in pixels along its circle; and the edge of
 * that beam that is nearest: its direction, and on which side of it the beam lies.
 */
function nearestBeam(across: number, down: number, turn: number, first: number) {
  const angle = Math.atan2(down, across);
  const offset = ((angle - first + Math.PI * 4) % turn) - turn / 2;
  const side = offset < 0 ? -1 : 1;
  const within = (turn * SHARE) / 2 - Math.abs(offset);
  return { inside: within * Math.hypot(across, down), edge: { angle: angle + within * side, side } };
}
