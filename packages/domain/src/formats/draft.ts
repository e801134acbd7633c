import type { Format, PixelZone } from './catalogue.ts';

/** As many pixels as 640x360 has: small strips and squares stay as they are. */
const DRAFT_PIXELS = 640 * 360;

/** The format at the size in which it is drawn while somebody edits: the same composition in fewer pixels, without a cap. */
export function draftOf(format: Format): Format {
  const scale = Math.min(1, Math.sqrt(DRAFT_PIXELS / (format.width * format.height)));
  if (scale === 1) return { ...format, maxBytes: Number.POSITIVE_INFINITY };
  const [width, height] = [side(format.width, scale), side(format.height, scale)];
  return {
    ...format,
    width,
    height,
    scale,
    maxBytes: Number.POSITIVE_INFINITY,
    reserved: format.reserved.map(scaled(scale)),
  };
}

function side(length: number, scale: number): number {
  return Math.max(1, Math.round(length * scale));
}

function scaled(scale: number) {
  return ({ x, y, width, height }: PixelZone): PixelZone => ({
    x: Math.round(x * scale),
    y: Math.round(y * scale),
    width: Math.round(width * scale),
    height: Math.round(height * scale),
  });
}
