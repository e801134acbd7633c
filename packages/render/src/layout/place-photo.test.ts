import { encodeMask } from '@proofsheet/raster';
import { describe, expect, test } from 'vitest';
import type { LazyImage } from '../images/lazy-image.ts';
import type { Photograph } from '../images/photographs.ts';
import { subjectIn } from '../images/subject.ts';
import { cropFor } from './place-photo.ts';

const AIM = { x: 0.5, y: 0.42 };
const KEPT = { whole: true, air: 0.04 };

/** A photograph of 1000x800 with a subject in this box. */
function photograph(subject: Photograph['subject'], changes: Partial<Photograph> = {}): Photograph {
  return {
    ...{ width: 1000, height: 800, channels: 3, scale: 1, focus: { x: 500, y: 400 }, focusIsGiven: false },
    ...{
      heads: [],
      subject,
      spots: [],
      bust: [],
      company: [],
      arms: [],
      each: [],
      isFigure: false,
      isPage: false,
      runsOut: new Set(),
      endsWithin: new Set(),
      cutOff: new Set(),
      lightness: 0.5,
      trust: 1,
    },
    image: {} as LazyImage,
    ...changes,
  };
}

const box = (width: number, height: number) => ({ x: 0, y: 0, width, height });

describe('a subject', () => {
  const chair = { x: 400, y: 40, width: 240, height: 720 };

  test('is whole in a shape that holds it, within its photograph', () => {
    const crop = cropFor(photograph(chair), box(400, 800), AIM, 1, KEPT);
    expect(crop.x).toBeGreaterThanOrEqual(0);
    expect(crop.x).toBeLessThanOrEqual(400);
    expect(crop.x + crop.width).toBeGreaterThanOrEqual(640);
    expect(crop.height).toBe(800);
  });

  test('is whole in a flat shape, because the part reaches beyond its photograph', () => {
    const crop = cropFor(photograph(chair), box(600, 300), AIM, 1, KEPT);
    expect(crop.y).toBeLessThanOrEqual(40);
    expect(crop.y + crop.height).toBeGreaterThanOrEqual(760);
    expect(crop.width / crop.height).toBeCloseTo(2, 1);
    expect(crop.x).toBeLessThan(0);
    expect(crop.x + crop.width).toBeGreaterThan(1000);
  });

  test('has air above as below, whatever its height is in pixels', () => {
    for (let height = 480; height <= 500; height += 0.7) {
      const ring = { x: 320, y: 140, width: 300, height };
      const crop = cropFor(photograph(ring), box(620, 300), { x: 0.5, y: 0.45 }, 1, { whole: true, air: 0.04 });
      expect(ring.y - crop.y).toBeGreaterThan(height * 0.03);
      expect(crop.y + crop.height - ring.y - ring.height).toBeGreaterThan(height * 0.03);
    }
  });

  test('goes on at the side of its photograph where that is not seen, though it stands near to it', () => {
    const bike = { x: 100, y: 200, width: 790, height: 530 };
    const standing = photograph(bike, { runsOut: new Set(['bottom']) });
    const shown = (calm: Set<'top' | 'bottom'>) => cropFor(standing, box(600, 600), AIM, 1, { ...KEPT, calm });
    expect(shown(new Set(['bottom']))).toMatchObject({ y: 0 });
    expect(shown(new Set(['bottom'])).height).toBeGreaterThan(800);
    for (const calm of [new Set<'top'>(), new Set(['top', 'bottom'] as const)])
      expect(shown(calm).y).toBe(800 - shown(calm).height);
  });

  test('that its photograph cuts off there is never continued, however calm its edge is', () => {
    const plate = photograph({ x: 100, y: 200, width: 800, height: 600 }, { runsOut: new Set(['bottom']) });
    const crop = cropFor(plate, box(600, 600), AIM, 1, { ...KEPT, calm: new Set(['bottom']) });
    expect(crop.y).toBe(800 - crop.height);
  });

  test('is cut where too little of the picture would be photograph', () => {
    const crop = cropFor(photograph(chair), box(1600, 200), AIM, 1, KEPT);
    expect(crop).toMatchObject({ x: 0, width: 1000, height: 125 });
  });

  test('that runs out of its photograph on one side keeps to that side: the ground goes on at the other', () => {
    const dish = { x: 300, y: 100, width: 700, height: 500 };
    const crop = cropFor(photograph(dish, { runsOut: new Set(['right']) }), box(600, 300), AIM, 1, KEPT);
    expect(crop.x + crop.width).toBe(1000);
    expect(crop.x).toBeLessThan(0);
  });

  test('that runs out of it on both sides is cropped as well, unless most of it were cut', () => {
    const dish = photograph({ x: 0, y: 100, width: 1000, height: 600 }, { runsOut: new Set(['left', 'right']) });
    expect(cropFor(dish, box(600, 300), AIM, 1, KEPT)).toMatchObject({ x: 0, width: 1000, height: 500 });
    expect(cropFor(dish, box(600, 220), AIM, 1, KEPT).width).toBeGreaterThan(1000);
  });

  test('is not cut by a closer crop', () => {
    const wide = { x: 20, y: 300, width: 960, height: 200 };
    const crop = cropFor(photograph(wide), box(1000, 800), AIM, 1.5, KEPT);
    expect(crop.x).toBeLessThanOrEqual(20);
    expect(crop.x + crop.width).toBeGreaterThanOrEqual(980);
  });

  test('that is small is shown closer, as far as its file has pixels', () => {
    const far = { x: 450, y: 500, width: 100, height: 60 };
    const crop = cropFor(photograph(far, { scale: 0.5 }), box(1000, 800), AIM, 1, KEPT);
    expect(crop.width).toBe(Math.round(1000 / 1.8));
    expect(crop.x).toBeLessThan(450);
    expect(crop.y + crop.height).toBeGreaterThan(560);
    expect(cropFor(photograph(far), box(1000, 800), AIM, 1, KEPT).width).toBe(Math.round(1000 / 1.2));
  });

  test('gives way to a focus that was set by hand', () => {
    const crop = cropFor(photograph(chair, { focusIsGiven: true }), box(600, 300), AIM, 1, KEPT);
    expect(crop.width).toBe(1000);
  });
});

