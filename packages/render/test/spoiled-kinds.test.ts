import type { Copy, FindingCode, FormatChoice } from '@proofsheet/domain';
import type { Box } from '@proofsheet/raster';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OrderImage } from '../src/images/order-image.ts';
import type { DrawingLayer, ImageLayer, Layout } from '../src/layout/layers.ts';
import { placeImage } from '../src/layout/place-image.ts';
import type { Theme } from '../src/layout/theme.ts';
import { logo, portrait, product, seatedPortrait, thing } from './order-images.ts';
import { type FinishedPicture, openPipeline, type PictureSpec, type Pipeline } from './pipeline.ts';

/** What an art director sends back, as real pixels: a picture that is right, and how the same picture is spoiled. */
interface Kind {
  readonly what: string;
  readonly code: FindingCode;
  /** What the sound picture shows; the other half of each pair differs in one thing. */
  readonly sound: keyof typeof SOUND;
  readonly spoil: (sound: Sound) => Promise<Layout> | Layout;
}

interface Sound {
  readonly spec: PictureSpec;
  readonly layout: Layout;
}

const RED = '#c8102e';
const BLACK = '#141414';
const OFFER: Copy = { headline: 'New in', button: 'Shop', price: '$499', brand: 'Orvane' };
const WHOLE_OFFER: Copy = {
  ...OFFER,
  ...{ badge: 'NEW', coupon: { code: 'QUIET20', label: 'Code' }, legal: 'Until May' },
};
const MIDDLE = { x: 0.22, y: 0.2, width: 0.56, height: 0.6 };
const SPECK = { x: 0.46, y: 0.46, width: 0.08, height: 0.08 };

/** The sound pictures, by what they show. */
const SOUND = {
  product: { kind: 'AD', template: 'panel', format: 'meta-square', copy: OFFER, images: () => [thing(MIDDLE), logo()] },
  cutout: { kind: 'AD', template: 'panel', format: 'meta-square', copy: OFFER, images: () => [product(BLACK), logo()] },
  face: {
    ...{ kind: 'THUMBNAIL', template: 'split', format: 'youtube-thumbnail', copy: { headline: 'Stay' } },
    images: () => [portrait([{ x: 0.5, y: 0.4, height: 0.3 }])],
  },
  person: {
    ...{ kind: 'AD', template: 'panel', format: 'meta-square', copy: OFFER },
    images: () => [seatedPortrait({ x: 0.5, y: 0.45, height: 0.3 }), logo()],
  },
} as const satisfies Record<string, SoundPicture>;

interface SoundPicture {
  readonly kind: 'AD' | 'THUMBNAIL';
  readonly template: string;
  readonly format: FormatChoice;
  readonly copy: Copy;
  readonly images: () => readonly Promise<OrderImage>[];
}

