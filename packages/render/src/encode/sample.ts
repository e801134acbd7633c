import type { Canvas } from '@proofsheet/raster';

/** Below this a search on the whole canvas is quick enough. */
const LARGE = 1_500_000;
/** Rows of a band: as many as the largest block of any encoder has. */
const BAND = 64;
/** One band of so many is taken. */
const EVERY = 6;

/** Bands of a large canvas from its top to its foot, one below the other; undefined for a canvas that is not large. */
export function sampleOf({ width, height, data }: Canvas): Canvas | undefined {
  const count = Math.floor(height / (BAND * EVERY));
  if (width * height < LARGE || count < 2) return undefined;
  const bandBytes = BAND * width * 3;
  const sample = new Uint8Array(count * bandBytes);
  for (let band = 0; band < count; band++) {
    const row = Math.floor(((band + 0.5) * height) / count - BAND / 2);
    sample.set(data.subarray(row * width * 3, row * width * 3 + bandBytes), band * bandBytes);
  }
  return { width, height: count * BAND, data: sample };
}
