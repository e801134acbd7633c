import type { Typesetter } from '../engine/takumi.ts';
import { reachesBeyond } from '../images/crop.ts';
import { type SmallPhotograph, smallPhotograph } from '../images/ground-edges.ts';
import type { Photograph } from '../images/photographs.ts';
import { fitSlots } from './fit-slots.ts';
import { reachesOf } from './ink.ts';
import type { Layer, Layout, TextOverflow } from './layers.ts';
import type { Setting } from './setting.ts';
import { stackLayers } from './stack-layers.ts';
import { isOptional, without } from './text-boxes.ts';
import { finishedTree, sheetOf } from './tree.ts';
import { unwrapped } from './unwrap.ts';

/** Lays out the copy and the pictures for one format, or says which slot's text does not fit its box. */
export async function layOut(
  setting: Setting,
  typesetter: Typesetter,
  signal?: AbortSignal,
): Promise<Layout | TextOverflow> {
  const reaches = await reachesOf(setting, typesetter, signal);
  const fitted = await fitSlots(setting, reaches, typesetter, signal);
  if ('slot' in fitted)
    return isOptional(fitted.slot, setting) ? layOut(without(fitted.slot, setting), typesetter, signal) : fitted;
  const tree = finishedTree(setting, fitted, reaches);
  const first = await typesetter.measure(sheetOf(setting, tree), signal);
  const root = unwrapped(tree, first) ?? tree;
  const measured = root === tree ? first : await typesetter.measure(sheetOf(setting, root), signal);
  const stacked = stackLayers(setting, root, measured, new Map());
  const grounds = await groundsReached(stacked);
  const layers = grounds.size === 0 ? stacked : stackLayers(setting, root, measured, grounds);
  return { setting, layers, headline: fitted.get('headline')?.lines ?? [] };
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
