import type { Layer, Layout } from './layout.ts';
import { cropAround, developCrop, developCutout, isCutOff, type Photograph } from './photographs.ts';
import { type Box, blankCanvas, blend, type Canvas, type Overlay, paste, pasteRound, rgbOf, tint } from './pixels.ts';
import { measureRuns, type RunReading } from './readings.ts';
import { castShadow, type ShadowKind } from './shadow.ts';
import type { Picture } from './templates.ts';
import type { Typesetter } from './type/takumi.ts';

export interface Composition {
  readonly canvas: Canvas;
  /** What the text measures on the pixels that it stands on. */
  readonly runs: readonly RunReading[];
  /** Where the focus of the subject came to stand, in pixels, and how many runs were drawn before it. */
  readonly focus: { readonly x: number; readonly y: number; readonly runsBehind: number } | undefined;
  /** The largest share of a line's box that the subject hides. */
  readonly hidden: number;
}

export type Photographs = ReadonlyMap<Picture | 'logo', Photograph>;

/** A picture that was placed: where it is, and its alpha when it has one. */
interface Placed {
  readonly focus: { readonly x: number; readonly y: number };
  readonly box: Box;
  readonly cutout?: Overlay;
}

/** Stacks a layout's layers on the ground colour, from the back to the front. */
export async function compose(
  layout: Layout,
  photographs: Photographs,
  typesetter: Typesetter,
  signal?: AbortSignal,
): Promise<Composition> {
  const { format, theme } = layout.setting;
  const canvas = blankCanvas(format.width, format.height, rgbOf(theme.ground));
  const runs: RunReading[] = [];
  let focus: Composition['focus'];
  let hidden = 0;
  for (const layer of layout.layers) {
    signal?.throwIfAborted();
    if (layer.type === 'drawing') {
      const data = await typesetter.draw(layer.sheet, signal);
      const { window } = layer;
      blend(canvas, { width: window.width, height: window.height, data }, window.x, window.y);
      runs.push(...measureRuns(canvas, { ...window, data }, layer.runs, layout.setting));
      continue;
    }
    const photograph = photographs.get(layer.picture);
    if (!photograph) continue;
    const placed = await placeImage(canvas, layer, photograph, layout);
    if (layer.picture === 'backdrop') continue;
    focus = { ...placed.focus, runsBehind: runs.length };
    hidden = Math.max(hidden, ...runs.map((run) => hiddenShare(run.box, placed)));
  }
  return { canvas, runs, focus, hidden };
}

type ImageLayer = Extract<Layer, { type: 'image' }>;

/** The attributes that a template may give an image; lengths and places are in hundredths. */
function placeImage(canvas: Canvas, layer: ImageLayer, photograph: Photograph, layout: Layout): Promise<Placed> {
  const cutout = layer.picture === 'cutout' && photograph.channels === 4;
  return (cutout ? placeCutout : placePhoto)(canvas, layer, photograph, layout);
}

async function placePhoto(canvas: Canvas, layer: ImageLayer, photograph: Photograph, layout: Layout): Promise<Placed> {
  const { box, attributes } = layer;
  const { flip, theme } = layout.setting;
  const aimX = share(attributes['data-aim-x'], 50);
  const aim = { x: flip ? 1 - aimX : aimX, y: share(attributes['data-aim-y'], 42) };
  const crop = cropAround(photograph, box, aim, share(attributes['data-zoom'], 100));
  const picture = await developCrop(photograph, crop, box.width, box.height, share(attributes['data-blur'], 0));
  const amount = share(attributes['data-tint'], 0);
  if (amount > 0) tint(picture, rgbOf(theme[attributes['data-tint-with'] === 'shade' ? 'shade' : 'ground']), amount);
  const lay = attributes['data-shape'] === 'round' ? pasteRound : paste;
  lay(canvas, picture, box.x, box.y);
  const x = box.x + ((photograph.focus.x * photograph.width - crop.x) / crop.width) * box.width;
  const y = box.y + ((photograph.focus.y * photograph.height - crop.y) / crop.height) * box.height;
  return { box, focus: { x, y } };
}

async function placeCutout(canvas: Canvas, layer: ImageLayer, photograph: Photograph, layout: Layout): Promise<Placed> {
  const box = standIn(layer.box, photograph);
  const cutout = await developCutout(photograph, box.width, box.height);
  const { theme } = layout.setting;
  for (const kind of (layer.attributes['data-shadow']?.split(' ') ?? []) as ShadowKind[]) {
    // Light around a subject is only seen on a dark ground, and makes a whole product look like a sticker.
    if (kind === 'rim' && (theme.scheme === 'bright' || !layout.setting.bleeds)) continue;
    await castShadow(canvas, cutout, box, kind, rgbOf(kind === 'rim' ? theme.onShade : theme.shade));
  }
  blend(canvas, cutout, box.x, box.y);
  const { bounds, focus } = photograph;
  const x = box.x + ((focus.x - bounds.x) / bounds.width) * box.width;
  const y = box.y + ((focus.y - bounds.y) / bounds.height) * box.height;
  return { box, cutout, focus: { x, y } };
}

/** A cut-out that its own image cuts off at the foot stands on the foot of its box; a whole one floats inside it. */
function standIn(box: Box, photograph: Photograph): Box {
  const { bounds } = photograph;
  const natural = { width: bounds.width * photograph.width, height: bounds.height * photograph.height };
  const whole = !isCutOff(photograph);
  const scale = Math.min(box.width / natural.width, box.height / natural.height) * (whole ? 0.88 : 1);
  const width = Math.max(1, Math.round(natural.width * scale));
  const height = Math.max(1, Math.round(natural.height * scale));
  const x = Math.round(box.x + (box.width - width) / 2);
  return { x, y: Math.round(box.y + (box.height - height) * (whole ? 0.5 : 1)), width, height };
}

/** How much of a box the subject covers; every fourth pixel each way is enough. */
function hiddenShare(run: Box, { box, cutout }: Placed): number {
  let [covered, count] = [0, 0];
  for (let y = run.y; y < run.y + run.height; y += 4) {
    for (let x = run.x; x < run.x + run.width; x += 4, count++) {
      const [column, row] = [x - box.x, y - box.y];
      if (column < 0 || row < 0 || column >= box.width || row >= box.height) continue;
      if (!cutout || (cutout.data[(row * cutout.width + column) * 4 + 3] as number) > 128) covered++;
    }
  }
  return count === 0 ? 0 : covered / count;
}

function share(percent: string | undefined, otherwise: number): number {
  return Number(percent ?? otherwise) / 100;
}
