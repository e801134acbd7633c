import type { Copy, FormatChoice } from '@proofsheet/domain';
import jsQrFactory from 'jsqr';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRenderer, type RenderedOutput, type Renderer } from '../src/index.ts';
import { noneIfNothingFits } from './if-fits.ts';
import { logo, photo, product } from './order-images.ts';

/** The package's types describe an ES module, whose default this is; Node loads the CommonJS one, which is the function. */
const jsQR = jsQrFactory as unknown as typeof jsQrFactory.default;

let renderer: Renderer;
beforeAll(async () => {
  renderer = await createRenderer();
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

async function render(template: string | undefined, formats: FormatChoice[], copy: Copy): Promise<RenderedOutput[]> {
  const order = { kind: 'AD', copy, brand: {}, formats, variants: 1, mediaType: 'image/jpeg', seed: 1 } as const;
  const sets = [[await product(), await logo()], [await photo(0.5), await logo()], []];
  for (const images of sets) {
    const given = { ...order, images, ...(template === undefined ? {} : { template }) };
    const outputs = await Array.fromAsync(renderer.render(given)).catch(noneIfNothingFits);
    if (outputs.length > 0) return outputs;
  }
  return [];
}

async function codeIn({ bytes }: RenderedOutput): Promise<string | undefined> {
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

const codesOf = ({ report }: RenderedOutput) => report.findings.map(({ code }) => code);

const SIZES: FormatChoice[] = [
  ...(['landscape', 'square', 'story', 'google-300x250', 'google-300x600', 'google-160x600'] as const),
  ...(['google-728x90', 'google-970x250', 'google-320x100', 'google-320x50', 'google-468x60'] as const),
];

describe('a whole offer', () => {
  test('is drawn by every ad template in every size: no price is broken, nothing is drawn outside or cut off', async () => {
    const broken: string[] = [];
    let drawn = 0;
    for (const { name, kind } of renderer.templates)
      for (const size of kind === 'AD' ? SIZES : []) {
        const [output] = await render(name, [size], { ...OFFER, ...NEEDED });
        if (!output) continue;
        drawn++;
        const errors = output.report.findings.filter(({ severity }) => severity === 'error');
        const own = errors.filter(({ code }) => /price|outside|clipped|reserved/.test(code));
        if (own.length > 0) broken.push(`${name} ${output.format} ${own.map(({ code }) => code).join(' ')}`);
      }
    expect(drawn).toBeGreaterThan(100);
    expect(broken).toEqual([]);
  }, 240_000);

  test('is shown whole where there is room: nothing is left out of a square, and the code is read off its JPEG', async () => {
    for (const template of ['leaflet', 'ticket', 'proof', 'sale', 'panel']) {
      const [output] = await render(template, ['square'], OFFER);
      expect(codesOf(output as RenderedOutput), template).not.toContain('copy_left_out');
      expect(await codeIn(output as RenderedOutput), template).toBe(OFFER.qr);
    }
  }, 60_000);

  test('leaves out what has no room, and says so: modules of three pixels are too large for a leaderboard', async () => {
    const [output] = await render('ticket', ['google-728x90'], { ...OFFER, rating: undefined, legal: undefined });
    expect(output?.report.findings).toContainEqual(
      expect.objectContaining({ code: 'copy_left_out', value: 1, message: expect.stringContaining('QR code') }),
    );
    expect(output?.report.parts.given).toBeLessThan(1);
    expect(await codeIn(output as RenderedOutput)).toBeUndefined();
  });
});

describe('a QR code', () => {
  test.each([
    ['a short address', 'https://a.example', 'google-300x600'],
    ['a long address', `https://orvane.example/${'path-'.repeat(12)}`, 'square'],
    ['Japanese text', '聞き逃した音を、もう一度', 'landscape'],
    ['letters for a machine', 'WIFI:T:WPA;S:Orvane;P:quiet;;', 'square'],
  ] as const)('of %s is read off the picture', async (_, qr, size) => {
    const { price: _price, oldPrice: _old, ...rest } = OFFER;
    const [output] = await render('panel', [size], { headline: rest.headline, qr });
    expect(await codeIn(output as RenderedOutput)).toBe(qr);
  });
});

describe('the planner', () => {
  test('takes a template that is made for what is given: a ticket for a coupon, the number for a rating', async () => {
    const { headline, coupon, rating } = OFFER;
    const ofFour = async (copy: Copy) => {
      const images = [await product(), await logo()];
      const order = { kind: 'AD', copy, brand: {}, formats: ['square' as const], variants: 4 } as const;
      const outputs = await Array.fromAsync(renderer.render({ ...order, images, mediaType: 'image/jpeg', seed: 5 }));
      return outputs.map(({ template }) => template);
    };
    expect(await ofFour({ headline, coupon })).toContain('ticket');
    expect(await ofFour({ headline, coupon: 'QUIET20' })).toContain('ticket');
    expect(await ofFour({ ...OFFER, legal: undefined })).toContain('leaflet');
    expect(await ofFour({ headline, rating })).toContain('proof');
  }, 60_000);
});

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
    for (const template of ['sale', 'tag', 'burst', 'ticket'])
      for (const size of ['square', 'google-160x600', 'google-970x250'] as const) {
        const copy = { ...OFFER, legal: undefined, qr: undefined, oldPrice: undefined, ...words, locale };
        const [output] = await render(template, [size], copy);
        expect(output && codesOf(output), `${template} ${size}`).not.toContain('price_broken');
      }
  },
  60_000,
);
