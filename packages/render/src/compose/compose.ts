import {
  type Box,
  blankCanvas,
  blend,
  type Canvas,
  type ClipShape,
  clip,
  paste,
  pasteShaped,
  release,
  rgbOf,
  spanOf,
  tint,
} from '@proofsheet/raster';
import type { Typesetter } from '../engine/takumi.ts';
import { cropCutout, cropPhotograph } from '../images/crop.ts';
import type { Layer, Layout } from '../layout/layers.ts';
import { isCutout } from '../templates/manifest.ts';
import { backLogo, type MeasuredLogo } from './back-logo.ts';
import { type AppliedFix, fixContrast, isWeak } from './legibility/fix-contrast.ts';
import { type MeasuredRun, measureRuns } from './legibility/measure-text.ts';
import { faceVeil, hiddenShare, type Occluder } from './occlusion.ts';
import { castShadow, type ShadowKind } from './shadow.ts';

export interface Composition {
  readonly canvas: Canvas;
  /** What the text measures on the pixels that it stands on. */
  readonly runs: readonly MeasuredRun[];
  /** What had to be done for text to be legible. */
  readonly mended: readonly AppliedFix[];
  /** How the logo stands off from what is really behind it, everywhere it is shown. */
  readonly logos: readonly MeasuredLogo[];
  /** Where the focus of each subject came to stand, in pixels, and how many runs were drawn before it. */
  readonly focuses: readonly { readonly x: number; readonly y: number; readonly runsBehind: number }[];
  /** The largest share of a line's box that the subject hides. */
  readonly hidden: number;
  /** The largest share of a face that is taken away by what is drawn over it: type, plates, scrims. */
  readonly veiled: number;
}

/**
 * Stacks a layout's layers on the ground colour, from the back to the front. Text that does not stand off from what is
 * behind it is mended, unless `mends` says no.
 */
export async function compose(
  layout: Layout,
  typesetter: Typesetter,
  { signal, mends = true }: { readonly signal?: AbortSignal | undefined; readonly mends?: boolean } = {},
): Promise<Composition> {
  const { format, theme, logo } = layout.setting;
  await developSharedOf(layout);
  const covering = coveringOf(layout);
  const canvas = covering
    ? await developPhoto(covering, layout)
    : blankCanvas(format.width, format.height, rgbOf(theme.ground));
  const frame = { x: 0, y: 0, width: format.width, height: format.height };
  const runs: MeasuredRun[] = [];
  const mended: AppliedFix[] = [];
  const logos: MeasuredLogo[] = [];
  const focuses: Composition['focuses'][number][] = [];
  let hidden = 0;
  const faces: { box: Box; left: number }[] = [];
  for (const layer of layout.layers) {
    signal?.throwIfAborted();
    if (layer.type === 'drawing') {
      const drawing = { ...layer.window, data: await typesetter.draw(layer.sheet, signal) };
      blend(canvas, drawing, drawing.x, drawing.y);
      const read = measureRuns(canvas, drawing, layer.runs, layout.setting);
      const mending = mends && read.some(isWeak) ? fixContrast(canvas, drawing, read, layout.setting) : undefined;
      runs.push(...(mending?.readings ?? read));
      mended.push(...(mending?.mended ?? []));
      if (logo && mends) logos.push(...layer.logos.map((box) => backLogo(canvas, logo, box, theme)));
      for (const face of faces)
        for (const laid of [{ box: drawing, overlay: drawing }, ...(mending?.veils ?? [])])
          face.left *= 1 - faceVeil(face.box, laid);
      release(drawing.data);
      continue;
    }
    const laid = layer === covering ? solid(layer) : await lay(canvas, layer, layout);
    if (layer.picture === 'backdrop') continue;
    focuses.push({ ...layer.placement.focus, runsBehind: runs.length });
    hidden = Math.max(hidden, ...runs.map((run) => hiddenShare(run.box, laid)));
    for (const face of faces) face.left *= 1 - faceVeil(face.box, laid);
    if (laid.overlay !== 'solid') release(laid.overlay.data);
    const { faces: placed, box } = layer.placement;
    faces.push(...placed.map((face) => ({ box: clip(clip(face, box), frame), left: 1 })));
  }
  return { canvas, runs, mended, logos, focuses, hidden, veiled: 1 - Math.min(1, ...faces.map(({ left }) => left)) };
}