const KINDS: readonly Kind[] = [
  {
    ...{ what: 'the frame cuts the subject', code: 'subject_cut', sound: 'product' },
    spoil: ({ layout }) => withPicture(layout, (box) => ({ ...box, x: -Math.round(box.width / 2) })),
  },
  {
    ...{ what: 'a product that was given is not shown', code: 'image_left_out', sound: 'product' },
    spoil: async ({ spec }) => laidOut({ ...spec, images: [...spec.images, await thing(MIDDLE)] }),
  },
  {
    ...{ what: 'the logo stands on words', code: 'logo_crowded', sound: 'product' },
    spoil: ({ layout }) => withLogoAt(layout, headlineOf(layout)),
  },
  {
    ...{ what: 'the logo stands on the product', code: 'logo_on_subject', sound: 'product' },
    spoil: ({ layout }) => withLogoAt(layout, pictureOf(layout).placement.box),
  },
  {
    ...{ what: 'the file of the logo is too small', code: 'small_logo', sound: 'product' },
    spoil: async ({ spec }) => laidOut({ ...spec, images: [spec.images[0] as OrderImage, await logo(36)] }),
  },
  {
    ...{ what: 'the colour of the brand is another one', code: 'brand_colour_absent', sound: 'product' },
    spoil: ({ spec }) => laidOut({ ...spec, theme: turned }),
  },
  {
    ...{ what: 'a black product stands on black', code: 'subject_lost', sound: 'cutout' },
    spoil: ({ spec }) => laidOut({ ...spec, theme: (theme) => ({ ...theme, ground: BLACK, support: BLACK }) }),
  },
  {
    ...{ what: 'a plate stands on the product', code: 'subject_covered', sound: 'product' },
    spoil: ({ layout }) => withPlateOn(layout, pictureOf(layout).placement.box),
  },
  {
    ...{ what: 'a plate stands on a face', code: 'face_covered', sound: 'face' },
    spoil: ({ layout }) => withPlateOn(layout, pictureOf(layout).placement.faces[0] as Box),
  },
  {
    ...{ what: 'a badge stands on the shoulders of a person', code: 'subject_covered', sound: 'person' },
    spoil: ({ layout }) => withPlateOn(layout, below(pictureOf(layout).placement.faces[0] as Box)),
  },
  {
    ...{ what: 'the logo stands on hair', code: 'logo_on_subject', sound: 'person' },
    spoil: ({ layout }) => withLogoAt(layout, hairOf(pictureOf(layout).placement.faces[0] as Box)),
  },
  {
    ...{ what: 'given words are dropped', code: 'copy_left_out', sound: 'face' },
    spoil: ({ spec }) => laidOut({ ...spec, copy: { ...spec.copy, labels: ['Before', 'After'] } }),
  },
  {
    ...{ what: 'a part of the offer is dropped', code: 'copy_left_out', sound: 'product' },
    spoil: ({ spec }) => laidOut({ ...spec, copy: WHOLE_OFFER, format: 'google-320x50' }),
  },
  {
    ...{ what: 'something stands on the price', code: 'price_broken', sound: 'product' },
    spoil: ({ layout }) => withPicture(inFront(layout), () => lineOf(layout, 'price')),
  },
  {
    ...{ what: 'the photograph is old and small', code: 'image_upscaled', sound: 'product' },
    spoil: async ({ spec }) => laidOut({ ...spec, images: [await thing(MIDDLE, 240, 180), ...spec.images.slice(1)] }),
  },
  {
    ...{ what: 'the product is a speck in its photograph', code: 'subject_distant', sound: 'product' },
    spoil: async ({ spec }) => laidOut({ ...spec, images: [await thing(SPECK), ...spec.images.slice(1)] }),
  },
  {
    ...{ what: 'the photograph is a dark one', code: 'photo_dark', sound: 'product' },
    spoil: async ({ spec }) => laidOut({ ...spec, images: await Promise.all(spec.images.map(darkened)) }),
  },
  {
    ...{ what: 'a photograph is continued with the branches at its edge', code: 'ground_blurred', sound: 'product' },
    spoil: ({ layout }) => withPlacement(layout, { behind: 0.4, mirrored: 13 }),
  },
];

let pipeline: Pipeline;
const sounds = new Map<string, Sound & { readonly picture: FinishedPicture }>();
beforeAll(async () => {
  pipeline = await openPipeline();
  for (const [name, { kind, template: named, images, ...spec }] of Object.entries<SoundPicture>(SOUND)) {
    const template = pipeline.templates.find((one) => one.kind === kind && one.name === named) ?? expect.fail(named);
    const whole: PictureSpec = { ...spec, template, images: await Promise.all(images()), brand: { primary: RED } };
    const layout = await laidOut(whole);
    sounds.set(name, { spec: whole, layout, picture: await pipeline.finish(layout) });
  }
});

const soundOf = (name: string) => sounds.get(name) ?? expect.fail(name);
const codesOf = ({ inspection }: FinishedPicture) => inspection.findings.map(({ code }) => code);

test.each(Object.keys(SOUND))('no finding is made of the picture of a %s that is right', (name) => {
  expect(codesOf(soundOf(name).picture)).toEqual([]);
});

describe.each(KINDS)('$what', ({ code, sound, spoil }) => {
  test(`has the finding ${code}, and a lower score than the picture that is right`, async () => {
    const right = soundOf(sound);
    const spoiled = await pipeline.finish(await spoil(right));
    expect(codesOf(spoiled)).toContain(code);
    expect(spoiled.score).toBeLessThan(right.picture.score);
  });
});

