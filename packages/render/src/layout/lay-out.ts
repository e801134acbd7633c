import type { Typesetter } from '../engine/takumi.ts';
import { reachesBeyond } from '../images/crop.ts';
import { type SmallPhotograph, smallPhotograph } from '../images/ground-edges.ts';
import type { Photograph } from '../images/photographs.ts';
import { hasBadgeApart, placeBadge, withBadgeApart, withoutBadge } from './apart-badge.ts';
import { fitSlots } from './fit-slots.ts';
import { areasOfPictures, crowds, heightOfFoot, MOST_FOOT, type PictureAreas, shortened } from './foot.ts';
import { footMoved, footToLay } from './foot-place.ts';
import { hungFreely } from './free-corner.ts';
import { reachesOf } from './ink.ts';
import type { Layer, Layout, TextOverflow } from './layers.ts';
import type { MeasuredTree } from './measured-boxes.ts';
import type { Setting } from './setting.ts';
import { stackLayers } from './stack-layers.ts';
import { isOptional, placedOnly, without } from './text-boxes.ts';
import { finishedTree, sheetOf } from './tree.ts';
import { unwrapped } from './unwrap.ts';

/** Lays out the copy and the pictures for one format, or says which slot's text does not fit its box. */
export async function layOut(
  setting: Setting,
  typesetter: Typesetter,
  signal?: AbortSignal,
): Promise<Layout | TextOverflow> {
  return layOutPlaced(placedOnly(setting), typesetter, signal);
}

/**
 * What does not fit is left out and the rest laid out anew: an optional text, the price before, then the parts of the
 * foot one by one. A foot takes its height from the template's frame, so with one everything is laid out a second time.
 */
async function layOutPlaced(
  setting: Setting,
  typesetter: Typesetter,
  signal?: AbortSignal,
  roomWithoutFoot?: PictureAreas,
): Promise<Layout | TextOverflow> {
  const reaches = await reachesOf(setting, typesetter, signal);
  const fitted = await fitSlots(setting, reaches, typesetter, signal);
  if ('slot' in fitted) {
    const less = withLess(setting, fitted);
    return less ? layOutPlaced(less, typesetter, signal) : fitted;
  }
  const isBadgeApart = hasBadgeApart(setting);
  const finished = finishedTree(setting, fitted, reaches);
  const tree = isBadgeApart ? withBadgeApart(finished) : finished;
  const first = await typesetter.measure(sheetOf(setting, tree), signal);
  const height = heightOfFoot(tree, first);
  const areas = areasOfPictures(tree, first);
  const isTooMuch = height > setting.format.height * MOST_FOOT[setting.format.aspect];
  const isCrowding = roomWithoutFoot !== undefined && crowds(areas, roomWithoutFoot);
  const less = isTooMuch || isCrowding ? shortened(setting) : undefined;
  if (less) return layOutPlaced(less, typesetter, signal);
  const foot = footToLay(height, { root: tree, measured: first }, setting);
  if (foot) return layOutPlaced({ ...setting, foot }, typesetter, signal, roomWithoutFoot ?? areas);
  const root = unwrapped(tree, first) ?? tree;
  const measured = root === tree ? first : await typesetter.measure(sheetOf(setting, root), signal);
  const laid = footMoved({ root, measured }, setting);
  const layers = isBadgeApart ? await stackWithBadge(setting, laid) : await stack(setting, laid);
  if (layers) return { setting, layers, headline: fitted.get('headline')?.lines ?? [] };
  const other = height > 0 ? { ...setting, isBadgeInFoot: true, foot: undefined } : without('badge', setting);
  return layOutPlaced(other, typesetter, signal);
}

/** What hangs on a picture is moved once that is placed: it may have to make room for the subject. */
async function stack(setting: Setting, tree: MeasuredTree): Promise<readonly Layer[]> {
  const stacked = stackLayers(setting, tree.root, tree.measured, new Map());
  const grounds = await groundsReached(stacked);
  const placed = grounds.size === 0 ? stacked : stackLayers(setting, tree.root, tree.measured, grounds);
  const hung = hungFreely(tree, placed, setting);
  return hung === tree ? placed : stackLayers(setting, hung.root, hung.measured, grounds);
}

/** A badge stands on the picture or beside the words; undefined where it has no place there. */
async function stackWithBadge(setting: Setting, tree: MeasuredTree): Promise<readonly Layer[] | undefined> {
  const layers = await stack(setting, withoutBadge(tree));
  const badged = placeBadge(tree, layers, setting);
  return badged && stack(setting, badged);
}

/** The photographs that a layer reaches beyond, made small: only these are decoded to see whether their ground goes on. */
async function groundsReached(layers: readonly Layer[]): Promise<Map<Photograph, SmallPhotograph>> {
  const grounds = new Map<Photograph, SmallPhotograph>();
  for (const layer of layers) {
    if (layer.type !== 'image' || !reachesBeyond(layer.placement.crop, layer.photo)) continue;
    grounds.set(layer.photo, await smallPhotograph(layer.photo));
  }
  return grounds;
}

/** The setting without what keeps it from fitting; undefined where nothing can be left out. */
function withLess(setting: Setting, { slot }: TextOverflow): Setting | undefined {
  if (isOptional(slot, setting)) return { ...without(slot, setting), foot: undefined };
  const isWithOld = slot === 'price' && setting.copy.slots.has('old-price') && !setting.template.slots['old-price'];
  return isWithOld ? { ...without('old-price', setting), foot: undefined } : shortened(setting);
}
