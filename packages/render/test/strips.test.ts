import type { FormatName } from '@proofsheet/domain';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRenderer, type OrderImage, type RenderedOutput, type Renderer } from '../src/index.ts';
import { noneIfNothingFits } from './if-fits.ts';
import { logo, photo, product } from './order-images.ts';
import { openPipeline } from './pipeline.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await createRenderer();
});

const NARROW: FormatName[] = [
  'google-300x50',
  'google-320x50',
  'google-468x60',
  'google-728x90',
  'google-320x100',
  'google-120x600',
  'google-160x600',
];
const COPY = {
  headline: 'Hear what you **missed**',
  ...{ subline: 'Copper, terracotta, quiet.', button: 'Listen now', price: '€249', brand: 'Orvane' },
};
/** The least type size, in pixels, that can be read in an ad at its own size. */
const READABLE = 9;

async function render(template: string, formats: FormatName[], images: OrderImage[], copy = COPY) {
  const order = { kind: 'AD', copy, brand: {}, formats, images, template } as const;
  return Array.fromAsync(renderer.render({ ...order, variants: 1, mediaType: 'image/jpeg', seed: 1 }));
}

/** The outputs with the first set of images that the template can show. */
async function shown(template: string, formats: FormatName[]): Promise<RenderedOutput[]> {
  for (const images of [[await product(), await logo()], [await photo(0.5), await logo()], [await logo()]]) {
    const outputs = await render(template, formats, images).catch(noneIfNothingFits);
    if (outputs.length > 0) return outputs;
  }
  return [];
}

describe.each(['cover', 'frame', 'hero', 'panel', 'poster', 'stage'])('%s', (template) => {
  test('has every strip and tower, whole and legible at its own size', async () => {
    const outputs = await shown(template, NARROW);
    expect(outputs.map(({ format }) => format)).toEqual(NARROW);
    for (const { format, report } of outputs) {
      expect(
        report.findings.filter(({ severity }) => severity === 'error'),
        format,
      ).toEqual([]);
      expect(report.smallestText, format).toBeGreaterThanOrEqual(READABLE);
    }
  }, 60_000);
});

test('a price that a strip has no room for is left out and told; a button never is', async () => {
  const images = [await product()];
  const long = { ...COPY, price: 'from 1,249.00 € a year, all taxes included' };
  const [withoutPrice] = await render('stage', ['google-728x90'], images, long);
  expect(withoutPrice?.report.findings).toMatchObject([
    { code: 'copy_left_out', message: 'Not shown of the copy: price and subline.' },
  ]);
  const longButton = { ...COPY, button: 'B'.repeat(60) };
  await expect(render('stage', ['google-728x90'], images, longButton)).rejects.toMatchObject({
    code: 'no_template_fits',
  });
});

test.each([
  ['proof', { rating: { value: 4.6, of: 5, count: 812 } }],
  ['stage', {}],
  ['frame', {}],
] as const)('%s names a subline that its box in a square cannot hold', async (template, more) => {
  const images = template === 'frame' ? [await photo(0.5)] : [await product()];
  const copy = {
    ...COPY,
    ...more,
    subline: 'Made by hand in a workshop at the harbour, from copper and terracotta only. '.repeat(2),
  };
  const [output] = await render(template, ['meta-square'], images, copy);
  expect(output?.report.findings).toContainEqual(
    expect.objectContaining({ code: 'copy_left_out', message: 'Not shown of the copy: subline.' }),
  );
  expect(output?.report.parts.given).toBeLessThan(1);
});

test.each<FormatName>(['google-728x90', 'google-970x90'])(
  'without a logo and a name the words of minimal begin at the margin of %s, and its price is shown',
  async (format) => {
    const pipeline = await openPipeline();
    const template = pipeline.templates.find(({ kind, name }) => kind === 'AD' && name === 'minimal');
    const { brand: _, ...copy } = COPY;
    const spec = { template: template ?? expect.fail('there is no minimal'), format, copy };
    const layout = (await pipeline.layOut({ ...spec, images: [await product()] })) ?? expect.fail('it does not fit');
    const runs = layout.layers.flatMap((layer) => (layer.type === 'drawing' ? layer.runs : []));
    const startOf = (slot: string) =>
      runs.find((run) => run.slot === slot)?.box.x ?? expect.fail(`there is no ${slot}`);
    expect(startOf('headline')).toBeLessThan(layout.setting.format.width * 0.08);
    expect(startOf('price')).toBeLessThan(startOf('button'));
  },
);
