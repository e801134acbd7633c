import { type Canvas, type Rgb, randomFrom } from '@proofsheet/raster';
import type { GroundSize } from './ground-size.ts';

/** Beams from the light to the edges; their number and where the first one points come from the seed. */
const FEWEST = 13;
const MORE = 4;
/** The share of the circle that beams take: less than half, so that the field is more than they are. */
const SHARE = 0.46;

/** A sunburst: beams in the tone beside the field, with edges a pixel soft. */
export function drawRays({ width, height, light, seed }: GroundSize, field: Rgb, beam: Rgb): Canvas {
  const random = randomFrom(seed);
  const turn = (Math.PI * 2) / (FEWEST + Math.floor(random() * MORE));
  const first = random() * turn;
  const half = (turn * SHARE) / 2;
  const data = new Uint8Array(width * height * 3);
  const [middleX, middleY] = [light.x * width, light.y * height];
  for (let y = 0, to = 0; y < height; y++) {
    const down = y + 0.5 - middleY;
    for (let x = 0; x < width; x++, to += 3) {
      const across = x + 0.5 - middleX;
      const angle = Math.atan2(down, across) - first + Math.PI * 4;
      // How far inside the nearest beam the pixel lies, in pixels along its circle.
      const inside = (half - Math.abs((angle % turn) - turn / 2)) * Math.hypot(across, down);
      const share = Math.min(1, Math.max(0, inside + 0.5));
      data[to] = field.r + (beam.r - field.r) * share + 0.5;
      data[to + 1] = field.g + (beam.g - field.g) * share + 0.5;
      data[to + 2] = field.b + (beam.b - field.b) * share + 0.5;
    }
  }
  return { width, height, data };
}
