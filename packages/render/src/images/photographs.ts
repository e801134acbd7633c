import type { Analysis } from '@proofsheet/domain';
import { type Box, boxAround, type Point } from '@proofsheet/raster';
import { type ImageSlot, isCutout } from '../templates/manifest.ts';
import { isWholeFigure, merelyStands } from './figures.ts';
import { armsOf, besideHeads, bustOf, gazeSide, type Head, headsIn, withHair } from './heads.ts';
import { type LazyImage, openLazyImage } from './lazy-image.ts';
import { type Logos, openLogos } from './logos.ts';
import { type ImageAssignment, isScreenshot, type OrderImage } from './order-image.ts';
import { type Demand, framedScale } from './resolution.ts';
import { endsWithinIn, sidesReached, without } from './runs-out.ts';
import { cutoutSource, framedSource, SIDES, type Side, type Source } from './sources.ts';
import { type Spot, subjectIn } from './subject.ts';

/** An image as it is shown, at the smallest size that serves all variants. Points and boxes are in its own pixels. */
export interface Photograph {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  /** Its size as a share of the size of the stored file: 1, or less where it was made smaller. */
  readonly scale: number;
  readonly focus: Point;
  /** Whether the focus was set by hand: then it counts for more than faces. */
  readonly focusIsGiven: boolean;
  readonly heads: readonly Head[];
  /** What crops keep whole, where it is known: all heads of a portrait, else the subject. */
  readonly subject: Box | undefined;
  /** Where the subject is; empty for a portrait, which is cropped to its heads, and where it is not known. */
  readonly spots: readonly Spot[];
  /** The spots of each of several things or people. */
  readonly each: readonly (readonly Spot[])[];
  /** Of a portrait its head and shoulders, which words and logos keep off: the less, the farther below the face. */
  readonly bust: readonly Spot[];
  /** Of a portrait all that is people at the height of its heads: whoever stands beside them may have turned the face away. */
  readonly company: readonly Spot[];
  /** Of a portrait the arms that it spreads or raises: a crop shows them where it can. */
  readonly arms: readonly Spot[];
  /** Whether its people are seen from head to foot: then they are kept whole as a product is. */
  readonly isFigure: boolean;
  /** Whether it shows a body, of a person turned away or an animal, of which the head was not found: any part may be that. */
  readonly isFaceless?: boolean;
  /** Whether something is its subject that was not found, or of which more than was found may be there: a bench beside its seat. */
  readonly isUnknown?: boolean;
  /** Whether it was trimmed to a thing on white paper: beyond its edges there is more paper, and no more of the thing. */
  readonly isTrimmed?: boolean;
  /** Whether it is a screenshot: its edges are a page's, and are never drawn on. */
  readonly isPage: boolean;
  /** The sides on which its subject runs out of it: beyond them there is more of the subject, and no ground to go on. */
  readonly runsOut: ReadonlySet<Side>;
  /** The sides on which its subject was seen to end by itself, however near it comes to them. */
  readonly endsWithin: ReadonlySet<Side>;
  /** The sides on which a cut-out ends because its image ends: it can only stand on these sides of the frame. */
  readonly cutOff: ReadonlySet<Side>;
  readonly lightness: number;
  /** How far a cut-out can be trusted, 0 to 1; 1 of a photograph with its ground. */
  readonly trust: number;
  readonly image: LazyImage;
}

/** The image with its ground. It covers the largest format, so a crop for a whole frame needs no second resampling. */
function openFramed(image: OrderImage, demand: Demand, alone: boolean): Photograph {
  const { analysis } = image;
  const source = framedSource(image);
  const scale = framedScale(analysis, demand) * (analysis.width / source.size.width);
  const shown = photograph(source, analysis, {
    scale,
    once: demand.once,
    asPortrait: asPortraits(demand.formats),
  });
  // A background is about nothing in particular: words may stand on it anywhere.
  return image.role === 'BACKGROUND' && !(alone && standsOut(analysis))
    ? {
        ...shown,
        subject: undefined,
        spots: [],
        each: [],
        bust: [],
        company: [],
        arms: [],
        isFigure: false,
        isFaceless: false,
        isUnknown: false,
        runsOut: new Set(),
      }
    : shown;
}

/** The most of an image, by its box, that something takes that stands out of a landscape: a car in a desert. */
const SMALL_IN_SCENE = 0.2;

/** Whether there is one thing on an image that was given as a background, and it is not the scene itself. */
function standsOut({ subject }: Analysis): boolean {
  return subject?.kind === 'one' && subject.box.width * subject.box.height <= SMALL_IN_SCENE;
}

/** A cut-out is shown at most this many times as large as it fits into the frame. */
export const LARGEST_CUTOUT = 1.35;

