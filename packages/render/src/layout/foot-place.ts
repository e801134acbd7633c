import { clip } from '@proofsheet/raster';
import type { MeasuredNode, Node } from '../engine/takumi.ts';
import { FOOT_CLASS } from '../templates/foot.ts';
import type { TextSlot } from '../templates/manifest.ts';
import { safeInsets } from '../templates/traits.ts';
import { type Branch, boundsOf, type MeasuredTree, pairs, shifted } from './measured-boxes.ts';
import type { FootPlace, Setting } from './setting.ts';

/**
 * Where a foot is laid of which the height has been measured. Where the platform reserves the lower edge for itself, a foot
 * below everything would leave a blank band there: it stands above a picture that goes on to that edge, or on the
 * template's own ground, which goes on below it.
 */
export function placeOfFoot(height: number, tree: MeasuredTree, setting: Setting): FootPlace {
  const margin = marginOf(tree, setting);
  if (safeInsets(setting.format).bottom === 0) return { kind: 'below', height, margin };
  return { kind: topOfLowPicture(tree, setting) === undefined ? 'on-ground' : 'above-picture', height, margin };
}

/** Moves a foot that stands within the frame from below it to its place. */
export function footMoved(tree: MeasuredTree, setting: Setting): MeasuredTree {
  const { foot, format } = setting;
  if (foot === undefined || foot.kind === 'below') return tree;
  const top = foot.kind === 'above-picture' ? topOfLowPicture(tree, setting) : undefined;
  const onGround = format.height - safeInsets(format).bottom - foot.height;
  const children = (tree.root as Branch).children ?? [];
  const isFoot = (index: number) => children[index]?.className === FOOT_CLASS;
  const moved = tree.measured.children.map((child, index) => {
    if (isFoot(index)) return shifted(child, 0, (top ?? onGround) - boundsOf(child).y);
    return top === undefined ? child : lowered(child, top, foot.height);
  });
  const bare = { background: 'transparent', borderTopWidth: 0 } as const;
  const root = {
    ...tree.root,
    children: children.map((child, index) =>
      isFoot(index) && top === undefined ? ({ ...child, style: { ...child.style, ...bare } } as Node) : child,
    ),
  } as Node;
  return { root, measured: { ...tree.measured, children: moved } };
}

/** What begins where the foot is to stand begins below it, and ends where it ended. */
function lowered(node: MeasuredNode, top: number, by: number): MeasuredNode {
  const { y, height } = boundsOf(node);
  if (y < top - ROUNDING || y >= top + by || height <= by) return node;
  return { ...shifted(node, 0, by), height: node.height - by };
}

const ROUNDING = 2;

/** Where the pictures begin that reach into what the platform reserves below, if all words and logos are above them. */
function topOfLowPicture({ root, measured }: MeasuredTree, { format }: Setting): number | undefined {
  const reservedFrom = format.height - safeInsets(format).bottom;
  const tops: number[] = [];
  let words = 0;
  const template = withoutFoot({ root, measured });
  for (const [node, box] of pairs(template.root, template.measured)) {
    const { 'data-image': image, 'data-slot': slot } = node.attributes ?? {};
    const { y, height } = boundsOf(box);
    if (image !== undefined && image !== 'backdrop' && y + height > reservedFrom) tops.push(y);
    if (slot !== undefined) words = Math.max(words, y + height);
  }
  const top = Math.min(...tops);
  return tops.length > 0 && words <= top + ROUNDING ? fieldAround(top, { root, measured }, words) : undefined;
}

/** The upper edge of a drawn field that the pictures lie on, where it begins a little above them. */
function fieldAround(top: number, { root, measured }: MeasuredTree, words: number): number {
  const children = (root as Branch).children ?? [];
  const edges = measured.children
    .filter((_, index) => ((children[index] as Branch).children ?? []).length === 0)
    .map((child) => boundsOf(child).y)
    .filter((y) => y >= words - ROUNDING && y < top);
  return Math.min(top, ...edges);
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

export function withoutFoot({ root, measured }: MeasuredTree): MeasuredTree {
  const children = (root as Branch).children ?? [];
  const isKept = (_: unknown, index: number) => children[index]?.className !== FOOT_CLASS;
  return {
    root: { ...root, children: children.filter(isKept) } as Node,
    measured: { ...measured, children: measured.children.filter(isKept) },
  };
}
