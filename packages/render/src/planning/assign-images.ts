import type { ImageAssignment, OrderImage } from '../images/order-image.ts';
import { hasCutout, isAllCutout, subjectsOf } from '../images/order-image.ts';
import { PICTURES, type Picture, PLACES, type Template } from '../templates/manifest.ts';
import { assignSubjects } from './assign-subjects.ts';

/** What a template shows of the images; undefined when it does not fit them. */
export function assignImages(
  template: Pick<Template, 'images'>,
  images: readonly OrderImage[],
): ImageAssignment | undefined {
  const [, ...further] = PLACES;
  const seatsSeveral = further.flat().some((picture) => template.images[picture]);
  return seatsSeveral ? assignSubjects(template, images) : picturesShown(template, picturesOfOneSubject(images));
}

/** The parts of a template with one subject, which may be there twice: cut out, and as it was photographed. */
export function picturesOfOneSubject(images: readonly OrderImage[]): ImageAssignment {
  const assigned = new Map<Picture, OrderImage>();
  const subjects = subjectsOf(images);
  const background = images.find(({ role }) => role === 'BACKGROUND');
  const subject = subjects.find(hasCutout) ?? subjects[0] ?? background;
  if (subject && hasCutout(subject)) assigned.set('cutout', subject);
  if (subject && !isAllCutout(subject)) assigned.set('photo', subject);
  // Behind a cut-out its own photograph would show the subject twice.
  const scene = subjects.find((image) => image !== subject && !isAllCutout(image));
  const backdrop = background ?? scene ?? (assigned.has('cutout') ? undefined : subject);
  if (backdrop) assigned.set('backdrop', backdrop);
  return assigned;
}

/**
 * What a template with one subject shows of that assignment; undefined when it does not fit. Of a subject's cut-out and its
 * photograph it shows the one that it requires, or else names first; a subject is never left out, a ground may be.
 */
export function picturesShown(
  { images }: Pick<Template, 'images'>,
  offered: ImageAssignment,
): ImageAssignment | undefined {
  const named = Object.keys(images) as Picture[];
  const required = named.filter((picture) => images[picture] === 'required');
  const either = named.filter((picture) => images[picture] === 'either');
  if (!required.every((picture) => offered.has(picture))) return undefined;
  if (either.length > 0 && !either.some((picture) => offered.has(picture))) return undefined;
  const isSubject = (picture: Picture) => picture !== 'backdrop' && offered.has(picture);
  const subject = [...required, ...named].find(isSubject);
  if (subject === undefined && PICTURES.some(isSubject)) return undefined;
  const shown = subject ? [subject] : [];
  const all: Picture[] = images.backdrop && offered.has('backdrop') ? [...shown, 'backdrop'] : shown;
  return new Map(all.map((picture) => [picture, offered.get(picture) as OrderImage]));
}