describe('a face that fills its photograph', () => {
  const face = { x: 350, y: 260, width: 300, height: 420 };
  const whole = { x: 290, y: 10, width: 420, height: 750 };
  const head = { face, whole, eyes: { x: 500, y: 400 }, gaze: 0 };

  test('keeps its forehead and chin in a flat shape, because the part reaches beyond its photograph', () => {
    const crop = cropFor(photograph(whole, { heads: [head] }), box(900, 450), AIM, 1, KEPT);
    expect(crop.y).toBeLessThanOrEqual(face.y - face.height * 0.3);
    expect(crop.y + crop.height).toBeGreaterThanOrEqual(face.y + face.height);
    expect(crop.width).toBeGreaterThan(1000);
  });

  test('keeps the chin where too little of the picture would be photograph', () => {
    const crop = cropFor(photograph(whole, { heads: [head] }), box(1600, 300), AIM, 1, KEPT);
    expect(crop.y + crop.height).toBeGreaterThanOrEqual(face.y + face.height);
    expect(crop.width).toBe(1000);
  });
});

describe('a figure from head to foot', () => {
  const figure = { x: 400, y: 40, width: 200, height: 740 };
  const head = {
    ...{ face: { x: 460, y: 60, width: 80, height: 100 }, whole: { x: 440, y: 40, width: 120, height: 140 } },
    ...{ eyes: { x: 500, y: 100 }, gaze: 0 },
  };
  const standing = photograph(figure, { heads: [head], isFigure: true });

  test('is whole, as a thing is, and not cropped to its face as a portrait', () => {
    const crop = cropFor(standing, box(600, 300), AIM, 1, KEPT);
    expect(crop.y).toBeLessThanOrEqual(figure.y);
    expect(crop.y + crop.height).toBeGreaterThanOrEqual(figure.y + figure.height);
    const portrait = cropFor({ ...standing, isFigure: false }, box(600, 300), AIM, 1, KEPT);
    expect(portrait.y + portrait.height).toBeLessThan(figure.y + figure.height);
  });

  test('keeps its head where it can be shown whole in no way', () => {
    const crop = cropFor(standing, box(1600, 300), AIM, 1, KEPT);
    expect(crop.y).toBeLessThanOrEqual(head.whole.y);
    expect(crop.y + crop.height).toBeGreaterThanOrEqual(head.whole.y + head.whole.height);
  });
});

