import type { ImageAssignment, OrderImage } from '../images/order-image.ts';
import { CUT_OFF, hasCutout, isUploadedCutout, subjectsOf } from '../images/order-image.ts';
import { type ImageSlot, isCutout, SUBJECT_POSITIONS, type SubjectSlot, type Template } from '../templates/manifest.ts';

type Images = Template['images'];

/**
 * The images that a template for several subjects shows, by slot: the subjects in the order of the request, each in the
 * next position that can show it. Undefined when the template does not fit, or would leave out the first subject. All
 * are cut out, or all framed, unless a mixture shows more of them.
 */
export function assignSubjects(
  { images }: Pick<Template, 'images'>,
  uploaded: readonly OrderImage[],
): ImageAssignment | undefined {
  const toPlace = imagesToPlace(images, uploaded);
  const assignments = slotChoices(images).flatMap((positions) => assignInOrder(toPlace, positions, images) ?? []);
  const most = Math.max(0, ...assignments.map(({ size }) => size));
  const shown = assignments.find(({ size }) => size === most);
  if (!shown) return undefined;
  const backdrop = images.backdrop && backdropFor(shown, uploaded);
  if (backdrop) shown.set('backdrop', backdrop);
  return isComplete(images, shown) ? shown : undefined;
}

/**
 * Backgrounds take the positions that subjects leave free in a collage, and all where there are no subjects. Beside a
 * single subject that is cut out none is taken: it belongs behind that.
 */
function imagesToPlace(images: Images, uploaded: readonly OrderImage[]): OrderImage[] {
  const subjects = subjectsOf(uploaded);
  const backgrounds = uploaded.filter(({ role }) => role === 'BACKGROUND');
  const [only, ...others] = subjects;
  if (only && others.length === 0 && hasCutout(only)) return subjects;
  const isCollage = [...SUBJECT_POSITIONS[2], ...SUBJECT_POSITIONS[3]].some((slot) => images[slot]);
  return subjects.length === 0 || isCollage ? [...subjects, ...backgrounds] : subjects;
}

/**
 * The slots that may fill each position, in three choices: all of the kind that the main position prefers (cut out or
 * framed), all of the other kind, any mixture.
 */
function slotChoices(images: Images): SubjectSlot[][][] {
  const named = Object.keys(images) as ImageSlot[];
  const positions = SUBJECT_POSITIONS.map((position) => {
    const here = named.filter((slot): slot is SubjectSlot => position.some((one) => one === slot));
    const required = here.filter((slot) => images[slot] === 'required');
    return required.length > 0 ? required : here;
  });
  const onlyAs = (cutOut: boolean) =>
    positions.map((slots) => (slots.length > 1 ? slots.filter((slot) => isCutout(slot) === cutOut) : slots));
  const cutOutFirst = positions[0]?.[0] === 'cutout';
  return [onlyAs(cutOutFirst), onlyAs(!cutOutFirst), positions];
}

function assignInOrder(
  toPlace: readonly OrderImage[],
  positions: readonly SubjectSlot[][],
  images: Images,
): Map<ImageSlot, OrderImage> | undefined {
  const shown = new Map<ImageSlot, OrderImage>();
  let next = 0;
  for (const image of toPlace) {
    const slot = positions[next]?.find((one) => images[one] && canFill(one, image));
    if (slot === undefined && next === 0) return undefined;
    if (slot === undefined) continue;
    shown.set(slot, image);
    next++;
  }
  return shown;
}

/** A cut-out that its image cuts off at a side would have to stand on the edge of the frame, not in its position. */
function canFill(slot: SubjectSlot, image: OrderImage): boolean {
  if (!isCutout(slot)) return !isUploadedCutout(image);
  const { left = 0, right = 0 } = image.analysis.cutout?.touches ?? {};
  return hasCutout(image) && (isUploadedCutout(image) || (left <= CUT_OFF && right <= CUT_OFF));
}

/** A background that is not shown yet; else the main subject's photograph, which then lies behind itself. */
function backdropFor(shown: ImageAssignment, uploaded: readonly OrderImage[]): OrderImage | undefined {
  const free = uploaded.find((image) => image.role === 'BACKGROUND' && ![...shown.values()].includes(image));
  return free ?? shown.get('photo');
}

function isComplete(images: Images, shown: ImageAssignment): boolean {
  const named = Object.keys(images) as ImageSlot[];
  if (!named.every((slot) => images[slot] !== 'required' || shown.has(slot))) return false;
  return SUBJECT_POSITIONS.every((position) => {
    const either = position.filter((slot) => images[slot] === 'either');
    return either.length === 0 || either.some((slot) => shown.has(slot));
  });
}

/** How much a background counts that is left out beside the subjects: less than a subject. */
const BACKGROUND = 0.5;

/**
 * The share of the subjects but the main one that is left out, 0 to 1, and a half for a background beside them. Without
 * subjects, the share of the backgrounds.
 */
export function leftOutShare(shown: ImageAssignment, uploaded: readonly OrderImage[]): number {
  const subjects = subjectsOf(uploaded);
  const given = subjects.length > 0 ? subjects : uploaded.filter(({ role }) => role === 'BACKGROUND');
  const all = [...shown.values()];
  const lacksBackground = uploaded.some((image) => image.role === 'BACKGROUND' && !all.includes(image));
  const background = subjects.length > 0 && lacksBackground ? BACKGROUND : 0;
  const most = Math.min(given.length, SUBJECT_POSITIONS.length);
  if (most < 2) return background;
  const shownCount = SUBJECT_POSITIONS.flat().filter((slot) => given.includes(shown.get(slot) as OrderImage)).length;
  return Math.min(1, (most - shownCount) / (most - 1) + background);
}

/** How many of the given subjects and backgrounds are not shown. */
export function leftOutImages(shown: ImageAssignment, uploaded: readonly OrderImage[]): number {
  const all = [...shown.values()];
  return uploaded.filter((image) => image.role !== 'LOGO' && !all.includes(image)).length;
}
