import type { Cutout } from '@proofsheet/domain';
import type { OrderImage } from './order.ts';
import { PICTURES, type Picture, type Template } from './templates.ts';

/** Which uploaded image plays which part. The subject may be there twice: cut out, and as it was photographed. */
export type Cast = ReadonlyMap<Picture | 'logo', OrderImage>;

export function castImages(images: readonly OrderImage[]): Cast {
  const cast = new Map<Picture | 'logo', OrderImage>();
  const subjects = images.filter(({ role }) => role === 'PERSON' || role === 'PRODUCT');
  const background = images.find(({ role }) => role === 'BACKGROUND');
  const logo = images.find(({ role }) => role === 'LOGO');
  const subject = subjects.find(hasCutout) ?? subjects[0] ?? background;
  if (subject && hasCutout(subject)) cast.set('cutout', subject);
  if (subject && !isAllCutout(subject)) cast.set('photo', subject);
  // Behind a cut-out its own photograph would show the subject twice.
  const scene = subjects.find((image) => image !== subject && !isAllCutout(image));
  const backdrop = background ?? scene ?? (cast.has('cutout') ? undefined : subject);
  if (backdrop) cast.set('backdrop', backdrop);
  if (logo) cast.set('logo', logo);
  return cast;
}

/** Whether a template may show the image without its ground. */
function hasCutout(image: OrderImage): boolean {
  if (isAllCutout(image)) return true;
  const { cutout } = image.analysis;
  return image.cutout !== undefined && cutout?.usable === true && stands(cutout);
}

/** Whether the image has no ground of its own: then it is never framed. */
export function isAllCutout({ analysis: { hasAlpha, cutout } }: OrderImage): boolean {
  return hasAlpha && (cutout === null || (cutout.by === 'alpha' && cutout.usable));
}

/** The share of a side that a subject must run out of before it is seen to be cut off there. */
export const CUT_OFF = 0.06;

/** What its image cuts off on both sides, or at head and foot, has no edge of a frame to stand on. */
function stands({ touches: { left, right, top, bottom } }: Cutout): boolean {
  return !(left > CUT_OFF && right > CUT_OFF) && !(top > CUT_OFF && bottom > CUT_OFF);
}

/**
 * What a template shows of that cast; undefined when it does not fit. Of a subject's cut-out and its photograph it
 * shows the one that it requires, or else names first; a subject is never left out, a ground may be.
 */
export function picturesFor({ images }: Template, offered: ReadonlySet<Picture>): Set<Picture> | undefined {
  const named = Object.keys(images) as Picture[];
  const required = named.filter((picture) => images[picture] === 'required');
  const either = named.filter((picture) => images[picture] === 'either');
  if (!required.every((picture) => offered.has(picture))) return undefined;
  if (either.length > 0 && !either.some((picture) => offered.has(picture))) return undefined;
  const isSubject = (picture: Picture) => picture !== 'backdrop' && offered.has(picture);
  const subject = [...required, ...named].find(isSubject);
  if (subject === undefined && PICTURES.some(isSubject)) return undefined;
  const shown = new Set<Picture>(subject ? [subject] : []);
  if (images.backdrop && offered.has('backdrop')) shown.add('backdrop');
  return shown;
}
