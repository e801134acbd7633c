import { type Box, boxAround, clip, type Point } from '@proofsheet/raster';
import type { Node } from '../engine/takumi.ts';
import { BADGE_CLASS, FOOT_CLASS } from '../templates/foot.ts';
import { isCutout } from '../templates/manifest.ts';
import { isPercentage } from './conditions.ts';
import { withoutChildren } from './foot-place.ts';
import type { Layer } from './layers.ts';
import { type Branch, boundsOf, type MeasuredTree, pairs, shifted } from './measured-boxes.ts';
import type { Setting } from './setting.ts';

/** Whether the template has no place for the badge, and it is to stand on the picture or beside the words: not in the foot. */
export function hasBadgeApart({ template, copy, isBadgeInFoot = false }: Setting): boolean {
  return !isBadgeInFoot && template.footSlots.has('badge') && copy.slots.has('badge');
}

/** Takes the badge out of the foot, and the foot away where that is all it would show: it is measured by itself. */
export function withBadgeApart(root: Node): Node {
  const badges: Node[] = [];
  const taken = (node: Node): Node[] => {
    if (node.className === BADGE_CLASS) {
      badges.push({ ...node, style: { ...node.style, position: 'absolute', left: 0, top: 0 } } as Node);
      return [];
    }
    const { children } = node as Branch;
    if (!children) return [node];
    const left = children.flatMap(taken);
    const isEmptied = left.length === 0 && children.length > 0;
    return isEmptied ? [] : [{ ...node, children: left } as Node];
  };
  const children = (root as Branch).children ?? [];
  const kept = children.flatMap((child) => (child.className === FOOT_CLASS ? taken(child) : [child]));
  return { ...root, children: [...kept, ...badges] } as Node;
}

export function withoutBadge(tree: MeasuredTree): MeasuredTree {
  return withoutChildren(tree, ({ className }) => className === BADGE_CLASS);
}

/**
 * The tree with the badge that stands apart on the picture, in a corner that the subject leaves free; else with the words,
 * after the price or above the headline; else near the picture. One that says by how much a price is reduced stands after
 * that first. Undefined where it would cover the subject, words or a logo everywhere. `layers` are those of the tree
 * without it.
 */
export function placeBadge(tree: MeasuredTree, layers: readonly Layer[], setting: Setting): MeasuredTree | undefined {
  const found = [...pairs(tree.root, tree.measured)].find(([node]) => node.className === BADGE_CLASS);
  if (!found) return undefined;
  const [node, measured] = found;
  const bare = withoutBadge(tree);
  const badge = boundsOf(measured);
  const rooms = roomsOfPictures(bare, layers, setting);
  const at = placeFor(badge, obstaclesIn(bare, layers, setting), { layers, rooms }, setting);
  if (!at) return undefined;
  const moved = shifted(measured, at.x - badge.x, at.y - badge.y);
  return {
    root: { ...bare.root, children: [...((bare.root as Branch).children ?? []), node] } as Node,
    measured: { ...bare.measured, children: [...bare.measured.children, moved] },
  };
}

/**
 * Where a badge may stand, the largest first: on photographs, and in the rooms that the template has for cut-outs, as far
 * as they are in the frame.
 */
function roomsOfPictures({ root, measured }: MeasuredTree, layers: readonly Layer[], { format }: Setting): Box[] {
  const frame = { x: 0, y: 0, width: format.width, height: format.height };
  const photographs = layers.flatMap((layer) =>
    layer.type === 'image' && layer.slot !== 'backdrop' && !isCutout(layer.slot) ? [layer.placement.box] : [],
  );
  const cutouts = [...pairs(root, measured)]
    .filter(([{ attributes }]) => attributes?.['data-image']?.startsWith('cutout'))
    .map(([, box]) => boundsOf(box));
  return [...photographs, ...cutouts].map((room) => clip(room, frame)).toSorted((a, b) => areaOf(b) - areaOf(a));
}

/** What a badge must neither touch nor straddle. */
interface Obstacles {
  /** Words with their plates, logos, codes and faces. */
  readonly solid: readonly Box[];
  /** Fields whose edges would run behind it. */
  readonly fields: readonly Box[];
}

/** Of the frame: a plate of words, such as a button or a tag, is smaller. */
const LARGEST_PLATE = 0.12;
/** How much hair and chin a badge keeps clear of, in sides of the face. */
const AROUND_FACE = 0.5;

function obstaclesIn({ root, measured }: MeasuredTree, layers: readonly Layer[], { format }: Setting): Obstacles {
  const frame = format.width * format.height;
  const [solid, fields]: [Box[], Box[]] = [[...format.reserved], []];
  for (const [node, box] of pairs(root, measured)) {
    const children = (node as Branch).children ?? [];
    const bounds = boundsOf(box);
    if (node === root || node.attributes?.['data-image'] !== undefined) continue;
    if (node.className === FOOT_CLASS) solid.push(bounds);
    const holdsWords = children.some((child) => child.attributes?.['data-slot'] !== undefined);
    const isPlate =
      holdsWords &&
      hasPadding(
        bounds,
        box.children.map((child) => boundsOf(child)),
      );
    if (isPlate && areaOf(bounds) < frame * LARGEST_PLATE) solid.push(bounds);
    if (children.length === 0 && node.attributes?.['data-slot'] === undefined) fields.push(bounds);
  }
  for (const layer of layers) {
    if (layer.type === 'drawing') solid.push(...layer.runs.map(({ box }) => box), ...layer.logos, ...layer.codes);
    if (layer.type !== 'image') continue;
    solid.push(
      ...layer.placement.faces.map((face) => grown(face, face.width * AROUND_FACE, face.height * AROUND_FACE)),
    );
    fields.push(...(layer.placement.behind < 1 && !layer.slot.startsWith('cutout') ? [layer.placement.box] : []));
  }
  return { solid, fields };
}

