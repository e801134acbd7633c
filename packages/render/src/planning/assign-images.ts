import type { Cast, OrderImage } from '../images/order-image.ts';
import { hasCutout, isAllCutout, subjectsOf } from '../images/subjects.ts';
import { PICTURES, type Picture, PLACES, type Template } from '../templates/manifest.ts';
import { seatSubjects } from './assign-subjects.ts';

/** What a template shows of the images; undefined when it does not fit them. */
export function castFor(template: Pick<Template, 'images'>, images: readonly OrderImage[]): Cast | undefined {
  const [, ...further] = PLACES;
  const seatsSeveral = further.flat().some((picture) => template.images[picture]);
  return seatsSeveral ? seatSubjects(template, images) : picturesFor(template, castImages(images));
}

/** The parts of a template with one subject, which may be there twice: cut out, and as it was photographed. */
export function castImages(images: readonly OrderImage[]): Cast {
  const cast = new Map<Picture, OrderImage>();
  const subjects = subjectsOf(images);
  const background = images.find(({ role }) => role === 'BACKGROUND');
  const subject = subjects.find(hasCutout) ?? subjects[0] ?? background;
  if (subject && hasCutout(subject)) cast.set('cutout', subject);
  if (subject && !isAllCutout(subject)) cast.set('photo', subject);
  // Behind a cut-out its own photograph would show the subject twice.
  const scene = subjects.find((image) => image !== subject && !isAllCutout(image));
  const backdrop = background ?? scene ?? (cast.has('cutout') ? undefined : subject);
  if (backdrop) cast.set('backdrop', backdrop);
  return cast;
}

/**
 * What a template with one subject shows of that cast; undefined when it does not fit. Of a subject's cut-out and its
 * photograph it shows the one that it requires, or else names first; a subject is never left out, a ground may be.
 */
export function picturesFor({ images }: Pick<Template, 'images'>, offered: Cast): Cast | undefined {
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
