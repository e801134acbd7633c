import { type Copy, OUTPUT_MEDIA_TYPES } from '@proofsheet/domain';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRenderer, type OrderImage, type RenderedOutput, type Renderer, type RenderOrder } from '../src/index.ts';
import { noneIfNothingFits } from './if-fits.ts';
import { drawnLogo, person, photo, product } from './order-images.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await createRenderer();
});

const SHORT: Copy = { headline: 'I quit' };
const USUAL: Copy = { headline: 'Why the suit is **orange**', subline: 'It saves lives' };
const LISTED: Copy = { headline: '7 mistakes that every **beginner** makes', subline: 'And how to stop' };
const LONG: Copy = { headline: 'What nobody tells you about becoming an astronaut after you turn forty' };

function order(changes: Partial<RenderOrder>): RenderOrder {
  const base = { kind: 'THUMBNAIL', copy: USUAL, brand: {}, formats: ['youtube-thumbnail'], images: [] } as const;
  return { ...base, variants: 1, mediaType: 'image/jpeg', seed: 1, ...changes };
}

async function render(changes: Partial<RenderOrder>): Promise<RenderedOutput[]> {
  return Array.fromAsync(renderer.render(order(changes)));
}

/** The sets of images that an order may have. */
const IMAGE_SETS: Record<string, () => Promise<OrderImage[]>> = {
  'no image': async () => [],
  'a dark photo': async () => [await photo(0.2)],
  'a bright photo': async () => [await photo(0.95)],
  'a background alone': async () => [await photo(0.5, 'BACKGROUND')],
  'a person': async () => [await person()],
  'a person and a ground': async () => [await person(), await photo(0.7, 'BACKGROUND')],
  'a product and a logo': async () => [await product(), await drawnLogo('bars', '#102040', '#ffffff')],
};

describe.each(Object.entries(IMAGE_SETS))('with %s', (_, images) => {
  test('at least three templates fit, and no picture has a finding', async () => {
    const outputs = await render({ images: await images(), copy: LISTED, variants: 4 });
    expect(new Set(outputs.map((output) => output.template)).size).toBeGreaterThanOrEqual(3);
    for (const output of outputs) expect(output.report.findings, output.template).toEqual([]);
  });

  test.each([SHORT, LONG])('$headline is set legibly', async (copy) => {
    const outputs = await render({ images: await images(), copy, variants: 2, seed: 5 });
    expect(outputs).toHaveLength(2);
    for (const output of outputs) {
      const { width, height, format } = await sharp(output.bytes).metadata();
      expect({ width, height, format }).toEqual({ width: 1280, height: 720, format: 'jpeg' });
      expect(output.report.findings, output.template).toEqual([]);
      expect(output.report.contrast).toBeGreaterThanOrEqual(4.5);
    }
  });
});

test('every template can be pinned', async () => {
  const three = [await photo(0.3), await photo(0.5), await photo(0.7)];
  const images = [[], three.slice(0, 1), [await person()], three];
  const more = { points: ['One', 'Two'], labels: ['This', 'That'], author: 'Ann', price: '€9' };
  for (const { name, kind } of renderer.templates.filter((template) => template.kind === 'THUMBNAIL')) {
    const fitting: string[] = [];
    for (const set of images) {
      const copy = { headline: name === 'emoji' ? 'Good reasons 😮' : '3 good reasons', ...more };
      const outputs = await render({ template: name, kind, images: set, copy }).catch(noneIfNothingFits);
      fitting.push(...outputs.map((output) => output.template));
      if (fitting.length > 0) break;
    }
    expect(fitting, name).toEqual([name]);
  }
});

test('the same order and seed make the same bytes; another seed another picture', async () => {
  const images = [await person(), await photo(0.3, 'BACKGROUND')];
  const [first] = await render({ images, seed: 7 });
  const [again] = await render({ images, seed: 7 });
  const others = await Promise.all([8, 9, 10].map((seed) => render({ images, seed })));
  expect(again?.sha256).toBe(first?.sha256);
  expect(others.some(([other]) => other?.sha256 !== first?.sha256)).toBe(true);
});

test('variants differ in their pixels', async () => {
  const outputs = await render({ images: [await person()], variants: 6 });
  const small = await Promise.all(
    outputs.map(({ bytes }) => sharp(bytes).resize(64, 36, { fit: 'fill' }).raw().toBuffer()),
  );
  for (const [index, one] of small.entries()) {
    for (const other of small.slice(index + 1)) {
      const difference = one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] as number)), 0) / one.length;
      expect(difference).toBeGreaterThan(8);
    }
  }
});

test.each(OUTPUT_MEDIA_TYPES)('%s comes out as asked', async (mediaType) => {
  const [output] = await render({ images: [await photo(0.5)], mediaType });
  const { format } = await sharp(output?.bytes).metadata();
  expect(`image/${format === 'heif' ? 'avif' : format}`).toBe(mediaType);
  expect(output?.bytes.length).toBeLessThanOrEqual(2_000_000);
});

test('a character that no font draws is left out and reported', async () => {
  const [output] = await render({ copy: { headline: 'Hello 𒀀 ꦗꦮ again' } });
  expect(output?.report.findings).toMatchObject([
    { code: 'missing_glyphs', severity: 'error', value: 3, message: expect.stringContaining('ꦗ (U+A997), ꦮ') },
    { code: 'font_missing', severity: 'error', value: 2, message: expect.stringContaining('Javanese') },
  ]);
});

test('Polish, Greek, Cyrillic and Vietnamese are drawn', async () => {
  const [output] = await render({ copy: { headline: 'Łódź Ωμέγα Жизнь Việt' } });
  expect(output?.report.findings).toEqual([]);
});

test('a word too long for every template is refused, never broken', async () => {
  const headline = 'Donaudampfschifffahrtsgesellschaftskapitaenswitwenrentenauszahlungsstelle';
  await expect(render({ copy: { headline }, images: [await person()] })).rejects.toMatchObject({
    code: 'no_template_fits',
  });
});

test('a quotation keeps its marks, except where the template sets a sign for them', async () => {
  const images = [await person()];
  const copy = { headline: '"I would do it again"' };
  const [sign, plain, marked] = await Promise.all([
    render({ template: 'circle', images, copy }),
    render({ template: 'split', images, copy: { headline: 'I would do it again' } }),
    render({ template: 'split', images, copy }),
  ]);
  expect(sign[0]?.report.findings).toEqual([]);
  expect(marked[0]?.sha256).not.toBe(plain[0]?.sha256);
});

test('an unknown template is refused by name', async () => {
  await expect(render({ template: 'nope' })).rejects.toMatchObject({ code: 'unknown_template', field: 'template' });
});

test('a signal ends the work between two steps', async () => {
  const controller = new AbortController();
  const outputs = renderer.render(order({ variants: 4 }), { signal: controller.signal });
  await outputs.next();
  controller.abort();
  await expect(outputs.next()).rejects.toThrow(/abort/i);
});

test('a brand colour leads the palette', async () => {
  const [output] = await render({ brand: { primary: '#0a7d3c', accent: '#ffd400' }, template: 'poster', seed: 3 });
  const { dominant } = await sharp(output?.bytes).stats();
  expect(dominant.g).toBeGreaterThanOrEqual(dominant.r - 8);
});
