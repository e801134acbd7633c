import { type Box, clip } from '@proofsheet/raster';
import type { MeasuredNode, Node } from '../engine/takumi.ts';
import { BADGE_CLASS, FOOT_CLASS } from '../templates/foot.ts';
import type { TextSlot } from '../templates/manifest.ts';
import { safeInsets } from '../templates/traits.ts';
import { type Branch, boundsOf, type MeasuredTree, pairs, shifted } from './measured-boxes.ts';
import type { FootPlace, Setting } from './setting.ts';

/** Where a foot of a measured height is to be laid instead; undefined without one, and once it is where it has to be. */
export function footToLay(height: number, tree: MeasuredTree, setting: Setting): FootPlace | undefined {
  const { foot } = setting;
  if (height === 0) return undefined;
  if (!foot) return placeOfFoot(height, tree, setting);
  if (liesOnSomething(tree, setting) || reachesReserved(tree, setting)) return belowAll({ ...foot, height }, setting);
  return height > foot.height ? { ...foot, height } : alignedFoot(tree, setting);
}

/**
 * Where a foot is laid of which the height has been measured. Where the platform reserves the lower edge for itself, a foot
 * below everything would leave a blank band there: it stands above a picture that goes on to that edge, or on the
 * template's own ground, which goes on below it. Only where pictures and words are there together is it laid below.
 */
function placeOfFoot(height: number, tree: MeasuredTree, setting: Setting): FootPlace {
  const margin = marginOf(tree, setting);
  const { bottom } = safeInsets(setting.format);
  if (bottom === 0) return { kind: 'below', height, margin };
  const low = lowPictures(tree, setting);
  if (low.length === 0) return { kind: 'on-ground', height, margin };
  const above = topOfLowPictures(tree, setting) !== undefined;
  return above ? { kind: 'above-picture', height, margin } : belowAll({ kind: 'below', height, margin }, setting);
}

/** The foot in a frame of its own, with what the platform reserves below it. */
function belowAll({ height, margin }: FootPlace, { format }: Setting): FootPlace {
  return { kind: 'below', height: height + safeInsets(format).bottom, margin };
}

/** Whether a foot on the template's ground would lie on a picture or on words that do not make room for it. */
function liesOnSomething(tree: MeasuredTree, { foot, format }: Setting): boolean {
  if (foot?.kind !== 'on-ground') return false;
  const onGround = format.height - safeInsets(format).bottom - foot.height;
  return [...picturesIn(tree, format), ...wordsIn(tree)].some(({ y, height }) => y + height > onGround + ROUNDING);
}

/** The words and logos of the template, without those of the foot. */
function wordsIn(tree: MeasuredTree): Box[] {
  const { root, measured } = withoutFoot(tree);
  return [...pairs(root, measured)]
    .filter(([{ attributes }]) => attributes?.['data-slot'] !== undefined)
    .map(([, box]) => boundsOf(box));
}

/** Whether a foot above pictures ends in what the platform reserves. */
function reachesReserved(tree: MeasuredTree, setting: Setting): boolean {
  const { foot, format } = setting;
  if (foot?.kind !== 'above-picture') return false;
  const top = topOfLowPictures(tree, setting) ?? format.height;
  return top + foot.height > format.height - safeInsets(format).bottom;
}

/** Those that reach into what the platform reserves below. */
function lowPictures(tree: MeasuredTree, { format }: Setting): Box[] {
  const reservedFrom = format.height - safeInsets(format).bottom;
  return picturesIn(tree, format).filter(({ y, height }) => y + height > reservedFrom);
}

/** The rooms of subjects, but for those that are the ground of the whole frame. */
function picturesIn({ root, measured }: MeasuredTree, format: Setting['format']): Box[] {
  return [...pairs(root, measured)]
    .filter(([{ attributes }]) => attributes?.['data-image'] !== undefined && attributes['data-image'] !== 'backdrop')
    .map(([, box]) => boundsOf(box))
    .filter(({ y, height }) => y > 0 || y + height < format.height);
}

/**
 * The foot at the margin that the template has beside it: in a lower frame what is measured in `u` is nearer the edge. A
 * wider margin makes it higher, and that another margin; a pixel is not worth another turn.
 */
function alignedFoot(tree: MeasuredTree, setting: Setting): FootPlace | undefined {
  const { foot } = setting;
  const margin = foot && marginOf(tree, setting);
  if (!foot || margin === undefined) return undefined;
  return Math.abs(margin - (foot.margin ?? 0)) > 1 ? { ...foot, margin } : undefined;
}

/** Moves a foot that stands within the frame from below it to its place. */
export function footMoved(tree: MeasuredTree, setting: Setting): MeasuredTree {
  const { foot, format } = setting;
  if (foot === undefined || foot.kind === 'below') return tree;
  const top = foot.kind === 'above-picture' ? topOfLowPictures(tree, setting) : undefined;
  const onGround = format.height - safeInsets(format).bottom - foot.height;
  const children = (tree.root as Branch).children ?? [];
  const isFoot = (index: number) => children[index]?.className === FOOT_CLASS;
  const plate = top === undefined ? plateOf(setting) : undefined;
  const moved = tree.measured.children.map((child, index) => {
    if (!isFoot(index)) return top === undefined ? child : lowered(child, top, foot.height);
    const at = shifted(child, 0, (top ?? onGround) - boundsOf(child).y);
    if (!plate) return at;
    const { children } = at;
    return { ...shifted(at, plate.left, 0), width: child.width - plate.left * 2, children };
  });
  const root = {
    ...tree.root,
    children: children.map((child, index) => (plate && isFoot(index) ? { ...child, style: plate.style } : child)),
  } as Node;
  return { root, measured: { ...tree.measured, children: moved } };
}

