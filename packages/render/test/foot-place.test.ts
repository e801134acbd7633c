import type { Copy, FormatChoice } from '@proofsheet/domain';
import { type Box, clip, encodeMask } from '@proofsheet/raster';
import { analysedSample } from '@proofsheet/samples';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OrderImage } from '../src/images/order-image.ts';
import type { ImageLayer, Layout, TextRun } from '../src/layout/layers.ts';
import type { TextSlot } from '../src/templates/manifest.ts';
import { logo, product } from './order-images.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';

/** A car in a street, cut out where a template cuts out. */
async function car(): Promise<OrderImage> {
  const { bytes, analysis, cutout } = await analysedSample('car');
  return { role: 'PRODUCT', bytes, analysis, cutout };
}

async function framedCar(): Promise<OrderImage> {
  const { bytes, analysis } = await car();
  return { role: 'PRODUCT', bytes, analysis: { ...analysis, cutout: null } };
}

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await openPipeline();
});

/** A car that leaves no corner of its photograph free. */
async function carAllOver(): Promise<OrderImage> {
  const { bytes, analysis } = await car();
  const { width, height } = analysis;
  const mask = encodeMask({ width: 16, height: 16, data: new Uint8Array(256).fill(255) });
  const subject = { ...analysis.subject, kind: 'one' as const, box: { x: 0, y: 0, width, height }, mask };
  return { role: 'PRODUCT', bytes, analysis: { ...analysis, cutout: null, subject } as OrderImage['analysis'] };
}

const COPY: Copy = {
  ...{ headline: 'Hear what you missed', button: 'Listen now', price: '€249', brand: 'Orvane' },
  points: ['Quiet', 'Light'],
};
const BADGE: Copy = { ...COPY, badge: 'NEW' };
const COUPON: Copy = { ...COPY, coupon: { code: 'QUIET20', label: 'Code' } };

async function layOut(name: string, format: FormatChoice, copy: Copy, image: OrderImage): Promise<Layout> {
  const template = pipeline.templates.find((one) => one.kind === 'AD' && one.name === name);
  if (!template) throw new Error(`there is no ad ${name}`);
  const layout = await pipeline.layOut({ template, format, copy, images: [image] });
  if (!layout) throw new Error(`${name} does not fit`);
  return layout;
}

const runsOf = ({ layers }: Layout): TextRun[] =>
  layers.flatMap((layer) => (layer.type === 'drawing' ? [...layer.runs] : []));
const runOf = (layout: Layout, slot: TextSlot): Box => runsOf(layout).find((run) => run.slot === slot)?.box as Box;
const pictureOf = ({ layers }: Layout): ImageLayer =>
  layers.find((layer): layer is ImageLayer => layer.type === 'image' && layer.slot !== 'backdrop') as ImageLayer;
const bottomOf = ({ y, height }: Box) => y + height;

describe('a badge that is all of an offer that a template has no place for', () => {
  const CASES: [string, FormatChoice][] = [
    ['stage', 'square'],
    ['panel', 'landscape'],
    ['features', 'story'],
    ['card', 'google-300x250'],
    ['frame', 'google-300x600'],
    ['cover', 'square'],
  ];

  test.for(CASES)('stands on the picture of %s in %s, which keeps the whole frame', async ([name, format]) => {
    const image = await car();
    const [plain, badged] = [await layOut(name, format, COPY, image), await layOut(name, format, BADGE, image)];
    expect(badged.setting.foot).toBeUndefined();
    expect(pictureOf(badged).placement.box).toEqual(pictureOf(plain).placement.box);
    const badge = runOf(badged, 'badge');
    const { width, height } = badged.setting.format;
    expect(clip(badge, { x: 0, y: 0, width, height })).toEqual(badge);
    for (const run of runsOf(badged))
      if (run.slot !== 'badge') expect(clip(run.box, badge).width * clip(run.box, badge).height).toBe(0);
    const covered = pictureOf(badged).placement.spots.filter(({ x, y }) => {
      return x >= badge.x && x < badge.x + badge.width && y >= badge.y && y < bottomOf(badge);
    });
    expect(covered).toEqual([]);
  });

  test('takes nothing of a leaderboard', async () => {
    const [plain, badged] = [
      await layOut('tag', 'google-728x90', COPY, await car()),
      await layOut('tag', 'google-728x90', BADGE, await car()),
    ];
    expect(runOf(badged, 'headline')).toEqual(runOf(plain, 'headline'));
    expect(pictureOf(badged).placement.box).toEqual(pictureOf(plain).placement.box);
  });

  test.for<[string, FormatChoice]>([
    ['panel', 'square'],
    ['panel', 'landscape'],
    ['minimal', 'google-300x250'],
  ])('stands after the price of %s in %s where its picture is all subject', async ([name, format]) => {
    const layout = await layOut(name, format, BADGE, await carAllOver());
    const [badge, price] = [runOf(layout, 'badge'), runOf(layout, 'price')];
    expect(badge.x).toBeGreaterThan(price.x + price.width);
    expect(badge.x - price.x - price.width).toBeLessThan(badge.height * 2);
    expect(Math.abs(badge.y + badge.height / 2 - price.y - price.height / 2)).toBeLessThan(badge.height / 4);
  });

  test('stands above the headline where there is no price', async () => {
    const layout = await layOut('minimal', 'google-300x250', { ...BADGE, price: undefined }, await carAllOver());
    const [badge, headline] = [runOf(layout, 'badge'), runOf(layout, 'headline')];
    expect(bottomOf(badge)).toBeLessThan(headline.y);
    expect(Math.abs(badge.x - headline.x)).toBeLessThan(badge.height);
  });
});

