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

/** Of its foot a page may lose this share on a screen, rather than leave a strip of it empty. */
const MOST_OF_FOOT = 0.08;

/** Whether a page has the shape of the box but for a little of its foot. */
export function fitsScreen({ isPage, width, height }: Photograph, box: Box): boolean {
  const shown = (box.height * width) / (box.width * height);
  return isPage && shown < 1 && shown >= 1 - MOST_OF_FOOT;
}

/** A window or a phone has its own shape; what is only drawn, or white on white, lies in an empty field as a photograph does. */
const SCREEN_SHAPE = 1.5;

export function isScreen({ isPage, width, height }: Photograph): boolean {
  return isPage && Math.max(width, height) >= Math.min(width, height) * SCREEN_SHAPE;
}