/** Around the words of a plate, and of its corners, in hundredths of the frame's shorter side. */
const PLATE = { padding: 3, radius: 2 };
/** The margin of a template whose own is not known, as a share of the width. */
const USUAL_MARGIN = 0.07;

/**
 * A foot on the template's ground is a plate of the theme's ground: it is seen where a template has another one there. Its
 * words stay where they were measured.
 */
function plateOf({ foot, format }: Setting): { readonly left: number; readonly style: Node['style'] } {
  const unit = Math.min(format.width, format.height) / 100;
  const margin = foot?.margin ?? Math.round(format.width * USUAL_MARGIN);
  const padding = Math.min(margin, Math.round(PLATE.padding * unit));
  const style = { borderTopWidth: 0, borderRadius: PLATE.radius * unit, paddingLeft: padding, paddingRight: padding };
  return { left: margin - padding, style };
}

/** What begins where the foot is to stand begins below it; what is much higher, as pictures are, ends where it ended. */
function lowered(node: MeasuredNode, top: number, by: number): MeasuredNode {
  const { y, height } = boundsOf(node);
  if (y < top - ROUNDING || y >= top + by) return node;
  return height > by * 2 ? { ...shifted(node, 0, by), height: node.height - by } : shifted(node, 0, by);
}

const ROUNDING = 2;

/** The share of the frame that words above pictures take at least. */
const LEAST_ABOVE = 0.25;

/** Where the low pictures begin, if all words and logos are above them, or lie on their upper edge. */
function topOfLowPictures(tree: MeasuredTree, setting: Setting): number | undefined {
  const top = Math.min(...lowPictures(tree, setting).map(({ y }) => y));
  const all = wordsIn(tree);
  const above = all.filter(({ y, height }) => y + height <= top + ROUNDING);
  const isOnEdge = ({ y, height }: Box) => y >= top - ROUNDING && y + height < top + (setting.format.height - top) / 4;
  const areApart = all.every((box) => above.includes(box) || isOnEdge(box));
  if (!areApart || top < setting.format.height * LEAST_ABOVE || !Number.isFinite(top)) return undefined;
  const words = Math.max(0, ...above.map(({ y, height }) => y + height));
  const between = drawnBetween(words, top, tree);
  const isField = ({ width }: Box) => width > setting.format.width / 2;
  // The tail of a bubble ends in the pictures: nothing comes between it and its bubble.
  if (between.some((box) => !isField(box) && box.y + box.height > top + ROUNDING)) return undefined;
  // A field that the pictures lie on begins a little above them: no sign that ends at them.
  const fields = between.filter((box) => isField(box) && box.height > (top - box.y) * 2);
  return Math.min(top, ...fields.map(({ y }) => y));
}

/** What is drawn without anything in it and begins below the words and above the pictures. */
function drawnBetween(words: number, top: number, { root, measured }: MeasuredTree): Box[] {
  const children = (root as Branch).children ?? [];
  return measured.children
    .filter((_, index) => ((children[index] as Branch).children ?? []).length === 0)
    .map((child) => boundsOf(child))
    .filter(({ y }) => y >= words - ROUNDING && y < top);
}

/** The share of the width up to which words that begin there show the template's margin. */
const WIDEST_MARGIN = 0.12;

/** From the edge of the frame where reading starts to the first words or logo, in pixels; undefined where none is near. */
function marginOf({ root, measured }: MeasuredTree, { format, copy, template }: Setting): number | undefined {
  const isRtl = copy.direction === 'rtl';
  const starts = [...pairs(root, measured)].flatMap(([node, box]) => {
    const slot = node.attributes?.['data-slot'] as TextSlot | 'logo' | undefined;
    if (slot === undefined || template.footSlots.has(slot as TextSlot) || isInFoot(slot)) return [];
    const { x, width } = clip(boundsOf(box), { x: 0, y: 0, width: format.width, height: format.height });
    return width > 0 ? [isRtl ? format.width - x - width : x] : [];
  });
  const margin = Math.min(...starts);
  return margin > 0 && margin <= format.width * WIDEST_MARGIN ? margin : undefined;
}

/** Stars and codes belong to the foot wherever the template has none. */
function isInFoot(slot: string): boolean {
  return slot === 'stars' || slot === 'qr';
}

/** A tree as the template draws it: without the foot, and a badge that stands apart. */
function withoutFoot(tree: MeasuredTree): MeasuredTree {
  return withoutChildren(tree, ({ className }) => className === FOOT_CLASS || className === BADGE_CLASS);
}

export function withoutChildren({ root, measured }: MeasuredTree, isLeftOut: (child: Node) => boolean): MeasuredTree {
  const children = (root as Branch).children ?? [];
  const isKept = (_: unknown, index: number) => !isLeftOut(children[index] as Node);
  return {
    root: { ...root, children: children.filter(isKept) } as Node,
    measured: { ...measured, children: measured.children.filter(isKept) },
  };
}
