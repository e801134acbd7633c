import type { Overlay } from '@proofsheet/raster';
import type { Typesetter } from '../engine/takumi.ts';
import type { DrawingLayer } from '../layout/layers.ts';

/** The longer side of a frame in which a layout is looked at before it is composed, in pixels. */
const SIDE = 48;

/** A layer a few dozen pixels wide takes about a millisecond, whatever is on it: each is drawn once, whoever looks at it. */
const drawn = new WeakMap<DrawingLayer, Promise<Overlay>>();

/** The share of its size at which a frame is looked at. */
export function smallScale({ width, height }: { readonly width: number; readonly height: number }): number {
  return SIDE / Math.max(width, height);
}

/** A layer at the small scale of its frame. */
export function smallDrawing(
  layer: DrawingLayer,
  scale: number,
  typesetter: Typesetter,
  signal?: AbortSignal,
): Promise<Overlay> {
  const known = drawn.get(layer) ?? draw(layer, scale, typesetter, signal);
  drawn.set(layer, known);
  return known;
}

async function draw(
  { sheet }: DrawingLayer,
  scale: number,
  typesetter: Typesetter,
  signal: AbortSignal | undefined,
): Promise<Overlay> {
  const data = await typesetter.draw({ ...sheet, scale }, signal);
  return { width: Math.ceil(sheet.width * scale), height: Math.ceil(sheet.height * scale), data };
}
