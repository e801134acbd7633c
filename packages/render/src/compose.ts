import type { Layer, Layout } from './layout.ts';
import { cropAround, developCrop, developCutout, type Photograph } from './photographs.ts';
import { type Box, blankCanvas, blend, type Canvas, type Overlay, paste, pasteRound, rgbOf, tint } from './pixels.ts';
import { measureRuns, type RunReading } from './readings.ts';
import { castShadow, type ShadowKind } from './shadow.ts';
import type { Typesetter } from './takumi.ts';
import type { Picture } from './templates.ts';

export interface Composition {
  readonly canvas: Canvas;
  /** What the text measures on the pixels that it stands on. */
  readonly runs: readonly RunReading[];
  /** Where a cut-out or the focus of a sharp photograph ended up, in pixels. */
  readonly focus: { readonly x: number; readonly y: number } | undefined;
}

export type Photographs = ReadonlyMap<Picture | 'logo', Photograph>;

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
  for (const layer of layout.layers) {
    signal?.throwIfAborted();
    if (layer.type === 'drawing') {
      const data = await typesetter.draw(layer.sheet, signal);
      const overlay = { width: format.width, height: format.height, data };
      blend(canvas, overlay);
      runs.push(...measureRuns(canvas, overlay, layer.runs, layout.setting));
      continue;
    }
    const photograph = photographs.get(layer.picture);
    if (!photograph) continue;
    focus = (await placeImage(canvas, layer, photograph, layout)) ?? focus;
  }
  return { canvas, runs, focus };
}

type ImageLayer = Extract<Layer, { type: 'image' }>;

/** Returns where the focus came to stand, unless the image is only a ground. */
async function placeImage(canvas: Canvas, layer: ImageLayer, photograph: Photograph, layout: Layout) {
  if (layer.picture === 'cutout' && photograph.channels === 4) return placeCutout(canvas, layer, photograph, layout);
  const { box, attributes } = layer;
  const flip = layout.setting.flip;
  const aim = { x: share(attributes['data-aim-x'], 50), y: share(attributes['data-aim-y'], 42) };
  const crop = cropAround(
    photograph,
    box,
    { ...aim, x: flip ? 1 - aim.x : aim.x },
    Number(attributes['data-zoom'] ?? 1),
  );
  const picture = await developCrop(photograph, crop, box.width, box.height, share(attributes['data-blur'], 0));
  const amount = share(attributes['data-tint'], 0);
  if (amount > 0)
    tint(picture, rgbOf(layout.setting.theme[attributes['data-tint-with'] === 'shade' ? 'shade' : 'ground']), amount);
  const lay = attributes['data-shape'] === 'round' ? pasteRound : paste;
  lay(canvas, picture, box.x, box.y);
  if (layer.picture === 'backdrop') return undefined;
  return {
    x: box.x + ((photograph.focus.x * photograph.width - crop.x) / crop.width) * box.width,
    y: box.y + ((photograph.focus.y * photograph.height - crop.y) / crop.height) * box.height,
  };
}

async function placeCutout(canvas: Canvas, { box, attributes }: ImageLayer, photograph: Photograph, layout: Layout) {
  const place = standIn(box, photograph);
  const cutout: Overlay = await developCutout(photograph, place.width, place.height);
  const { theme } = layout.setting;
  for (const kind of (attributes['data-shadow']?.split(' ') ?? []) as ShadowKind[]) {
    // Light around a subject is only seen on a dark ground.
    if (kind === 'rim' && theme.scheme === 'bright') continue;
    await castShadow(canvas, cutout, place, kind, rgbOf(kind === 'rim' ? theme.onShade : theme.shade));
  }
  blend(canvas, cutout, place.x, place.y);
  const { bounds, focus } = photograph;
  return {
    x: place.x + ((focus.x - bounds.x) / bounds.width) * place.width,
    y: place.y + ((focus.y - bounds.y) / bounds.height) * place.height,
  };
}

/** A cut-out that its own image cuts off at the foot stands on the foot of its box; a whole one floats inside it. */
function standIn(box: Box, { bounds, width, height }: Photograph): Box {
  const natural = { width: bounds.width * width, height: bounds.height * height };
  const whole = bounds.y + bounds.height < 0.985;
  const scale = Math.min(box.width / natural.width, box.height / natural.height) * (whole ? 0.88 : 1);
  const size = {
    width: Math.max(1, Math.round(natural.width * scale)),
    height: Math.max(1, Math.round(natural.height * scale)),
  };
  return {
    ...size,
    x: Math.round(box.x + (box.width - size.width) / 2),
    y: Math.round(box.y + (box.height - size.height) * (whole ? 0.5 : 1)),
  };
}

function share(percent: string | undefined, otherwise: number): number {
  return Number(percent ?? otherwise) / 100;
}