/** The subject without its ground, trimmed to itself. */
async function openCutout(image: OrderImage, { formats, once }: Demand): Promise<Photograph> {
  const { analysis } = image;
  const source = await cutoutSource(image, asPortraits(formats));
  const width = source.size.width * source.fileRegion.width;
  const height = source.size.height * source.fileRegion.height;
  const scales = formats.map((format) => Math.min(format.width / width, format.height / height));
  const wanted = { scale: Math.max(...scales) * LARGEST_CUTOUT, once, asPortrait: asPortraits(formats) };
  return photograph(source, analysis, wanted);
}

/** In a list of thumbnails a face is what is seen of a person: whoever merely stands there is shown as a portrait. */
function asPortraits(formats: Demand['formats']): boolean {
  return formats.every(({ kind }) => kind === 'THUMBNAIL');
}

interface Wanted {
  readonly scale: number;
  readonly once: boolean;
  readonly asPortrait: boolean;
}

function photograph(source: Source, analysis: Analysis, { scale: wantedScale, once, asPortrait }: Wanted): Photograph {
  const { fileRegion, imageRegion, channels, cutOff, size, share } = source;
  const scale = Math.min(1, wantedScale);
  const full = { width: Math.ceil(size.width * scale), height: Math.ceil(size.height * scale) };
  const pixels = channels === 3 ? pixelsWithin : pixelsAround;
  const [left, width] = pixels(fileRegion.x, fileRegion.width, full.width);
  const [top, height] = pixels(fileRegion.y, fileRegion.height, full.height);
  // People on a screenshot are a part of it: it is not cropped to them.
  const isPage = isScreenshot(analysis);
  const { focus, focusBy, lightness, cutout } = analysis;
  const subject = subjectIn(analysis, imageRegion, width, height);
  const found = isPage ? [] : headsIn(analysis.faces, imageRegion, width, height);
  const heads = found.map((head) => withHair(head, subject?.spots ?? []));
  const isFigure =
    subject !== undefined && isWholeFigure(heads, subject.box) && !(asPortrait && merelyStands(heads, subject.box));
  const isPortrait = heads.length > 0 && !isFigure;
  const bounds = cutout?.usable ? cutout.bounds : undefined;
  const toPixels = (box: Box): Box => ({
    x: ((box.x - imageRegion.x) / imageRegion.width) * width,
    y: ((box.y - imageRegion.y) / imageRegion.height) * height,
    width: (box.width / imageRegion.width) * width,
    height: (box.height / imageRegion.height) * height,
  });
  const { x, y } = toPixels({ ...focus, width: 0, height: 0 });
  const isTrimmed = channels === 3 && analysis.seen?.ground.trimmed === true;
  const endsWithin = isTrimmed ? new Set(SIDES) : endsWithinIn(cutout);
  const region = { x: left, y: top, width, height };
  const kept = isPortrait ? boxAround(heads.map(({ whole }) => whole)) : (subject?.box ?? (bounds && toPixels(bounds)));
  const image = openLazyImage({ bytes: source.bytes, full, region, channels, reduced: scale < 1 }, once);
  return {
    ...{ width, height, channels, cutOff, lightness, heads, image },
    scale: scale * share,
    trust: channels === 4 ? trustOf(cutout) : 1,
    focus: { x, y },
    focusIsGiven: focusBy === 'person',
    subject: kept,
    // A page ends at its edges.
    runsOut:
      isPage || isTrimmed ? new Set<Side>() : without(sidesReached(kept, { width, height }, isPortrait), endsWithin),
    endsWithin,
    spots: isPortrait ? [] : (subject?.spots ?? []),
    each: isPortrait ? [] : eachOf(analysis.subject, subject?.spots ?? [], toPixels),
    bust: isPortrait ? bustOf(heads, subject?.spots ?? []) : [],
    company: isPortrait ? besideHeads(heads, subject?.spots ?? []) : [],
    arms: isPortrait ? armsOf(heads, subject?.spots ?? []) : [],
    ...{ isFigure, isPage, isTrimmed },
    isFaceless: subject !== undefined && !isPage && heads.length === 0 && analysis.subject?.person === true,
    isUnknown: (kept === undefined || isDoubted(analysis)) && !isPage && heads.length === 0 && focusBy !== 'person',
  };
}

/** The model is less sure than this of a subject where it takes a part for it. */
const SURE = 0.6;

function isDoubted({ subject }: Analysis): boolean {
  return subject?.by === 'model' && !subject.person && subject.confidence < SURE;
}

/** Where a stretch of a side begins, and how long it is, in pixels that hold all of it. */
function pixelsAround(from: number, length: number, side: number): [number, number] {
  const start = Math.floor(from * side);
  return [start, Math.max(1, Math.min(side - start, Math.round(length * side)))];
}

