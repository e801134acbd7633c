import {
  type Box,
  blankCanvas,
  blend,
  type Canvas,
  type ClipShape,
  paste,
  pasteShaped,
  release,
  rgbOf,
  spanOf,
  tint,
} from '@proofsheet/raster';
import { cropCutout, cropPhotograph } from '../images/crop.ts';
import { gradeLevels } from '../images/grade.ts';
import type { ImageLayer, Layout } from '../layout/layers.ts';
import { rimOf } from '../layout/rim.ts';
import type { Grade, GroundField, ShadowKind } from '../templates/effects.ts';
import { isCutout } from '../templates/manifest.ts';
import { lostOutline } from './lost-outline.ts';
import type { Occluder } from './occlusion.ts';
import { castShadow } from './shadow.ts';
import { darkenSurroundings, isMarked, subjectMap } from './surroundings.ts';

export interface LaidImage {
  readonly occluder: Occluder;
  /** The share of a cut-out's outline that is lost on its ground. */
  readonly lost: number;
}

/** Lays one picture onto the canvas; returns what it hides from then on. */
export function layImage(canvas: Canvas, layer: ImageLayer, layout: Layout): Promise<LaidImage> {
  return (isCutout(layer.slot) ? layCutout : layPhoto)(canvas, layer, layout);
}

/**
 * The photograph behind all other layers, where it leaves nothing of the ground to be seen: cropped, it is the canvas
 * that the others are laid on.
 */
export function coveringPhoto({ layers: [first], setting: { format } }: Layout): ImageLayer | undefined {
  if (first?.type !== 'image' || isCutout(first.slot) || first.attributes['data-shape']) return undefined;
  const { x, y, width, height } = first.placement.box;
  return x === 0 && y === 0 && width === format.width && height === format.height ? first : undefined;
}

/** What the layout shows of a photograph: cropped, blurred, graded and tinted. */
export async function cropFor({ photo, placement, attributes }: ImageLayer, { setting }: Layout): Promise<Canvas> {
  const { crop, box, goesOn } = placement;
  const { theme } = setting;
  const blur = Number(attributes['data-blur'] ?? 0) / 100;
  const picture = await cropPhotograph(photo, crop, box, { blur, goesOn });
  const grades = gradesOf(attributes);
  if (grades.size > 0) {
    const map = subjectMap(placement);
    const isSubject = (x: number, y: number) => isMarked(map, x / box.width, y / box.height);
    if (grades.has('levels')) gradeLevels({ ...picture, channels: 3 }, isSubject);
    if (grades.has('surroundings')) await darkenSurroundings(picture, map, rgbOf(theme.shade));
  }
  const amount = Number(attributes['data-tint'] ?? 0) / 100;
  if (amount > 0) tint(picture, rgbOf(theme[attributes['data-tint-with'] === 'shade' ? 'shade' : 'ground']), amount);
  return picture;
}

function gradesOf(attributes: ImageLayer['attributes']): ReadonlySet<Grade> {
  return new Set((attributes['data-grade']?.split(' ') ?? []) as Grade[]);
}

/** A photograph hides all that its box covers. */
export function opaque({ placement: { box } }: ImageLayer): LaidImage {
  return { occluder: { box, overlay: 'solid' }, lost: 0 };
}

async function layPhoto(canvas: Canvas, layer: ImageLayer, layout: Layout): Promise<LaidImage> {
  const { box, mat } = layer.placement;
  const { x, y, width, height } = box;
  const { format, theme } = layout.setting;
  if (mat) paste(canvas, blankCanvas(mat.width, mat.height, rgbOf(matOf(layer, layout))), mat.x, mat.y);
  const { 'data-print': print, 'data-rim': rim } = layer.attributes;
  const around = print ?? rim;
  if (around !== undefined) layRim(canvas, box, { width: rimOf(around, format), colour: theme.accent });
  const picture = await cropFor(layer, layout);
  const shape = layer.attributes['data-shape'] as ClipShape | undefined;
  if (shape) pasteShaped(canvas, picture, x, y, spanOf(shape, width, height, x > 0));
  else paste(canvas, picture, x, y);
  release(picture.data);
  return opaque(layer);
}

/** The field that a photograph lies in as a card. */
function matOf({ attributes }: ImageLayer, { setting: { theme } }: Layout): string {
  return theme[(attributes['data-field'] ?? 'support') as GroundField];
}

/** A rim around a picture. */
function layRim(canvas: Canvas, { x, y, width, height }: Box, rim: { width: number; colour: string }): void {
  const field = blankCanvas(width + rim.width * 2, height + rim.width * 2, rgbOf(rim.colour));
  paste(canvas, field, x - rim.width, y - rim.width);
  release(field.data);
}

/** What light is drawn in: the light ink or the accent. The others are shadows, in the shade. */
const LIGHTS: Partial<Record<ShadowKind, 'onShade' | 'accentOnShade'>> = {
  ...{ rim: 'onShade', outline: 'onShade', sticker: 'onShade' },
  ...{ glow: 'accentOnShade', stroke: 'accentOnShade' },
};

async function layCutout(
  canvas: Canvas,
  { photo, placement, attributes }: ImageLayer,
  layout: Layout,
): Promise<LaidImage> {
  const { crop, box, cutOff } = placement;
  const overlay = await cropCutout(photo, crop, box.width, box.height);
  if (gradesOf(attributes).has('levels')) gradeLevels({ ...overlay, channels: 4 });
  const { theme } = layout.setting;
  const bleeds = cutOff.has('bottom');
  for (const kind of (attributes['data-shadow']?.split(' ') ?? []) as ShadowKind[]) {
    // A rim of light shows on dark grounds alone, and makes a whole product look like a sticker.
    if (kind === 'rim' && (theme.scheme === 'bright' || !bleeds)) continue;
    // A subject that its image cuts off at the foot stands on nothing.
    if (kind === 'contact' && bleeds) continue;
    await castShadow(canvas, { overlay, box, cutOff }, kind, rgbOf(theme[LIGHTS[kind] ?? 'shade']));
  }
  const lost = lostOutline(canvas, overlay, box);
  blend(canvas, overlay, box.x, box.y);
  return { occluder: { box, overlay }, lost };
}
