import type { OutputMediaType } from '@proofsheet/domain';
import type { Canvas } from '@proofsheet/raster';
import { type GivenUp, LADDERS, type Rung } from './ladders.ts';
import { search } from './search.ts';

export interface EncodedImage {
  readonly bytes: Buffer;
  /** The encoder's setting; 100 is lossless. For a palette it says how close its colours are. */
  readonly quality: number;
  /** What was given up to stay under the cap: nothing for nearly every picture. */
  readonly gaveUp: readonly GivenUp[];
}

/**
 * Encodes under the cap, giving up as little as possible: on the first rung of the media type's ladder that can be
 * small enough, at the highest quality that is. When even the last rung's least quality is over the cap, that is
 * returned. The same canvas makes the same bytes. An AVIF may take seconds: the signal is honoured between two
 * encodings.
 */
export async function encode(
  canvas: Canvas,
  mediaType: OutputMediaType,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<EncodedImage> {
  const ladder = LADDERS[mediaType];
  let timesTooLarge = 1;
  let found: EncodedImage | undefined;
  for (const rung of ladder) {
    if (!isWorthIt(rung, canvas, timesTooLarge)) continue;
    found = await bestUnder(rung, canvas, maxBytes, signal);
    if (found && found.bytes.length <= maxBytes) return found;
    timesTooLarge = found ? found.bytes.length / maxBytes : Number.POSITIVE_INFINITY;
  }
  const last = ladder.at(-1) ?? ladder[0];
  return found ?? encodeAt(last, canvas, last.least, signal);
}

function isWorthIt(rung: Rung, { width, height }: Canvas, timesTooLarge: number): boolean {
  const { mostPixels = Number.POSITIVE_INFINITY, worthUpTo = Number.POSITIVE_INFINITY } = rung;
  return width * height <= mostPixels && timesTooLarge <= worthUpTo;
}

/** How many times larger than its share of the cap a sample may be: the whole may compress better. */
const SAMPLE_TOLERANCE = 1.15;

/**
 * The rung's highest quality under the cap, or one that looks the same; its least quality when none is under the cap. A
 * large canvas is searched on a sample first, so that the whole is encoded only two or three times, and not at all
 * (undefined) when the sample shows that the rung cannot be small enough.
 */
async function bestUnder(
  rung: Rung,
  canvas: Canvas,
  maxBytes: number,
  signal: AbortSignal | undefined,
): Promise<EncodedImage | undefined> {
  const whole = (quality: number) => encodeAt(rung, canvas, quality, signal);
  const sample = sampleOf(canvas);
  if (!sample || rung.best === rung.least) return search(whole, rung, maxBytes);
  if (rung.freeAtBest) {
    const usual = await whole(rung.best);
    if (usual.bytes.length <= maxBytes) return usual;
  }
  const share = (maxBytes * sample.height) / canvas.height;
  const expected = await search((quality) => encodeAt(rung, sample, quality, signal), rung, share);
  if (expected.bytes.length > share * SAMPLE_TOLERANCE) return undefined;
  return search(whole, rung, maxBytes, expected.quality);
}

async function encodeAt(
  rung: Rung,
  canvas: Canvas,
  quality: number,
  signal: AbortSignal | undefined,
): Promise<EncodedImage> {
  signal?.throwIfAborted();
  const bytes = await rung.encode(canvas, quality);
  return { bytes, quality, gaveUp: rung.freeAtBest && quality === rung.best ? [] : rung.gaveUp };
}

/** The number of pixels below which a search on the whole canvas is quick enough. */
const LARGE = 1_500_000;
/** The rows of a band: as many as the largest block of any encoder has. */
const BAND = 64;
/** One band in this many is sampled. */
const BAND_STRIDE = 6;

/** Bands from all over a large canvas, one below the other; undefined for a canvas that is not large. */
export function sampleOf({ width, height, data }: Canvas): Canvas | undefined {
  const count = Math.floor(height / (BAND * BAND_STRIDE));
  if (width * height < LARGE || count < 2) return undefined;
  const bandBytes = BAND * width * 3;
  const sample = new Uint8Array(count * bandBytes);
  for (let band = 0; band < count; band++) {
    const row = Math.floor(((band + 0.5) * height) / count - BAND / 2);
    sample.set(data.subarray(row * width * 3, row * width * 3 + bandBytes), band * bandBytes);
  }
  return { width, height: count * BAND, data: sample };
}
