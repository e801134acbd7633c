import type { Analysis } from '@proofsheet/domain';
import { type Box, boxAround, type Point } from '@proofsheet/raster';
import { isCutout, type Picture } from '../templates/manifest.ts';
import { type Head, headsIn, lookOf } from './heads.ts';
import { type LazyImage, openLazyImage } from './lazy-image.ts';
import type { ImageAssignment, OrderImage } from './order-image.ts';
import { type Demand, framedScale } from './resolution.ts';
import { cutoutSource, framedSource, opaqueSource, type Side, type Source } from './sources.ts';

/** An image as it is shown, at the smallest size that serves all variants. All places are in its own pixels. */
export interface Photograph {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  /** What one pixel of the stored image became: 1, or less where it was made smaller. */
  readonly reduced: number;
  readonly focus: Point;
  /** Whether a person said where the focus is: then it counts for more than faces. */
  readonly focusIsGiven: boolean;
  readonly heads: readonly Head[];
  /** The subject where it is known: crops keep it. */
  readonly subject: Box | undefined;
  /** Where a cut-out ends because its image ends: it can only stand on that side of the frame. */
  readonly cutOff: ReadonlySet<Side>;
  readonly lightness: number;
  readonly image: LazyImage;
}

/** The image in its frame. It covers the largest format, so a crop for a whole frame needs no second resampling. */
function openFramed(image: OrderImage, wanted: Demand): Photograph {
  return photograph(framedSource(image), image.analysis, framedScale(image.analysis, wanted), wanted.once);
}

/** A cut-out is shown at most this much larger than it fits into the frame. */
export const LARGEST_CUTOUT = 1.35;

/** The subject without its ground, trimmed to itself. */
async function openCutout(image: OrderImage, { formats, once }: Demand): Promise<Photograph> {
  const { analysis } = image;
  const source = await cutoutSource(image);
  const width = source.size.width * source.part.width;
  const height = source.size.height * source.part.height;
  const fits = formats.map((format) => Math.min(format.width / width, format.height / height));
  return photograph(source, analysis, Math.max(...fits) * LARGEST_CUTOUT, once);
}

/** A logo is never shown larger than half a frame. */
function openLogo(image: OrderImage, { formats, once }: Demand): Photograph {
  const source = opaqueSource(image);
  const fits = formats.map((format) =>
    Math.max(
      format.width / (source.size.width * source.part.width),
      format.height / (source.size.height * source.part.height),
    ),
  );
  return photograph(source, image.analysis, Math.max(...fits) * 0.5, once);
}

function photograph(source: Source, analysis: Analysis, scale: number, once: boolean): Photograph {
  const { part, seen, channels, cutOff, size } = source;
  const reduced = Math.min(1, scale);
  const full = { width: Math.ceil(size.width * reduced), height: Math.ceil(size.height * reduced) };
  const left = Math.floor(part.x * full.width);
  const top = Math.floor(part.y * full.height);
  const width = Math.max(1, Math.min(full.width - left, Math.round(part.width * full.width)));
  const height = Math.max(1, Math.min(full.height - top, Math.round(part.height * full.height)));
  const heads = headsIn(analysis.faces, seen, width, height);
  const { focus, focusBy, lightness, cutout } = analysis;
  const bounds = cutout?.usable ? cutout.bounds : undefined;
  const region = { x: left, y: top, width, height };
  const image = openLazyImage({ bytes: source.bytes, full, region, channels, reduced: reduced < 1 }, once);
  return {
    ...{ width, height, channels, reduced, cutOff, lightness, heads, image },
    focus: { x: ((focus.x - seen.x) / seen.width) * width, y: ((focus.y - seen.y) / seen.height) * height },
    focusIsGiven: focusBy === 'person',
    subject:
      heads.length > 0 ? boxAround(heads.map(({ whole }) => whole)) : bounds && inPixels(bounds, seen, width, height),
  };
}

function inPixels(box: Box, seen: Box, width: number, height: number): Box {
  const x = ((box.x - seen.x) / seen.width) * width;
  const y = ((box.y - seen.y) / seen.height) * height;
  return { x, y, width: (box.width / seen.width) * width, height: (box.height / seen.height) * height };
}

/**
 * The images of an order: each is decoded once framed and once cut out at the most, whatever shows it. Disposing of them
 * gives back what was decoded.
 */
export interface Photographs extends Disposable {
  /** The pictures of an assignment. */
  show(assignment: ImageAssignment): Promise<Pictures>;
  readonly logo: Photograph | undefined;
}
export type Pictures = ReadonlyMap<Picture, Photograph>;

/** Nothing is decoded yet: an order may never show its subject framed, or never cut out. */
export function openPhotographs(images: readonly OrderImage[], wanted: Demand): Photographs {
  const mark = images.find(({ role }) => role === 'LOGO');
  const logo = mark && openLogo(mark, wanted);
  const framed = new Map<OrderImage, Photograph>();
  const cutOut = new Map<OrderImage, Promise<Photograph>>();
  const open = (picture: Picture, image: OrderImage): Photograph | Promise<Photograph> => {
    if (isCutout(picture)) return remembered(cutOut, image, () => openCutout(image, wanted));
    return remembered(framed, image, () => openFramed(image, wanted));
  };
  return {
    logo,
    async show(assignment) {
      const pictures = new Map<Picture, Photograph>();
      for (const [picture, image] of assignment) pictures.set(picture, await open(picture, image));
      return pictures;
    },
    [Symbol.dispose]() {
      for (const photo of [...framed.values(), ...(logo ? [logo] : [])]) photo.image.release();
      for (const opened of cutOut.values()) void opened.then(({ image }) => image.release()).catch(() => {});
    },
  };
}

function remembered<T>(opened: Map<OrderImage, T>, image: OrderImage, open: () => T): T {
  const known = opened.get(image) ?? open();
  opened.set(image, known);
  return known;
}

/** What is known of the subject before it is placed. */
export interface Bearing {
  /** The side of the frame that it has to stand on, because its image cuts it off there or it looks to the other. */
  readonly side?: 'left' | 'right' | undefined;
  readonly darkPhoto?: boolean;
}

/** Several subjects look and stand where their places are. */
export function bearingOf(pictures: Pictures): Bearing {
  const cutout = pictures.get('cutout');
  const photo = pictures.get('photo');
  if ([...pictures.keys()].filter((picture) => picture !== 'backdrop').length > 1) return { darkPhoto: isDark(photo) };
  const { heads = [], cutOff } = cutout ?? photo ?? {};
  const looks = lookOf(heads);
  const side = cutOff?.has('left')
    ? 'left'
    : cutOff?.has('right')
      ? 'right'
      : looks && (looks === 'left' ? 'right' : 'left');
  return { side, darkPhoto: isDark(photo) };
}

/** Darker than this, a photograph turns muddy where it fades into a pale ground, and needs little shade under type. */
const DARK = 0.45;

export function isDark(photo: Photograph | undefined): boolean {
  return photo !== undefined && photo.lightness < DARK;
}
