import type { Box } from '@proofsheet/raster';
import { isCutout } from '../templates/manifest.ts';
import type { ImageLayer, Layer } from './layers.ts';
import type { Placement } from './placement.ts';

/** By how many pixels the fields of a grid differ, because they are whole pixels. */
const ROUNDING = 3;

/**
 * Photographs side by side in fields of one size look alike: where one lies in its field as a card, the others, which
 * would fill theirs, become cards of the same size. `place` places a photograph into a box that it fills.
 */
export function cardsAlike(layers: readonly Layer[], place: (layer: ImageLayer, box: Box) => Placement): Layer[] {
  const photographs = layers.filter(
    (layer): layer is ImageLayer => layer.type === 'image' && layer.slot !== 'backdrop' && !isCutout(layer.slot),
  );
  const first = photographs.find(({ placement }) => placement.mat);
  const mat = first?.placement.mat;
  if (!first || !mat) return [...layers];
  const { box: card } = first.placement;
  const isAlike = ({ width, height }: Box) =>
    Math.abs(width - mat.width) <= ROUNDING && Math.abs(height - mat.height) <= ROUNDING;
  return layers.map((layer) => {
    if (layer.type !== 'image' || !photographs.includes(layer) || layer.placement.mat) return layer;
    const { box } = layer.placement;
    if (!isAlike(box)) return layer;
    const inner = { ...card, x: box.x + card.x - mat.x, y: box.y + card.y - mat.y };
    const placement = place(layer, inner);
    return placement.behind > 0 ? layer : { ...layer, placement: { ...placement, mat: box } };
  });
}
