import { hash } from './noise.ts';

/** Linear light of one ray: red, green, blue, and whether it met the subject (0 or 1). */
export type Sample = readonly [number, number, number, number];

/** Rows `top` to `bottom` of a picture as linear RGBA, colour multiplied by alpha. */
export interface Strip {
  readonly top: number;
  readonly bottom: number;
  readonly pixels: Float32Array;
}

/** Where neighbours differ by more than `contrast`, as many rays as `samples` are sent through a pixel. */
export interface EdgeCare {
  readonly samples: number;
  readonly contrast: number;
}
const FINE: EdgeCare = { samples: 7, contrast: 0.06 };

/** Perceived brightness and coverage: what the eye compares at an edge. */
const tone = (pixels: Float32Array, at: number, channel: number) =>
  Math.sqrt(Math.max(0, pixels[at + channel] ?? 0) / (1 + (pixels[at + channel] ?? 0)));

function isEdge(pixels: Float32Array, width: number, x: number, row: number, contrast: number): boolean {
  const here = (row * width + x) * 4;
  for (const step of [-4, 4, -width * 4, width * 4]) {
    for (let channel = 0; channel < 4; channel++) {
      if (Math.abs(tone(pixels, here, channel) - tone(pixels, here + step, channel)) > contrast) return true;
    }
  }
  return false;
}

/**
 * Draws a strip: one ray a pixel first, then several where neighbours differ. The places of the extra rays
 * come from the pixel's own number, so that a picture never depends on how it was cut into strips.
 */
export function drawStrip(
  width: number,
  top: number,
  bottom: number,
  sample: (x: number, y: number) => Sample,
  { samples, contrast }: EdgeCare = FINE,
): Strip {
  const rows = bottom - top + 2;
  const first = new Float32Array(rows * width * 4);
  for (let row = 0; row < rows; row++) {
    for (let x = 0; x < width; x++) first.set(sample(x + 0.5, top - 1 + row + 0.5), (row * width + x) * 4);
  }
  const pixels = first.slice(width * 4, (rows - 1) * width * 4);
  for (let row = 1; row < rows - 1; row++) {
    for (let x = 1; x < width - 1; x++) {
      if (!isEdge(first, width, x, row, contrast)) continue;
      const y = top - 1 + row;
      const sum = [0, 0, 0, 0];
      for (let k = 0; k < samples; k++) {
        const [dx, dy] = [(k + hash(x, y, k)) / samples, hash(x, y, k + 100)];
        // Very bright single rays would leave dots: each is held to what paper white can show several times over.
        sample(x + dx, y + dy).forEach((value, channel) => {
          sum[channel] = (sum[channel] ?? 0) + Math.min(value, 4) / samples;
        });
      }
      pixels.set(sum, ((row - 1) * width + x) * 4);
    }
  }
  return { top, bottom, pixels };
}