async function laidOut(spec: PictureSpec): Promise<Layout> {
  return (await pipeline.layOut(spec)) ?? expect.fail(`${spec.template.name} does not fit`);
}

const isPicture = (layer: Layout['layers'][number]): layer is ImageLayer => layer.type === 'image';
const isDrawing = (layer: Layout['layers'][number]): layer is DrawingLayer => layer.type === 'drawing';
const pictureOf = ({ layers }: Layout): ImageLayer => layers.find(isPicture) ?? expect.fail('there is no picture');

function lineOf({ layers }: Layout, slot: string): Box {
  const runs = layers.filter(isDrawing).flatMap(({ runs: all }) => all);
  return runs.find((run) => run.slot === slot)?.box ?? expect.fail(`there is no ${slot}`);
}
const headlineOf = (layout: Layout) => lineOf(layout, 'headline');

/** A chest, twice as wide as the face. */
const below = ({ x, y, width, height }: Box): Box => ({ x: x - width / 2, y: y + height, width: width * 2, height });
const hairOf = ({ x, y, width, height }: Box): Box => ({ x, y: y - height * 0.45, width, height: height * 0.45 });

/** The picture in another box, placed and measured as any picture is. */
function withPicture(layout: Layout, boxOf: (box: Box) => Box): Layout {
  const layers = layout.layers.map((layer) => {
    if (!isPicture(layer)) return layer;
    const { slot, attributes, photo, placement } = layer;
    const { format, copy } = layout.setting;
    const placed = { format, copy, flip: false, crop: 'usual', grounds: new Map() } as const;
    return { ...layer, placement: placeImage({ slot, attributes, box: boxOf(placement.box) }, photo, placed) };
  });
  return { ...layout, layers };
}

/** The picture placed where it is, and otherwise than it is. */
function withPlacement(layout: Layout, changes: Partial<ImageLayer['placement']>): Layout {
  const layers = layout.layers.map((layer) =>
    isPicture(layer) ? { ...layer, placement: { ...layer.placement, ...changes } } : layer,
  );
  return { ...layout, layers };
}

/** An image of a product with a fifth of its light. */
async function darkened(image: OrderImage): Promise<OrderImage> {
  if (image.role !== 'PRODUCT') return image;
  return { ...image, bytes: await sharp(image.bytes).linear(0.2, 0).png().toBuffer() };
}

function inFront(layout: Layout): Layout {
  return {
    ...layout,
    layers: layout.layers.toSorted((one, other) => Number(isPicture(one)) - Number(isPicture(other))),
  };
}

/** The logo in the middle of a box, in front of everything. */
function withLogoAt(layout: Layout, { x, y, width, height }: Box): Layout {
  const [own] = layout.layers.filter(isDrawing).flatMap(({ logos }) => logos);
  if (!own) return expect.fail('there is no logo');
  const moved = { ...own, x: Math.round(x + (width - own.width) / 2), y: Math.round(y + (height - own.height) / 2) };
  const without = layout.layers.map((layer) => (isDrawing(layer) ? { ...layer, logos: [] } : layer));
  const last = without.findLastIndex(isDrawing);
  return { ...layout, layers: without.map((layer, at) => (at === last ? { ...layer, logos: [moved] } : layer)) };
}

/** A plate of one colour over the middle of a box. */
function withPlateOn(layout: Layout, { x, y, width, height }: Box): Layout {
  const size = { width: Math.round(width * 0.8), height: Math.round(height * 0.8) };
  const window = { x: Math.round(x + width * 0.1), y: Math.round(y + height * 0.1), ...size };
  const root = { type: 'container' as const, children: [], style: { ...size, backgroundColor: RED } };
  const sheet = { root, css: '', ...size, families: [] };
  return { ...layout, layers: [...layout.layers, { type: 'drawing', window, sheet, runs: [], logos: [], codes: [] }] };
}

/** Every colour of the brand as another hue: what was asked for stays. */
function turned(theme: Theme): Theme {
  const entries = Object.entries(theme).map(([name, colour]) => [name, colour === RED ? '#0a5bd8' : colour]);
  return { ...Object.fromEntries(entries), brand: theme.brand } as Theme;
}
