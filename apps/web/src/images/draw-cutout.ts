import type { Brush } from './brush.ts';
import type { MaskCanvas, Spot } from './mask-canvas.ts';
import type { View } from './view.ts';

interface Drawn {
  readonly photo: HTMLImageElement;
  readonly mask: MaskCanvas;
  readonly brush: Brush;
  readonly showsRest: boolean;
  readonly stage: { readonly width: number; readonly height: number };
  readonly view: View;
  /** Where the brush is, in pixels of the mask. */
  readonly cursor: Spot | undefined;
}

/** How much of what is cut away is seen. */
const REST = 0.28;

const layer = document.createElement('canvas');

/** The stage itself is see-through: its ground is that of the page. */
export function draw(canvas: HTMLCanvasElement, { photo, mask, brush, showsRest, stage, view, cursor }: Drawn): void {
  const density = Math.min(2, window.devicePixelRatio);
  const [width, height] = [Math.round(stage.width * density), Math.round(stage.height * density)];
  if (width === 0 || height === 0) return;
  for (const one of [canvas, layer])
    if (one.width !== width || one.height !== height) Object.assign(one, { width, height });
  const place = [
    view.x * density,
    view.y * density,
    mask.canvas.width * view.scale * density,
    mask.canvas.height * view.scale * density,
  ] as const;

  const cut = layer.getContext('2d') as CanvasRenderingContext2D;
  cut.globalCompositeOperation = 'copy';
  cut.drawImage(mask.canvas, ...place);
  cut.globalCompositeOperation = 'source-in';
  cut.drawImage(photo, ...place);

  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.clearRect(0, 0, width, height);
  if (showsRest) {
    context.globalAlpha = REST;
    context.drawImage(photo, ...place);
    context.globalAlpha = 1;
  }
  context.drawImage(layer, 0, 0);
  if (cursor) drawBrush(context, brush, view, cursor, density);
}

/** A ring that is seen on any ground. */
function drawBrush(context: CanvasRenderingContext2D, brush: Brush, view: View, cursor: Spot, density: number): void {
  const x = (view.x + cursor.x * view.scale) * density;
  const y = (view.y + cursor.y * view.scale) * density;
  for (const [colour, inset] of RINGS) {
    context.beginPath();
    context.arc(x, y, Math.max(2, (brush.size / 2) * view.scale * density - inset), 0, 2 * Math.PI);
    context.strokeStyle = colour;
    context.lineWidth = 1.5 * density;
    context.stroke();
  }
  context.fillStyle = '#fff';
  context.fillRect(x - 3 * density, y - 0.5 * density, 6 * density, density);
  if (brush.adds) context.fillRect(x - 0.5 * density, y - 3 * density, density, 6 * density);
}

const RINGS = [
  ['#000', -1],
  ['#fff', 0.5],
] as const;