/** A photograph that is shown twice, as when it is its own backdrop, is decoded for both. */
async function developSharedOf({ layers }: Layout): Promise<void> {
  const photos = layers.flatMap((layer) => (layer.type === 'image' ? [layer.photo] : []));
  const shared = photos.filter((photo, index) => photos.indexOf(photo) < index);
  for (const { image } of shared) await image.pixels();
}

/** Drawn in the light ink; the others in the shade. */
const LIGHTS: ReadonlySet<ShadowKind> = new Set(['rim', 'outline']);

type ImageLayer = Extract<Layer, { type: 'image' }>;

/** The photograph behind all else, where it leaves nothing of the ground to be seen: then it is the canvas. */
function coveringOf({ layers: [first], setting: { format } }: Layout): ImageLayer | undefined {
  if (first?.type !== 'image' || isCutout(first.picture) || first.attributes['data-shape']) return undefined;
  const { x, y, width, height } = first.placement.box;
  return x === 0 && y === 0 && width === format.width && height === format.height ? first : undefined;
}

function lay(canvas: Canvas, layer: ImageLayer, layout: Layout): Promise<Occluder> {
  return (isCutout(layer.picture) ? layCutout : layPhoto)(canvas, layer, layout);
}

function solid({ placement: { box } }: ImageLayer): Occluder {
  return { box, overlay: 'solid' };
}

async function developPhoto({ photo, placement, attributes }: ImageLayer, { setting }: Layout): Promise<Canvas> {
  const { crop, box } = placement;
  const { theme } = setting;
  const picture = await cropPhotograph(photo, crop, box.width, box.height, Number(attributes['data-blur'] ?? 0) / 100);
  const amount = Number(attributes['data-tint'] ?? 0) / 100;
  if (amount > 0) tint(picture, rgbOf(theme[attributes['data-tint-with'] === 'shade' ? 'shade' : 'ground']), amount);
  return picture;
}

async function layPhoto(canvas: Canvas, layer: ImageLayer, layout: Layout): Promise<Occluder> {
  const { x, y, width, height } = layer.placement.box;
  const picture = await developPhoto(layer, layout);
  const shape = layer.attributes['data-shape'] as ClipShape | undefined;
  if (shape) pasteShaped(canvas, picture, x, y, spanOf(shape, width, height, x > 0));
  else paste(canvas, picture, x, y);
  release(picture.data);
  return solid(layer);
}

async function layCutout(
  canvas: Canvas,
  { photo, placement, attributes }: ImageLayer,
  layout: Layout,
): Promise<Occluder> {
  const { crop, box, cutOff } = placement;
  const overlay = await cropCutout(photo, crop, box.width, box.height);
  const { theme } = layout.setting;
  const bleeds = cutOff.has('bottom');
  for (const kind of (attributes['data-shadow']?.split(' ') ?? []) as ShadowKind[]) {
    // Light around a subject is only seen on a dark ground, and makes a whole product look like a sticker.
    if (kind === 'rim' && (theme.scheme === 'bright' || !bleeds)) continue;
    // What its image cuts off at the foot stands on nothing.
    if (kind === 'contact' && bleeds) continue;
    await castShadow(canvas, { overlay, box, cutOff }, kind, rgbOf(LIGHTS.has(kind) ? theme.onShade : theme.shade));
  }
  blend(canvas, overlay, box.x, box.y);
  return { box, overlay };
}