describe('what an analysis says of a subject', () => {
  const mask = encodeMask({ width: 4, height: 2, data: Uint8Array.of(0, 255, 255, 0, 0, 255, 255, 0) });
  const subject = {
    ...{ kind: 'one' as const, by: 'model' as const, confidence: 1, person: false, parts: [], mask },
    box: { x: 0.25, y: 0, width: 0.5, height: 1 },
  };
  const whole = { x: 0, y: 0, width: 1, height: 1 };
  const picture = { width: 400, height: 200, hasAlpha: false };
  const drawn = (confidence: number) => ({
    ...{ sharpness: 1, exposure: { black: 0, white: 0 }, tone: 'light' as const, colours: 'colour' as const },
    ground: { plain: true, hex: '#ffffff' },
    nature: { is: 'logo' as const, confidence },
    role: { is: 'LOGO' as const, confidence },
  });

  test('is shown in pixels, its spots weighing one together', () => {
    const shown = subjectIn({ ...picture, subject }, whole, 400, 200);
    expect(shown?.box).toEqual({ x: 100, y: 0, width: 200, height: 200 });
    expect(shown?.spots.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1);
    expect(shown?.spots.every(({ x }) => x > 100 && x < 300)).toBe(true);
  });

  test('is nothing where nothing in particular stands out', () => {
    expect(subjectIn({ ...picture, subject: { ...subject, kind: 'none' } }, whole, 400, 200)).toBeUndefined();
    expect(subjectIn(picture, whole, 400, 200)).toBeUndefined();
    expect(subjectIn({ ...picture, seen: drawn(0.7) }, whole, 400, 200), 'white on white').toBeUndefined();
  });

  test.each([
    ['nobody has looked for a subject in', { seen: drawn(0.9) }, 400],
    ['nothing stands out of', { seen: drawn(0.9), subject: { ...subject, kind: 'none' as const } }, 400],
    ['a dialog is open on', { seen: drawn(0.9), subject }, 400],
    ['that may be a product before white', { seen: drawn(0.7), subject }, 200],
    ['square as an icon', { ...{ width: 200 }, seen: drawn(0.9), subject }, 200],
  ])('is all of a screenshot: one that %s', (_, analysis, wide) => {
    expect(subjectIn({ ...picture, ...analysis }, whole, 400, 200)?.box.width).toBe(wide);
  });
});

describe('an end that the photograph cuts off anyway', () => {
  /** A trunk from edge to edge of the height, in rows of spots. */
  const trunk = { x: 250, y: 0, width: 500, height: 800 };
  const rows = Array.from({ length: 16 }, (_, row) => 25 + row * 50);
  const columns = Array.from({ length: 10 }, (_, column) => 275 + column * 50);
  const spots = rows.flatMap((y) => columns.map((x) => ({ x, y, weight: 1 / 160 })));

  test('is cropped a little further rather than that the part reaches beyond the photograph', () => {
    const crop = cropFor(photograph(trunk, { spots }), box(1600, 1000), AIM, 1, KEPT);
    expect(crop).toMatchObject({ x: 0, width: 1000, height: 625 });
    expect(crop.y).toBeLessThanOrEqual(64);
  });

  test('stays whole where the subject only touches the edge with a tip', () => {
    const tips = spots.filter(({ x, y }) => (y > 60 && y < 740) || x === 475);
    const crop = cropFor(photograph(trunk, { spots: tips }), box(1700, 1000), AIM, 1, KEPT);
    expect(crop.height).toBeGreaterThanOrEqual(800);
    expect(crop.x).toBeLessThan(0);
  });

  test('stays whole where its cut-out is known to end by itself, however near the edge', () => {
    const crop = cropFor(
      photograph(trunk, { spots, endsWithin: new Set(['top', 'bottom']) }),
      box(1600, 1000),
      AIM,
      1,
      KEPT,
    );
    expect(crop.y).toBeLessThanOrEqual(0);
    expect(crop.y + crop.height).toBeGreaterThanOrEqual(800);
  });
});

test('a portrait is shown with the arms that it spreads, where the part has room for them', () => {
  const face = { x: 460, y: 300, width: 80, height: 100 };
  const head = { face, whole: { x: 444, y: 240, width: 112, height: 180 }, eyes: { x: 500, y: 340 }, gaze: 0 };
  const arms = [{ x: 260, y: 420, weight: 0.05 }];
  const left = (changes: Partial<Photograph>) =>
    cropFor(photograph(head.whole, { heads: [head], ...changes }), box(500, 800), { x: 0.4, y: 0.4 }, 1, KEPT).x;
  expect(left({})).toBeGreaterThan(270);
  expect(left({ arms })).toBeLessThanOrEqual(260);
});
