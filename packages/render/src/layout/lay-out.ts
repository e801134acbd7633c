import type { Typesetter } from '../engine/takumi.ts';
import { fitSlots } from './fit-slots.ts';
import { reachesOf } from './ink.ts';
import type { Layout, TextOverflow } from './layers.ts';
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
  return { setting, layers: stackLayers(setting, root, measured), headline: fitted.get('headline')?.lines ?? [] };
}
