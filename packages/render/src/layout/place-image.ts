import type { Format } from '@proofsheet/domain';
import type { Box } from '@proofsheet/raster';
import type { Photograph } from '../images/photographs.ts';
import { CLOSER_ZOOM } from '../images/resolution.ts';
import { isCutout } from '../templates/manifest.ts';
import { placeCutout } from './place-cutout.ts';
import { placeFramed, placePage, placePrint } from './place-framed.ts';
import { type ImageBox, type Placement, type PlacingTerms, placementOf } from './placement.ts';
import { withinRim } from './rim.ts';

export function placeImage(image: ImageBox, photo: Photograph, terms: PlacingTerms): Placement {
  const { slot, attributes } = image;
  const zoom = terms.crop === 'closer' && slot !== 'backdrop' ? CLOSER_ZOOM : 1;
  if (isCutout(slot)) return placeStanding(image, photo, terms, zoom);
  const within = { ...image, box: withinRim(image.box, attributes['data-rim'], terms.format) };
  if (attributes['data-scrolls'] !== undefined && photo.isPage) return placePage(within, photo, terms);
  if (attributes['data-print'] !== undefined) return placePrint(within, photo, terms);
  return placeFramed(within, photo, terms, zoom);
}

function placeStanding(
  { box, attributes }: ImageBox,
  photo: Photograph,
  { format }: PlacingTerms,
  zoom: number,
): Placement {
  const area = zoom === 1 ? box : enlarged(box, zoom);
  const cutout = placeCutout(area, photo, format, attributes['data-stands'] === 'foot');
  const placed = zoom !== 1 && photo.cutOff.size === 0 ? movedInto(format, cutout.box) : cutout.box;
  return placementOf(photo, cutout.crop, placed, { format, attributes, endsInAir: cutout.endsInAir });
}

/** What is whole stays so where it comes closer, as far as the frame has room for it. */
function movedInto({ width, height }: Format, box: Box): Box {
  const along = (at: number, length: number, room: number) =>
    length > room ? at : Math.min(Math.max(0, at), room - length);
  return { ...box, x: along(box.x, box.width, width), y: along(box.y, box.height, height) };
}

/** The middle of the box's foot stays where it is. */
function enlarged({ x, y, width, height }: Box, by: number): Box {
  return { x: x - (width * (by - 1)) / 2, y: y - height * (by - 1), width: width * by, height: height * by };
}
