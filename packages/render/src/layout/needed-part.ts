import { type Box, boxAround } from '@proofsheet/raster';
import type { Photograph } from '../images/photographs.ts';
import { wholePart } from './open-ends.ts';
import { AN_ARM, weightOf } from './seen-part.ts';

/** Of a face that fills its picture this much is kept above the brows, in heights of the face: its forehead. */
const FOREHEAD = 0.34;

/**
 * What a picture must not lose of a photograph, in its pixels: all heads, with `all` their hair, and whoever is beside them
 * with a face that was not found, or else the subject. Undefined where none is known.
 */
export function neededPart(photo: Photograph, all = false): Box | undefined {
  if (photo.focusIsGiven) return undefined;
  if (photo.heads.length > 0 && !photo.isFigure) {
    const heads = photo.heads.map((head) => (all ? head.whole : tightly(head)));
    return boxAround([...heads, ...companyOf(photo)]);
  }
  return photo.subject && wholePart(photo, photo.subject);
}

/** What is beside the heads, where that is somebody and no arm. */
function companyOf({ company }: Photograph): Box[] {
  return weightOf(company) > AN_ARM ? company.map(({ x, y }) => ({ x, y, width: 0, height: 0 })) : [];
}

/** The least of a head that a picture has to show. */
function tightly({ face, whole }: Photograph['heads'][number]): Box {
  const top = Math.max(whole.y, face.y - face.height * FOREHEAD);
  return { x: face.x, y: top, width: face.width, height: face.y + face.height - top };
}

/** From this width on, in heights of its photograph, what is needed leaves a square place empty above and below. */
const BROAD = 1.1;

/** Whether what a photograph has to show is too wide for a square place. */
export function isBroad(photo: Photograph): boolean {
  const needed = neededPart(photo);
  return needed !== undefined && needed.width >= photo.height * BROAD;
}