describe('the foot of a story', () => {
  test('stands above a picture that goes on to the lower edge', async () => {
    const layout = await layOut('panel', 'story', COUPON, await framedCar());
    const { box } = pictureOf(layout).placement;
    expect(bottomOf(box)).toBe(layout.setting.format.height);
    expect(bottomOf(runOf(layout, 'coupon'))).toBeLessThanOrEqual(box.y);
    expect(runOf(layout, 'coupon').y).toBeGreaterThan(bottomOf(runOf(layout, 'button')));
    expect(box.height).toBeGreaterThan(layout.setting.format.height * 0.3);
  });

  test('stands on the ground of a template whose words are low, between them and what the platform reserves', async () => {
    const layout = await layOut('card', 'story', COUPON, await car());
    const reserved = Math.min(...layout.setting.format.reserved.filter(({ y }) => y > 0).map(({ y }) => y));
    const coupon = runOf(layout, 'coupon');
    expect(bottomOf(coupon)).toBeLessThanOrEqual(reserved);
    expect(bottomOf(coupon)).toBeGreaterThan(reserved - layout.setting.format.height * 0.06);
    expect(runOf(layout, 'button').y).toBeLessThan(coupon.y);
  });
});

test('no word of a template reaches into the foot of a story', async () => {
  const inFoot: TextSlot[] = ['badge', 'coupon', 'coupon-label', 'legal', 'rating', 'reviews'];
  const copy: Copy = {
    ...{
      headline: 'Touch the **summit**',
      subline: 'Altimeter, compass, solar',
      button: 'Discover',
      price: 'CHF 1’150.–',
    },
    ...{
      points: ['Quiet', 'Light'],
      legal: 'Valid until 31.12.2027 at participating dealers. Delivery from 50 CHF free.',
    },
  };
  const images = [await product(), await logo()];
  const faults: string[] = [];
  for (const template of pipeline.templates.filter(({ kind }) => kind === 'AD')) {
    const layout = await pipeline.layOut({ template, format: 'story', copy, images });
    if (!layout?.setting.foot) continue;
    const ofFoot = runsOf(layout).filter(({ slot }) => template.footSlots.has(slot) && inFoot.includes(slot));
    const top = Math.min(...ofFoot.map(({ box }) => box.y));
    const low = runsOf(layout).filter((run) => !ofFoot.includes(run) && bottomOf(run.box) > top);
    // Words that all stand below it are apart from it, too.
    const bottom = Math.max(...ofFoot.map(({ box }) => bottomOf(box)));
    for (const { slot, box } of low) if (box.y < bottom) faults.push(`${template.name} ${slot}`);
  }
  expect(faults).toEqual([]);
});

test.for(['panel', 'minimal', 'card'])(
  'the badge of an offer with a foot stands on the picture in %s',
  async (name) => {
    const layout = await layOut(name, 'square', { ...COUPON, badge: 'NEW' }, await car());
    const [badge, code] = [runOf(layout, 'badge'), runOf(layout, 'coupon')];
    expect(bottomOf(badge)).toBeLessThan(code.y - badge.height);
  },
);

test.for(['panel', 'minimal'])(
  'a reduction stands after the price that it is of in %s, not in the foot',
  async (name) => {
    const layout = await layOut(name, 'square', { ...COUPON, price: '$29', badge: '-40 %' }, await car());
    const [badge, price] = [runOf(layout, 'badge'), runOf(layout, 'price')];
    expect(badge.x).toBeGreaterThan(price.x + price.width);
    expect(badge.x - price.x - price.width).toBeLessThan(badge.height * 2);
  },
);

test.for(['stage', 'panel', 'features', 'minimal', 'card'])(
  'the foot of %s begins where its words do',
  async (name) => {
    const layout = await layOut(name, 'square', COUPON, await car());
    const words = runsOf(layout).filter(({ slot }) => !slot.startsWith('coupon'));
    const margin = Math.min(...words.map(({ box }) => box.x));
    expect(Math.abs(runOf(layout, 'coupon-label').x - margin)).toBeLessThanOrEqual(2);
  },
);

test('in a story a foot never parts a bubble from its tail', async () => {
  const copy: Copy = {
    headline: '“I feel at home.”',
    author: 'Olivia',
    button: 'Meet us',
    rating: { value: 4.9, of: 5, count: 640 },
  };
  const layout = await layOut('testimonial', 'story', copy, await car());
  const rating = runsOf(layout).find(({ slot }) => slot === 'rating')?.box;
  const { box } = pictureOf(layout).placement;
  expect(rating === undefined || rating.y >= bottomOf(box)).toBe(true);
});
