import type { Copy, FormatChoice } from '@proofsheet/domain';
import jsQrFactory from 'jsqr';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OrderImage } from '../src/images/order-image.ts';
import { createRenderer, type RenderedOutput, type Renderer } from '../src/index.ts';
import type { Layout } from '../src/layout/layers.ts';
import type { Template } from '../src/templates/manifest.ts';
import { logo, photo, product } from './order-images.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';

/** The package's types describe an ES module, whose default this is; Node loads the CommonJS one, which is the function. */
const jsQR = jsQrFactory as unknown as typeof jsQrFactory.default;

let renderer: Renderer;
let pipeline: Pipeline;
let sets: readonly (readonly OrderImage[])[];
beforeAll(async () => {
  renderer = await createRenderer();
  pipeline = await openPipeline();
  const sign = await logo();
  sets = [[await product(), sign], [await photo(0.5), sign], []];
});

const OFFER: Copy = {
  headline: 'Hear what you **missed**',
  ...{ subline: 'Copper, terracotta, quiet.', button: 'Listen now', brand: 'Orvane' },
  ...{ price: 'from €1,299.00/mo', oldPrice: '€1,599.00', badge: '-30 %' },
  coupon: { code: 'QUIET20', label: 'Code' },
  rating: { value: 4.8, of: 5, count: 1204, label: 'reviews' },
  legal: 'Until 31 May 2027, while stocks last. Not to be combined with other offers.',
  qr: 'https://orvane.example/s',
};
/** What some templates cannot do without. */
const NEEDED = { points: ['Quiet', 'Light'], labels: ['Before', 'After'], author: 'Mara Lindqvist' };

async function render(template: string, size: FormatChoice, copy: Copy): Promise<RenderedOutput> {
  const order = { kind: 'AD', copy, brand: {}, variants: 1, mediaType: 'image/jpeg', seed: 1 } as const;
  const images = sets[0] as readonly OrderImage[];
  const [output] = await Array.fromAsync(renderer.render({ ...order, formats: [size], images, template }));
  return output as RenderedOutput;
}

/** With the first set of images that the template can show. */
async function layOut(template: Template, format: FormatChoice, copy: Copy): Promise<Layout | undefined> {
  for (const images of sets) {
    const layout = await pipeline.layOut({ template, format, images, copy });
    if (layout) return layout;
  }
  return undefined;
}

