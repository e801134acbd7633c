import type { Box } from '@proofsheet/raster';
import type { Photograph } from '../images/photographs.ts';

/**
 * A page as a screen of the box's shape shows it before anybody scrolls: its upper part, as wide as the screen. What is
 * below is no part of it that would be cut off.
 */
export function scrolledPage(page: Photograph, box: Box): { readonly photo: Photograph; readonly crop: Box } {
  const scale = Math.max(box.width / page.width, box.height / page.height);
  const [width, height] = [Math.round(box.width / scale), Math.round(box.height / scale)];
  const crop = { x: Math.round((page.width - width) / 2), y: 0, width, height };
  const spots = page.spots.filter(({ y }) => y <= height);
  const all = spots.reduce((sum, { weight }) => sum + weight, 0);
  const shown = spots.map((spot) => ({ ...spot, weight: spot.weight / all }));
  return { photo: { ...page, spots: shown }, crop };
}