/** Of the pixels that it holds whole: one that it shares with the rim of its file shows it. */
function pixelsWithin(from: number, length: number, side: number): [number, number] {
  const start = Math.min(side - 1, Math.ceil(from * side - ROUNDING));
  return [start, Math.max(1, Math.floor((from + length) * side + ROUNDING) - start)];
}
const ROUNDING = 1e-6;

/** Of several things those at least this large, as a share of the largest one's box, are its equals; smaller ones are its company. */
const EQUAL = 0.5;

function areaOf({ width, height }: Box): number {
  return width * height;
}

function eachOf(subject: Analysis['subject'], spots: readonly Spot[], toPixels: (box: Box) => Box): Spot[][] {
  const largest = Math.max(0, ...(subject?.parts ?? []).map(areaOf));
  const equals = (subject?.parts ?? []).filter((part) => areaOf(part) >= largest * EQUAL);
  const parts = equals.length > 1 ? equals.map(toPixels) : [];
  return parts.map((part) => {
    const own = spots.filter(
      ({ x, y }) => x >= part.x && x <= part.x + part.width && y >= part.y && y <= part.y + part.height,
    );
    const all = own.reduce((sum, { weight }) => sum + weight, 0);
    return own.map((spot) => ({ ...spot, weight: spot.weight / all }));
  });
}

/** An upload that fills this much of all its sides together is a photograph with torn edges, and no cut-out. */
const FILLS = 2;
const NO_CUTOUT = 0.7;

/** The upload's own alpha is right about where its subject is, however large. */
function trustOf(cutout: Analysis['cutout']): number {
  if (cutout?.by !== 'alpha') return cutout?.confidence ?? 1;
  const { left, top, right, bottom } = cutout.touches;
  return Math.min(cutout.parts.edge, left + top + right + bottom > FILLS ? NO_CUTOUT : 1);
}

/**
 * The images of an order. Each is decoded at most once framed and once cut out, whatever shows it. Disposing of them
 * gives the memory of the decoded pixels back.
 */
export interface Photographs extends Disposable {
  /** The photographs that fill the slots of an assignment. */
  show(assignment: ImageAssignment): Promise<Pictures>;
  readonly logos: Logos;
}

/** The pictures that a template shows: the photograph in each of its slots. */
export type Pictures = ReadonlyMap<ImageSlot, Photograph>;

/** Decodes nothing yet: an order may never show its subject framed, or never cut out. */
export function openPhotographs(images: readonly OrderImage[], demand: Demand): Photographs {
  const alone = images.every(({ role }) => role === 'BACKGROUND' || role === 'LOGO');
  const framed = new Map<OrderImage, Photograph>();
  const cutOut = new Map<OrderImage, Promise<Photograph>>();
  const open = (slot: ImageSlot, image: OrderImage): Photograph | Promise<Photograph> => {
    if (isCutout(slot)) return memoised(cutOut, image, () => openCutout(image, demand));
    return memoised(framed, image, () => openFramed(image, demand, alone));
  };
  return {
    logos: openLogos(images, demand),
    async show(assignment) {
      const pictures = new Map<ImageSlot, Photograph>();
      for (const [slot, image] of assignment) pictures.set(slot, await open(slot, image));
      return pictures;
    },
    [Symbol.dispose]() {
      for (const photo of framed.values()) photo.image.release();
      for (const opened of cutOut.values()) void opened.then(({ image }) => image.release()).catch(() => {});
    },
  };
}

function memoised<T>(memo: Map<OrderImage, T>, image: OrderImage, open: () => T): T {
  const known = memo.get(image) ?? open();
  memo.set(image, known);
  return known;
}

/** What is known about the subject before it is placed. */
export interface SubjectHints {
  /** The side of the frame that it has to stand on: its image cuts it off there, or it looks to the other side. */
  readonly side?: 'left' | 'right' | undefined;
  readonly darkPhoto?: boolean;
}

/** Several subjects stand in their positions, wherever they look. */
export function subjectHints(pictures: Pictures): SubjectHints {
  const cutout = pictures.get('cutout');
  const photo = pictures.get('photo');
  if ([...pictures.keys()].filter((slot) => slot !== 'backdrop').length > 1) return { darkPhoto: isDark(photo) };
  const { heads = [], cutOff } = cutout ?? photo ?? {};
  const looks = gazeSide(heads);
  const side = cutOff?.has('left')
    ? 'left'
    : cutOff?.has('right')
      ? 'right'
      : looks && (looks === 'left' ? 'right' : 'left');
  return { side, darkPhoto: isDark(photo) };
}

/** A photograph darker than this looks muddy where it fades into a pale ground, and needs little shade under type. */
const DARK = 0.45;

export function isDark(photo: Photograph | undefined): boolean {
  return photo !== undefined && photo.lightness < DARK;
}
