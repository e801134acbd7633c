import type { Copy, FormatChoice } from '@proofsheet/domain';
import { type Box, clip } from '@proofsheet/raster';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OrderImage } from '../src/images/order-image.ts';
import type { Layout } from '../src/layout/layers.ts';
import type { Template } from '../src/templates/manifest.ts';
import { logo, photo, product } from './order-images.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';

const WORDS: Copy = {
  headline: 'Hear what you **missed**',
  ...{ subline: 'Copper, terracotta, quiet.', button: 'Listen now', brand: 'Orvane' },
  ...{ points: ['Quiet', 'Light', 'Two years of warranty'], author: 'Mara Lindqvist' },
};
const OFFERS: Record<string, Copy> = {
  'a short price': { ...WORDS, price: '€249' },
  'a price and the one before': { ...WORDS, price: '€249', oldPrice: '€299' },
  'a whole offer': {
    ...WORDS,
    ...{ price: 'from €1,299.00/mo', oldPrice: '€1,599.00', badge: '-30 %', coupon: 'QUIET20' },
    rating: { value: 4.8, of: 5, count: 1204, label: 'reviews' },
    ...{ legal: 'Until 31 May 2027, while stocks last.', qr: 'https://orvane.example/s' },
  },
};
const LARGE: FormatChoice[] = ['landscape', 'square', 'meta-portrait', 'google-300x250'];
const SIZES: FormatChoice[] = [
  ...LARGE,
  ...(['meta-story', 'google-300x600', 'google-160x600'] as const),
  ...(['google-970x250', 'google-728x90', 'google-320x50', 'google-320x100'] as const),
];

let pipeline: Pipeline;
let sets: readonly (readonly OrderImage[])[];
beforeAll(async () => {
  pipeline = await openPipeline();
  const [bottle, scene, sign] = [await product(), await photo(0.5, 'PRODUCT', 800, 600), await logo()];
  sets = [
    [bottle, sign],
    [scene, sign],
    [bottle, bottle, sign],
  ];
});

/** With the first set of images that the template can show. */
async function layOut(template: Template, format: FormatChoice, copy: Copy): Promise<Layout | undefined> {
  for (const images of sets) {
    const layout = await pipeline.layOut({ template, format, copy, images });
    if (layout) return layout;
  }
  return undefined;
}

const adsWith = (slot: 'price' | 'headline') =>
  pipeline.templates.filter(({ kind, slots, foreign }) => kind === 'AD' && slots[slot] && !foreign);

interface Named {
  readonly name: string;
  readonly box: Box;
}

/** The lines of text and the logo. */
function signsOf({ layers, setting }: Layout): Named[] {
  return layers.flatMap((layer) => {
    if (layer.type !== 'drawing') return [];
    const logos = layer.logos.map((room) => ({ name: 'logo', box: middle(room, setting.logo ?? room) }));
    return [...layer.runs.map(({ slot, box }) => ({ name: slot, box })), ...logos];
  });
}

function middle(room: Box, { width, height }: Pick<Box, 'width' | 'height'>): Box {
  return { x: room.x + (room.width - width) / 2, y: room.y + (room.height - height) / 2, width, height };
}

/** How much of the height of the lower of two boxes lies on the other; a line's box has air around its letters. */
const AIR = 0.2;

function collisionsIn(signs: readonly Named[]): string[] {
  return signs.flatMap((one, index) =>
    signs.slice(index + 1).flatMap((other) => {
      if (one.name === other.name) return [];
      const shared = clip(one.box, other.box);
      const isOn = shared.width > 1 && shared.height > AIR * Math.min(one.box.height, other.box.height);
      return isOn ? [`${one.name} on ${other.name}`] : [];
    }),
  );
}

describe.each(Object.keys(OFFERS))('with %s', (offer) => {
  // The words of `tag` lie on a tilted paper: the upright boxes around tilted lines share room that their letters do not.
  test('no line of an ad stands on another one or on the logo, in any size', async () => {
    const faults: string[] = [];
    for (const template of adsWith('headline').filter(({ name }) => name !== 'tag'))
      for (const format of SIZES) {
        const layout = await layOut(template, format, OFFERS[offer] as Copy);
        if (layout) faults.push(...collisionsIn(signsOf(layout)).map((fault) => `${template.name} ${format} ${fault}`));
      }
    expect(faults).toEqual([]);
  }, 240_000);

  test('the amount is set at least as large as the words on the button', async () => {
    const faults: string[] = [];
    for (const template of adsWith('price'))
      for (const format of LARGE) {
        const layout = await layOut(template, format, OFFERS[offer] as Copy);
        const largest = (slot: string) =>
          Math.max(
            0,
            ...(layout?.layers.flatMap((layer) => (layer.type === 'drawing' ? layer.runs : [])) ?? [])
              .filter((run) => run.slot === slot)
              .map(({ size }) => size),
          );
        const [price, button] = [largest('price'), largest('button')];
        // A price that is left out is a finding.
        if (price > 0 && price < button)
          faults.push(`${template.name} ${format} ${price.toFixed(1)} under ${button.toFixed(1)}`);
      }
    expect(faults).toEqual([]);
  }, 240_000);
});
