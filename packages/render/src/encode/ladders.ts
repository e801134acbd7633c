import type { OutputMediaType } from '@proofsheet/domain';
import type { Canvas } from '@proofsheet/raster';
import sharp from 'sharp';

/**
 * What an encoder had to give up to stay under a cap: `quality` in its setting, `speed` by working harder, `colours` by
 * drawing from a palette, `detail` by smoothing first.
 */
export type GivenUp = 'quality' | 'speed' | 'colours' | 'detail';

/** One way to encode, over a range of qualities. The bytes grow with the quality, if only roughly. */
export interface Rung {
  readonly best: number;
  readonly least: number;
  readonly gaveUp: readonly GivenUp[];
  /** Whether nothing is given up at the best quality. */
  readonly freeAtBest?: boolean;
  /** It is skipped for pictures of more pixels: it would take too long. */
  readonly mostPixels?: number;
  /** It is skipped where the rung before it was more than this many times too large. */
  readonly worthUpTo?: number;
  encode(canvas: Canvas, quality: number): Promise<Buffer>;
}

// AVIF is cut into as many tiles as there are threads: a fixed number makes the same bytes on every machine.
sharp.concurrency(1);

const open = ({ width, height, data }: Canvas) => sharp(data, { raw: { width, height, channels: 3 } });

const jpeg = (mozjpeg: boolean) => (canvas: Canvas, quality: number) =>
  open(canvas).jpeg({ quality, mozjpeg }).toBuffer();

const webp = (effort: number) => (canvas: Canvas, quality: number) => open(canvas).webp({ quality, effort }).toBuffer();

const avif = (effort: number) => (canvas: Canvas, quality: number) => open(canvas).avif({ quality, effort }).toBuffer();

const fullColour = (adaptiveFiltering: boolean) => (canvas: Canvas) =>
  open(canvas).png({ compressionLevel: 6, adaptiveFiltering }).toBuffer();

/** The quantiser uses as few colours as its quality allows: about 250 at 99, 60 at 60, 30 at 30. */
const palette = (canvas: Canvas, quality: number) => open(canvas).png({ palette: true, quality, effort: 1 }).toBuffer();

/**
 * A palette compresses grain worst of all, so this blurs it away. The radius is a share of the width: type, which grows
 * with the frame, stays sharp.
 */
const smoothPalette = (radius: number, dither: number) => (canvas: Canvas, quality: number) =>
  open(canvas)
    .blur(Math.max(0.5, canvas.width * radius))
    .png({ palette: true, quality, effort: 1, dither })
    .toBuffer();

const fewColours = (colours: number) => (canvas: Canvas) =>
  open(canvas).png({ palette: true, colours, effort: 1, dither: 0 }).toBuffer();

/**
 * The rungs of every media type, from the best that is worth its bytes to the smallest that can be made. Nearly every
 * picture is encoded on the first rung, so that is the quick one: measured at 1280x720, plain JPEG takes 12 ms where
 * mozjpeg takes 60, WebP 60 at effort 2 and 140 at 5, AVIF 70 at effort 0 and 220 at 2. A PNG with adaptive filters is
 * a tenth to a quarter smaller and loses nothing, so it comes before any palette.
 */
export const LADDERS: Readonly<Record<OutputMediaType, readonly [Rung, ...Rung[]]>> = {
  'image/jpeg': [
    { best: 86, least: 40, gaveUp: ['quality'], freeAtBest: true, encode: jpeg(false) },
    { best: 60, least: 1, gaveUp: ['quality', 'speed'], encode: jpeg(true) },
  ],
  'image/webp': [
    { best: 82, least: 35, gaveUp: ['quality'], freeAtBest: true, encode: webp(2) },
    { best: 60, least: 1, gaveUp: ['quality', 'speed'], encode: webp(5) },
  ],
  'image/avif': [
    { best: 62, least: 30, gaveUp: ['quality'], freeAtBest: true, encode: avif(0) },
    { best: 45, least: 10, gaveUp: ['quality', 'speed'], mostPixels: 2_100_000, encode: avif(2) },
    { best: 29, least: 1, gaveUp: ['quality'], encode: avif(0) },
  ],
  'image/png': [
    { best: 100, least: 100, gaveUp: ['quality'], freeAtBest: true, encode: fullColour(false) },
    { best: 100, least: 100, gaveUp: ['speed'], worthUpTo: 1.4, encode: fullColour(true) },
    { best: 99, least: 30, gaveUp: ['colours'], encode: palette },
    { best: 99, least: 10, gaveUp: ['colours', 'detail'], encode: smoothPalette(1 / 3800, 0.5) },
    { best: 99, least: 10, gaveUp: ['colours', 'detail'], encode: smoothPalette(1 / 1250, 0) },
    { best: 3, least: 3, gaveUp: ['colours'], encode: fewColours(16) },
    { best: 2, least: 2, gaveUp: ['colours'], encode: fewColours(4) },
    { best: 1, least: 1, gaveUp: ['colours'], encode: fewColours(2) },
  ],
};
