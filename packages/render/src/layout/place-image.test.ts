import { formatOf } from '@proofsheet/domain';
import { describe, expect, test } from 'vitest';
import type { SmallPhotograph } from '../images/ground-edges.ts';
import type { LazyImage } from '../images/lazy-image.ts';
import type { Photograph } from '../images/photographs.ts';
import { placeImage } from './place-image.ts';

const TOP = 22;
const format = formatOf('youtube-thumbnail', 'THUMBNAIL');

/** 1000x667, of a thing that fills this much of its height below a little ground, in ten rows of spots. */
function photograph(shown: number, changes: Partial<Photograph> = {}): Photograph {
  const height = 667 * shown;
  const spots = Array.from({ length: 100 }, (_, at) => ({
    x: 305 + (at % 10) * 45,
    y: TOP + ((Math.floor(at / 10) + 0.5) * height) / 10,
    weight: 0.01,
  }));
  return {
    ...{ width: 1000, height: 667, channels: 3, scale: 1, focus: { x: 500, y: 300 }, focusIsGiven: false },
    ...{ heads: [], spots, bust: [], company: [], arms: [], each: [], isFigure: false, isPage: false },
    subject: { x: 280, y: TOP, width: 450, height },
    ...{ runsOut: new Set(['left']), endsWithin: new Set(), cutOff: new Set(), lightness: 0.5, trust: 1 },
    image: {} as LazyImage,
    ...changes,
  } as Photograph;
}

/** Grey, or with an edge that changes from each pixel to the next. */
function small(levels: number): SmallPhotograph {
  const [width, height] = [192, 128];
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    const stripe = ((pixel % width) + Math.floor(pixel / width)) % 4 < 2;
    return 128 + (stripe ? levels : 0);
  });
  return { width, height, data };
}

function placed(photo: Photograph, levels: number, attributes: Readonly<Record<string, string>> = {}) {
  const image = { slot: 'photo', box: { x: 0, y: 0, width: 1280, height: 720 }, attributes } as const;
  const direction = 'ltr' as const;
  return placeImage(image, photo, {
    ...{ format, flip: false, crop: 'usual', copy: { direction } },
    grounds: new Map([[photo, small(levels)]]),
  });
}

test('where a continued ground would be seen, a crop that takes next to nothing of the subject is preferred', () => {
  const thin = photograph(0.95);
  // A mast: there is little of it at either end.
  const thing = { ...thin, spots: thin.spots.map((spot) => ({ ...spot, y: 330 + (spot.y - 340) * 0.7 })) };
  expect(placed(thing, 60).crop).toMatchObject({ x: 0, width: 1000 });
  expect(placed(thing, 60).behind).toBe(0);
  // A shade goes on unseen: the subject keeps its air.
  expect(placed(thing, 0).crop.width).toBeGreaterThan(1000);
});

test('it goes on all the same where a crop would take much of the subject, or anything of a head', () => {
  const tall = photograph(0.95);
  expect(placed(tall, 60).crop.width).toBeGreaterThan(1000);
  expect(placed(tall, 60).cutOffShare).toBe(0);
  const heads = [headAt(30), headAt(430)];
  const stacked = placed(photograph(0.93, { heads, isFigure: true }), 60);
  expect(stacked.behind).toBeGreaterThan(0);
  expect(stacked.cutFaces).toBe(0);
});

function headAt(y: number): Photograph['heads'][number] {
  const face = { x: 450, y: y + 50, width: 90, height: 110 };
  return { face, whole: { x: 420, y, width: 150, height: 195 }, eyes: { x: 495, y: y + 90 }, gaze: 0 };
}

test('a subject that its photograph cuts off is cut a little more rather than set into a blurred ground', () => {
  const counter = photograph(0.95, { runsOut: new Set(['left', 'bottom']), heads: [headAt(30)], isFigure: true });
  const { crop, behind, cutOffShare } = placed(counter, 60);
  expect(behind).toBe(0);
  expect(crop.width).toBe(1000);
  expect(cutOffShare).toBeLessThanOrEqual(0.15);
});

/** In a place twice as wide as high. */
function inStrip(photo: Photograph, attributes: Record<string, string> = {}) {
  const direction = 'ltr' as const;
  const image = { slot: 'photo', box: { x: 0, y: 0, width: 1280, height: 640 }, attributes } as const;
  return placeImage(image, photo, {
    ...{ format, flip: false, crop: 'usual', copy: { direction }, grounds: new Map() },
  });
}

