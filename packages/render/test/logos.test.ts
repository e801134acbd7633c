import { formatOf, type Scheme } from '@proofsheet/domain';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OrderImage } from '../src/images/order-image.ts';
import { leastLogoHeight } from '../src/layout/logo.ts';
import { reads } from '../src/layout/logo-ink.ts';
import type { LogoImage } from '../src/layout/setting.ts';
import { drawnLogo, photo, product } from './order-images.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';

const WORDS = { headline: 'New in', subline: 'Made to last', button: 'Shop', price: '€299' };
const COPY = { ...WORDS, points: ['Quiet', 'Light'], author: 'Ann' };
const SIZES = ['google-336x280', 'google-300x250', 'meta-square', 'landscape', 'meta-story'] as const;
const NARROW = ['google-728x90', 'google-970x250', 'google-320x50', 'google-320x100', 'google-160x600'] as const;

let pipeline: Pipeline;
let bottle: OrderImage;
let scene: OrderImage;
beforeAll(async () => {
  pipeline = await openPipeline();
  bottle = await product();
  scene = await photo(0.5, 'PRODUCT', 800, 600);
});

const templateNamed = (name: string) =>
  pipeline.templates.find((one) => one.kind === 'AD' && one.name === name) ?? expect.fail();

async function logoIn(images: readonly OrderImage[], ground: string): Promise<LogoImage> {
  const theme = <T>(same: T): T => ({ ...same, ground });
  const spec = { template: templateNamed('hero'), format: 'meta-square' as const, copy: WORDS, images, theme };
  return (await pipeline.layOut(spec))?.setting.logo ?? expect.fail();
}

const alphaAt = ({ data, width, height }: LogoImage, x: number, y: number) =>
  data[(Math.floor(y * height) * width + Math.floor(x * width)) * 4 + 3];

describe('a logo that was uploaded on an opaque ground', () => {
  test('is trimmed to its ink, and clear around it and in its counters', async () => {
    const logo = await logoIn([bottle, await drawnLogo('ring', '#102040', '#ffffff')], '#e0e8f0');
    expect(logo.width / logo.height).toBeCloseTo(1, 1);
    expect([alphaAt(logo, 0.5, 0.5), alphaAt(logo, 0.03, 0.03), alphaAt(logo, 0.5, 0.06)]).toEqual([0, 0, 255]);
  });

  test('is as high as its ink: specks in its ground that cannot be seen make no word smaller', async () => {
    const logo = await logoIn([bottle, await drawnLogo('specked', '#ffffff', '#000000')], '#101418');
    expect(logo.width / logo.height).toBeGreaterThan(18);
  });

  test.each([
    ['#f4f4f4', 'dark'],
    ['#101418', 'light'],
  ] as const)('comes in two versions: on %s the %s one is taken', async (ground, taken) => {
    const versions = [await drawnLogo('bars', '#102040', '#ffffff'), await drawnLogo('bars', '#ffffff', '#102040')];
    for (const given of [versions, versions.toReversed()]) {
      const logo = await logoIn([bottle, ...given], ground);
      expect(reads(logo, ground)).toBeGreaterThan(8);
      const red = logo.data[((logo.height >> 1) * logo.width + 4) * 4] as number;
      expect(red > 128).toBe(taken === 'light');
    }
  });
});

const TEMPLATES = [
  ...['app', 'burst', 'card', 'cover', 'features', 'field', 'frame', 'hero', 'minimal', 'panel', 'poster'],
  ...['sale', 'stage', 'tag', 'testimonial', 'browser', 'lineup', 'tiles', 'proof', 'ticket', 'leaflet'],
];
const LOGOS = [
  ['a wide logo', () => drawnLogo('bars', '#102040', '#ffffff')],
  ['a compact logo', () => drawnLogo('ring', '#102040', '#ffffff')],
  ['a box', () => drawnLogo('box', '#ffffff', '#b01c2e')],
] as const;

/** Every template meets every size, every logo every template, and every logo every size: a third of all threes. */
const meets = (logo: number, template: number, size: number) => (logo + template + size) % LOGOS.length === 0;

describe.each(LOGOS.map(([name, draw], logo) => [name, draw, logo] as const))('%s', (_, draw, logo) => {
  test.each(TEMPLATES.map((name, index) => [name, index] as const))(
    'is there in %s, clear of the words and large enough, in the sizes that it meets',
    async (name, templateIndex) => {
      const drawn = await draw();
      const template = templateNamed(name);
      const faults: string[] = [];
      for (const [index, format] of [...SIZES, ...NARROW].entries()) {
        if (!meets(logo, templateIndex, index)) continue;
        const scheme = template.schemes[(index + templateIndex) % template.schemes.length] as Scheme;
        const spec = { template, format, copy: COPY, scheme };
        const layout =
          (await pipeline.layOut({ ...spec, images: [bottle, drawn] })) ??
          (await pipeline.layOut({ ...spec, images: [scene, drawn] })) ??
          (await pipeline.layOut({ ...spec, images: [bottle, bottle, drawn] }));
        if (!layout) continue;
        const { composition, findings } = await pipeline.composed(layout);
        for (const { code, value } of findings)
          if (code.includes('logo')) faults.push(`${format} ${scheme} ${code} ${value}`);
        if (composition.logos.length !== 1) faults.push(`${format} has ${composition.logos.length} logos`);
        for (const { box } of composition.logos)
          expect(box.height).toBeGreaterThanOrEqual(leastLogoHeight(formatOf(format, 'AD'), box));
      }
      expect(faults).toEqual([]);
    },
  );
});
