import type { ImageAssignment, OrderImage } from '../images/order-image.ts';
import { hasCutout, isUploadedCutout, subjectsOf } from '../images/order-image.ts';
import { IMAGE_SLOTS, type ImageSlot, SUBJECT_POSITIONS, type Template } from '../templates/manifest.ts';
import { assignSubjects } from './assign-subjects.ts';

/** The images that a template shows, by slot; undefined when it does not fit them. */
export function assignImages(
  template: Pick<Template, 'images'> & Partial<Pick<Template, 'blursOwn'>>,
  images: readonly OrderImage[],
): ImageAssignment | undefined {
  const [, ...otherPositions] = SUBJECT_POSITIONS;
  const showsSeveral = otherPositions.flat().some((slot) => template.images[slot]);
  if (showsSeveral) return assignSubjects(template, images);
  const filled = fillAllSlots(images);
  return selectShown(template, template.blursOwn ? withOwnScene(filled) : filled);
}

/** Fills every slot that a template with one subject may have; the subject may be there twice, cut out and framed. */
export function fillAllSlots(images: readonly OrderImage[]): ImageAssignment {
  const assigned = new Map<ImageSlot, OrderImage>();
  const subjects = subjectsOf(images);
  const background = images.find(({ role }) => role === 'BACKGROUND');
  const subject = subjects.find(hasCutout) ?? subjects[0] ?? background;
  if (subject && hasCutout(subject)) assigned.set('cutout', subject);
  if (subject && !isUploadedCutout(subject)) assigned.set('photo', subject);
  // The subject's own photograph behind its cut-out would show it twice, and another one would be a ghost there.
  const backdrop = background ?? (assigned.has('cutout') ? undefined : subject);
  if (backdrop) assigned.set('backdrop', backdrop);
  return assigned;
}

/** With the photograph of a cut-out subject as its backdrop, where there is no other. */
function withOwnScene(filled: ImageAssignment): ImageAssignment {
  const own = filled.get('photo');
  return own && filled.has('cutout') && !filled.has('backdrop') ? new Map(filled).set('backdrop', own) : filled;
}

/**
 * The filled slots that a template with one subject shows; undefined when it does not fit. Of the subject's cut-out and
 * photograph it shows the one that it requires, or else the one that it names first. It never leaves the subject out;
 * it may leave out the backdrop.
 */
export function selectShown(
  { images }: Pick<Template, 'images'>,
  filled: ImageAssignment,
): ImageAssignment | undefined {
  const named = Object.keys(images) as ImageSlot[];
  const required = named.filter((slot) => images[slot] === 'required');
  const either = named.filter((slot) => images[slot] === 'either');
  if (!required.every((slot) => filled.has(slot))) return undefined;
  if (either.length > 0 && !either.some((slot) => filled.has(slot))) return undefined;
  const isSubject = (slot: ImageSlot) => slot !== 'backdrop' && filled.has(slot);
  const subject = [...required, ...named].find(isSubject);
  if (subject === undefined && IMAGE_SLOTS.some(isSubject)) return undefined;
  const shown = subject ? [subject] : [];
  const all: ImageSlot[] = images.backdrop && filled.has('backdrop') ? [...shown, 'backdrop'] : shown;
  return new Map(all.map((slot) => [slot, filled.get(slot) as OrderImage]));
}