test('a photograph whose subject was not found lies whole as a card, where a crop would show little of it', () => {
  const unknown = (size: { width: number; height: number }) =>
    photograph(0.9, { ...size, subject: undefined, spots: [], isUnknown: true });
  const upright = inStrip(unknown({ width: 800, height: 1000 }), { 'data-inset': '4' });
  expect(upright.crop).toEqual({ x: 0, y: 0, width: 800, height: 1000 });
  expect(upright.mat).toEqual({ x: 0, y: 0, width: 1280, height: 640 });
  // A crop of most of it fills the place; so it does where a template has no cards, and of a scene.
  expect(inStrip(unknown({ width: 1000, height: 667 }), { 'data-inset': '4' }).mat).toBeUndefined();
  expect(inStrip(unknown({ width: 800, height: 1000 })).crop.height).toBe(400);
  const scene = photograph(0.9, { width: 800, height: 1000, subject: undefined, spots: [] });
  expect(inStrip(scene, { 'data-inset': '4' }).crop.height).toBe(400);
});

test('what is cut off of a body without a face counts as its head, but for its lower part', () => {
  const place = (isFaceless: boolean) => {
    const body = { ...photograph(0.9), isFaceless };
    const image = { slot: 'cutout', box: { x: -320, y: 0, width: 640, height: 720 }, attributes: {} } as const;
    const set = { format, flip: false, crop: 'usual', copy: { direction: 'ltr' }, grounds: new Map() } as const;
    return placeImage(image, { ...body, channels: 4, width: 740, height: 600 }, set).cutOffShare;
  };
  expect(place(false)).toBeGreaterThan(0);
  expect(place(true)).toBeGreaterThan(place(false) * 2);
  expect(place(true)).toBeLessThan(place(false) * 4);
});

test('a print shows all of its photograph in the middle of its box, whatever shape that has', () => {
  const tall = photograph(0.9, { width: 500, height: 1000, heads: [headAt(30)] });
  const print = inStrip(tall, { 'data-print': '1' });
  expect(print.crop).toEqual({ x: 0, y: 0, width: 500, height: 1000 });
  expect(print.box.width / print.box.height).toBeCloseTo(0.5, 2);
  expect(Math.abs(print.box.x + print.box.width / 2 - 640)).toBeLessThanOrEqual(1);
  expect(print).toMatchObject({ empty: 0, behind: 0, beyond: 0 });
  expect(print.mat).toBeUndefined();
});

test('what lies beyond one side of a photograph is known, whether it is seen or not', () => {
  const low = photograph(0.9, { width: 1000, height: 500, subject: { x: 20, y: 20, width: 960, height: 480 } });
  const image = { slot: 'photo', box: { x: 0, y: 0, width: 640, height: 560 }, attributes: {} } as const;
  const set = { format, flip: false, crop: 'usual', copy: { direction: 'ltr' }, grounds: new Map() } as const;
  const { beyond, behind } = placeImage(image, { ...low, runsOut: new Set(['bottom']) }, set);
  expect(beyond).toBeGreaterThan(0.34);
  expect(behind).toBe(0);
  expect(inStrip(photograph(0.9)).beyond).toBeLessThan(0.34);
});

describe('a page', () => {
  const page = (width: number, height: number) =>
    photograph(1, { width, height, subject: { x: 0, y: 0, width, height }, isPage: true, runsOut: new Set() });

  test('whose shape does not suit its place lies in it as a card', () => {
    const card = inStrip(page(1000, 800));
    expect(card.crop).toEqual({ x: 0, y: 0, width: 1000, height: 800 });
    expect(card.mat).toEqual({ x: 0, y: 0, width: 1280, height: 640 });
    expect(inStrip(page(1000, 800), { 'data-shape': 'round' }).mat).toBeUndefined();
    expect(inStrip(page(1000, 500)).mat).toBeUndefined();
  });

  test('loses a little of its foot on a screen, rather than leave a strip of that empty', () => {
    expect(inStrip(page(1000, 540), { 'data-inset': '0' }).crop).toEqual({ x: 0, y: 0, width: 1000, height: 500 });
    expect(inStrip(page(1000, 800), { 'data-inset': '0' }).crop.height).toBe(800);
  });
});

test('where a longer ground would be seen, a photograph lies in its field, and a rim goes with it', () => {
  const tall = photograph(0.95);
  const field = placed(tall, 60, { 'data-inset': '5' });
  expect(field).toMatchObject({ behind: 0, mat: { x: 0, y: 0, width: 1280, height: 720 } });
  expect(field.empty).toBeGreaterThan(0);
  const { box, mat, empty } = placed(tall, 60, { 'data-inset': '0', 'data-rim': '1' });
  expect(mat).toBeUndefined();
  expect(empty).toBe(0);
  // Seven pixels of rim around it, as high as its box leaves it room, and in the middle.
  expect(box).toMatchObject({ y: 7, height: 706 });
  expect(Math.abs(box.x + box.width / 2 - 640)).toBeLessThanOrEqual(1);
  // What is a shade, but not a studio's, is seen to end as well.
  expect(placed(tall, 3, { 'data-inset': '0', 'data-rim': '1' }).box.width).toBeLessThan(1266);
  expect(placed(tall, 0, { 'data-inset': '0', 'data-rim': '1' }).box.width).toBe(1266);
});
