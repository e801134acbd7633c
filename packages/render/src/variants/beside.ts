import { type Box, clip } from '@proofsheet/raster';
import type { Pictures } from '../images/photographs.ts';
import { crowdedTexts, isAtPhotograph } from '../inspect/crowded-texts.ts';
import { layoutFindings } from '../inspect/findings.ts';
import { namesLeftOut } from '../inspect/offer-findings.ts';
import { meritOf } from '../inspect/score.ts';
import type { Layout, TextRun } from '../layout/layers.ts';

/** Up to this width, in heights, a subject is shown large in an upright place. */
const UPRIGHT = 1.2;

/** Whether what is shown is upright: in a square it stands beside the words better than above them. */
export function isUpright(pictures: Pictures): boolean {
  const picture = pictures.get('cutout') ?? pictures.get('photo');
  if (!picture) return false;
  const { width, height } = picture.subject ?? picture;
  return width <= height * UPRIGHT;
}

/** By how much each finding makes a layout worth less. */
const PER_FINDING = 0.6;

/** How good a layout is, 0 to 1, to choose between two of one candidate. */
export function worthOf(layout: Layout): number {
  return meritOf(layout) * PER_FINDING ** layoutFindings(layout).length;
}

/** Whether a layout leaves out no more of the order's words than another. */
export function showsAsMuch(one: Layout, other: Layout): boolean {
  return namesLeftOut(one).length <= namesLeftOut(other).length;
}

/** How much of the height of the lower of two boxes lies on the other; a line's box has air around its letters. */
const AIR = 0.15;

/** What words keep from the edges of the frame, as a share of its shorter side. */
const MARGIN = 0.025;

/**
 * Whether a layout in another class than its format's keeps its words apart, from each other, from the logo and from the
 * edges, and from the foot, and its price as large as its button: it was not made for this shape.
 */
export function keepsApart(layout: Layout): boolean {
  const {
    layers,
    setting: { format, foot, template },
  } = layout;
  const drawings = layers.flatMap((layer) => (layer.type === 'drawing' ? [layer] : []));
  const runs = drawings.flatMap((drawing) => drawing.runs);
  const logos = drawings.flatMap((drawing) => drawing.logos).map((box) => ({ slot: 'logo', box }));
  const signs = [...runs.map(({ slot, box }) => ({ slot: slot as string, box })), ...logos];
  const collide = signs.some((one, index) =>
    signs.slice(index + 1).some((other) => one.slot !== other.slot && isOn(one.box, other.box)),
  );
  const margin = Math.min(format.width, format.height) * MARGIN;
  const isInside = ({ slot, box: { x, y, width, height } }: TextRun) => {
    const bottom = format.height - (foot && !template.footSlots.has(slot) ? foot.height : 0);
    return Math.min(x, y, format.width - x - width, bottom - y - height) >= margin;
  };
  if (collide || crowdedTexts(layout).length > 0 || isAtPhotograph(layout) || !runs.every(isInside)) return false;
  return !runs.some(({ slot }) => slot === 'price') || sizeOf(runs, 'price') >= sizeOf(runs, 'button');
}

function isOn(one: Box, other: Box): boolean {
  const shared = clip(one, other);
  return shared.width > 1 && shared.height > AIR * Math.min(one.height, other.height);
}

function sizeOf(runs: readonly TextRun[], slot: TextRun['slot']): number {
  return Math.max(0, ...runs.filter((run) => run.slot === slot).map(({ size }) => size));
}
