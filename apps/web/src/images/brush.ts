/** What strokes are drawn with. */
export interface Brush {
  readonly adds: boolean;
  /** Across, in pixels of the mask. */
  readonly size: number;
  /** How much of it is edge, 0 to 1. */
  readonly softness: number;
}

let tip: { readonly softness: number; readonly canvas: HTMLCanvasElement } | undefined;
const SIDE = 256;

/** One dab, of any size. */
export function brushTip({ softness }: Brush): HTMLCanvasElement {
  if (tip?.softness === softness) return tip.canvas;
  const canvas = Object.assign(document.createElement('canvas'), { width: SIDE, height: SIDE });
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const middle = SIDE / 2;
  const ramp = context.createRadialGradient(middle, middle, 0, middle, middle, middle);
  // Never quite hard, so that no step is seen.
  ramp.addColorStop(Math.min(0.97, 1 - softness), '#fff');
  ramp.addColorStop(1, 'rgb(255 255 255 / 0)');
  context.fillStyle = ramp;
  context.fillRect(0, 0, SIDE, SIDE);
  tip = { softness, canvas };
  return canvas;
}
