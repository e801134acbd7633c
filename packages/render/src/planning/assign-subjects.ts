import type { ImageAssignment, OrderImage } from '../images/order-image.ts';
import { CUT_OFF, hasCutout, isAllCutout, subjectsOf } from '../images/order-image.ts';
import { isCutout, type Picture, PLACES, type SubjectPicture, type Template } from '../templates/manifest.ts';

type Images = Template['images'];

/**
 * What a template with places for several subjects shows: the subjects in the order of the request, each in the next
 * place that can show it; undefined when the template does not fit, or would leave out the first. All are cut out, or all
 * framed, where that leaves out none that a mixture would show.
 */
export function assignSubjects(
  { images }: Pick<Template, 'images'>,
  uploaded: readonly OrderImage[],
): ImageAssignment | undefined {
  const queue = queueFor(images, uploaded);
  const ways = waysToShow(images).flatMap((pictures) => assignInOrder(queue, pictures, images) ?? []);
  const most = Math.max(0, ...ways.map(({ size }) => size));
  const shown = ways.find(({ size }) => size === most);
  if (!shown) return undefined;
  const backdrop = images.backdrop && groundFor(shown, uploaded);
  if (backdrop) shown.set('backdrop', backdrop);
  return fits(images, shown) ? shown : undefined;
}

/** Backgrounds take the places that subjects leave free in a collage, and all where there are no subjects. */
function queueFor(images: Images, uploaded: readonly OrderImage[]): OrderImage[] {
  const subjects = subjectsOf(uploaded);
  const backgrounds = uploaded.filter(({ role }) => role === 'BACKGROUND');
  const isCollage = [...PLACES[2], ...PLACES[3]].some((picture) => images[picture]);
  return subjects.length === 0 || isCollage ? [...subjects, ...backgrounds] : subjects;
}

/** The pictures of each place in the order in which they are tried: alike as far as can be, then as the place names them. */
function waysToShow(images: Images): SubjectPicture[][][] {
  const named = Object.keys(images) as Picture[];
  const places = PLACES.map((place) => {
    const here = named.filter((picture): picture is SubjectPicture => place.some((one) => one === picture));
    const required = here.filter((picture) => images[picture] === 'required');
    return required.length > 0 ? required : here;
  });
  const onlyAs = (cutOut: boolean) =>
    places.map((place) => (place.length > 1 ? place.filter((picture) => isCutout(picture) === cutOut) : place));
  const cutOutFirst = places[0]?.[0] === 'cutout';
  return [onlyAs(cutOutFirst), onlyAs(!cutOutFirst), places];
}

function assignInOrder(
  queue: readonly OrderImage[],
  places: readonly SubjectPicture[][],
  images: Images,
): Map<Picture, OrderImage> | undefined {
  const shown = new Map<Picture, OrderImage>();
  let free = 0;
  for (const image of queue) {
    const picture = places[free]?.find((one) => images[one] && canBe(one, image));
    if (picture === undefined && free === 0) return undefined;
    if (picture === undefined) continue;
    shown.set(picture, image);
    free++;
  }
  return shown;
}

/** What its image cuts off at a side would have to stand on the edge of the frame, wherever its place is. */
function canBe(picture: SubjectPicture, image: OrderImage): boolean {
  if (!isCutout(picture)) return !isAllCutout(image);
  const { left = 0, right = 0 } = image.analysis.cutout?.touches ?? {};
  return hasCutout(image) && (isAllCutout(image) || (left <= CUT_OFF && right <= CUT_OFF));
}

/** Never an image that is shown already, unless all that is shown is framed: then it may lie behind itself. */
function groundFor(shown: ImageAssignment, uploaded: readonly OrderImage[]): OrderImage | undefined {
  const free = uploaded.find((image) => image.role === 'BACKGROUND' && ![...shown.values()].includes(image));
  return free ?? shown.get('photo');
}

function fits(images: Images, shown: ImageAssignment): boolean {
  const named = Object.keys(images) as Picture[];
  if (!named.every((picture) => images[picture] !== 'required' || shown.has(picture))) return false;
  return PLACES.every((place) => {
    const either = place.filter((picture) => images[picture] === 'either');
    return either.length === 0 || either.some((picture) => shown.has(picture));
  });
}

/** How much of the subjects is left out, of all but the main one: 0 to 1. Without subjects, of the backgrounds. */
export function unseenShare(shown: ImageAssignment, uploaded: readonly OrderImage[]): number {
  const subjects = subjectsOf(uploaded);
  const given = subjects.length > 0 ? subjects : uploaded.filter(({ role }) => role === 'BACKGROUND');
  const most = Math.min(given.length, PLACES.length);
  if (most < 2) return 0;
  const seen = PLACES.flat().filter((picture) => given.includes(shown.get(picture) as OrderImage)).length;
  return Math.min(1, (most - seen) / (most - 1));
}