/** Whether a box is larger on all sides than what is in it, as plates are and rows of words are not. */
function hasPadding({ x, y, width, height }: Box, inside: readonly Box[]): boolean {
  const inner = boxAround(inside);
  const [right, bottom] = [inner.x + inner.width, inner.y + inner.height];
  return inner.x > x && inner.y > y && right < x + width && bottom < y + height;
}

/** From the edges of the picture, and between the badge and words or the subject, in heights of the badge. */
const MARGIN = 0.5;
/** How much worse a place at the foot of a picture is, and one where reading starts. */
const AT_FOOT = 0.3;
const AT_START = 0.1;
/** Places that are tried along each side of a picture. */
const STEPS = 24;

function placeFor(
  badge: Box,
  { solid, fields }: Obstacles,
  { layers, rooms }: { readonly layers: readonly Layer[]; readonly rooms: readonly Box[] },
  { format, copy }: Setting,
): Point | undefined {
  if (rooms.length === 0) return undefined;
  const frame = { x: 0, y: 0, width: format.width, height: format.height };
  const spots = layers.flatMap((layer) => (layer.type === 'image' ? layer.placement.spots : []));
  const margin = badge.height * MARGIN;
  const isFree = (box: Box) => {
    const around = grown(box, margin, margin);
    return (
      solid.every((other) => areaOf(clip(around, other)) === 0) &&
      fields.every((field) => isApart(box, field)) &&
      spots.every((spot) => !contains(around, spot))
    );
  };
  const isRtl = copy.direction === 'rtl';
  const bestIn = (room: Box) => {
    const [best] = placesIn(grown(room, -margin, -margin), badge)
      .filter(({ at }) => isFree({ ...badge, ...at }))
      .map(({ at, across, down }) => {
        const isAtStart = isRtl ? across > 0.5 : across < 0.5;
        const fromCorner = Math.min(across, 1 - across) + Math.min(down, 1 - down);
        return { at, cost: fromCorner + (down > 0.5 ? AT_FOOT : 0) + (isAtStart ? AT_START : 0) };
      })
      .toSorted((a, b) => a.cost - b.cost);
    return best?.at;
  };
  const isInside = (box: Box) => areaOf(clip(grown(box, margin, margin), frame)) === areaOf(grown(box, margin, margin));
  const isFreeAt = (at: Point) => isInside({ ...badge, ...at }) && isFree({ ...badge, ...at });
  const { afterPrice, aboveHeadline } = placesAtWords(badge, layers, isRtl);
  const atWords = [...afterPrice, ...aboveHeadline];
  if (copy.slots.get('badge')?.some(({ text }) => isPercentage(text)) && afterPrice.some(isFreeAt))
    return afterPrice.find(isFreeAt);
  for (const room of rooms) {
    const at = bestIn(room);
    if (at) return at;
  }
  return atWords.find(isFreeAt) ?? bestIn(clip(grown(boxAround(rooms), badge.width * 2, badge.height * 2), frame));
}

/** Between a badge and the words that it stands with, in its heights. */
const BESIDE_WORDS = 0.55;

/** After the price, on its line, and above the headline, where that begins. */
function placesAtWords(
  badge: Box,
  layers: readonly Layer[],
  isRtl: boolean,
): { afterPrice: Point[]; aboveHeadline: Point[] } {
  const runs = layers.flatMap((layer) => (layer.type === 'drawing' ? [...layer.runs] : []));
  const around = (...slots: string[]) => {
    const boxes = runs.filter(({ slot }) => slots.includes(slot)).map(({ box }) => box);
    return boxes.length > 0 ? boxAround(boxes) : undefined;
  };
  const air = badge.height * BESIDE_WORDS;
  const after = ({ x, y, width, height }: Box) => ({
    x: Math.round(isRtl ? x - air - badge.width : x + width + air),
    y: Math.round(y + (height - badge.height) / 2),
  });
  const above = ({ x, y, width }: Box) => ({
    x: Math.round(isRtl ? x + width - badge.width : x),
    y: Math.round(y - air - badge.height),
  });
  const [price, headline] = [around('price', 'old-price'), around('headline')];
  return { afterPrice: price ? [after(price)] : [], aboveHeadline: headline ? [above(headline)] : [] };
}

/** Places of the badge within a room, with how far across and down they are, 0 to 1. */
function placesIn(room: Box, badge: Box): { at: Point; across: number; down: number }[] {
  const free = { x: room.width - badge.width, y: room.height - badge.height };
  if (free.x < 0 || free.y < 0) return [];
  const along = Array.from({ length: STEPS + 1 }, (_, index) => index / STEPS);
  return along.flatMap((down) =>
    along.map((across) => ({
      at: { x: Math.round(room.x + across * free.x), y: Math.round(room.y + down * free.y) },
      across,
      down,
    })),
  );
}

/** Whether a box lies within a field or outside it, but not across its edge. */
function isApart(box: Box, field: Box): boolean {
  const shared = areaOf(clip(box, field));
  return shared === 0 || shared === areaOf(box);
}

function grown({ x, y, width, height }: Box, across: number, down: number): Box {
  return { x: x - across, y: y - down, width: width + across * 2, height: height + down * 2 };
}

function contains(box: Box, { x, y }: Point): boolean {
  return x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
}

function areaOf({ width, height }: Box): number {
  return Math.max(0, width) * Math.max(0, height);
}