async function codeIn({ bytes }: RenderedOutput): Promise<string | undefined> {
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

const codesOf = ({ report }: RenderedOutput) => report.findings.map(({ code }) => code);

/** One size of each class and trait, no larger than layouts need to be what they are in the platforms' own. */
const SIZES: Record<string, FormatChoice> = {
  wide: { width: 600, height: 314 },
  square: { width: 540, height: 540 },
  'a short square': 'google-300x250',
  tall: 'google-300x600',
  'a story': 'story',
  'a tower': 'google-160x600',
  'a strip': 'google-970x250',
  'a small strip': 'google-320x100',
  'a slim strip': 'google-728x90',
  'a tiny strip': 'google-320x50',
};

describe('a whole offer', () => {
  test.each(Object.entries(SIZES))(
    'is drawn by the ad templates in %s: no price is broken, nothing is drawn outside or cut off',
    async (_, size) => {
      const broken: string[] = [];
      let drawn = 0;
      for (const template of pipeline.templates.filter(({ kind }) => kind === 'AD')) {
        const layout = await layOut(template, size, { ...OFFER, ...NEEDED });
        if (!layout) continue;
        drawn++;
        const errors = (await pipeline.findingsOf(layout)).filter(({ severity }) => severity === 'error');
        const own = errors.filter(({ code }) => /price|outside|clipped|reserved/.test(code));
        if (own.length > 0) broken.push(`${template.name} ${own.map(({ code }) => code).join(' ')}`);
      }
      expect(drawn).toBeGreaterThan(9);
      expect(broken).toEqual([]);
    },
    60_000,
  );

  test('is shown whole where there is room: nothing is left out of a square, and the code is read off its JPEG', async () => {
    for (const template of ['leaflet', 'ticket', 'proof', 'sale', 'panel']) {
      const output = await render(template, 'square', OFFER);
      expect(codesOf(output), template).not.toContain('copy_left_out');
      expect(await codeIn(output), template).toBe(OFFER.qr);
    }
  }, 60_000);

  test('leaves out what has no room, and says so: modules of three pixels are too large for a leaderboard', async () => {
    const output = await render('ticket', 'google-728x90', { ...OFFER, rating: undefined, legal: undefined });
    expect(output.report.findings).toContainEqual(
      expect.objectContaining({ code: 'copy_left_out', value: 1, message: expect.stringContaining('QR code') }),
    );
    expect(output.report.parts.given).toBeLessThan(1);
    expect(await codeIn(output)).toBeUndefined();
  });
});

describe('a QR code', () => {
  test.each([
    ['a short address', 'https://a.example', 'google-300x600'],
    ['a long address', `https://orvane.example/${'path-'.repeat(12)}`, 'square'],
    ['Japanese text', '聞き逃した音を、もう一度', 'landscape'],
    ['letters for a machine', 'WIFI:T:WPA;S:Orvane;P:quiet;;', 'square'],
  ] as const)('of %s is read off the picture', async (_, qr, size) => {
    expect(await codeIn(await render('panel', size, { headline: OFFER.headline, qr }))).toBe(qr);
  });
});

const MADE_FOR: [given: string, template: string, copy: Partial<Copy>][] = [
  ['a coupon', 'ticket', { coupon: OFFER.coupon }],
  ['a coupon by its code alone', 'ticket', { coupon: 'QUIET20' }],
  ['a price and the one before', 'leaflet', { ...OFFER, legal: undefined }],
  ['a rating', 'proof', { rating: OFFER.rating }],
];

test.each(MADE_FOR)(
  'for %s the planner takes what is made for it, a %s',
  async (_, template, given) => {
    const copy = { headline: OFFER.headline, ...given };
    const order = {
      kind: 'AD',
      copy,
      brand: {},
      formats: [SIZES.square as FormatChoice],
      variants: 4,
      seed: 5,
    } as const;
    const images = sets[0] as readonly OrderImage[];
    const outputs = await Array.fromAsync(renderer.render({ ...order, images, mediaType: 'image/jpeg' }));
    expect(outputs.map((output) => output.template)).toContain(template);
  },
  60_000,
);

const LOCALES: Record<string, Partial<Copy>> = {
  de: { price: 'ab 1.299,00 €/Monat', oldPrice: '1.599,00 €' },
  'de-CH': { price: "CHF 1'299.–", oldPrice: "CHF 1'599.–" },
  fr: { price: 'à partir de 9,99 €', oldPrice: '12,99 €' },
  es: { price: 'desde 1.299 €', oldPrice: '1.599 €' },
  el: { price: 'από 9,99 €', oldPrice: '12,99 €' },
  ar: { headline: 'اسمع ما **فاتك**', price: 'من ٢٤٩٫٥٠ €', oldPrice: '٢٩٩ €' },
  ja: { headline: '聞き逃した**音**', price: '¥1,299〜', oldPrice: '¥1,599' },
  nl: { price: '299,- €' },
  en: { price: '$0', oldPrice: '$5' },
};

test.each(Object.entries(LOCALES))(
  'in %s the price is whole in a square, a tower and a strip',
  async (locale, words) => {
    const copy = { ...OFFER, legal: undefined, qr: undefined, oldPrice: undefined, ...words, locale };
    for (const template of pipeline.templates.filter(({ name }) => ['sale', 'tag', 'burst', 'ticket'].includes(name)))
      for (const size of ['square', 'a tower', 'a strip'] as const) {
        const layout = await layOut(template, SIZES[size] as FormatChoice, copy);
        const findings = layout && (await pipeline.findingsOf(layout));
        expect(
          findings?.map(({ code }) => code),
          `${template.name} ${size}`,
        ).not.toContain('price_broken');
        expect(findings, `${template.name} ${size}`).toBeDefined();
      }
  },
);
