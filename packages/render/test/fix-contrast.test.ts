import { wcagContrast } from 'culori';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OrderImage } from '../src/images/order-image.ts';
import type { Template } from '../src/templates/manifest.ts';
import { photo } from './order-images.ts';
import { type FinishedPicture, openPipeline } from './pipeline.ts';

let pipeline: Awaited<ReturnType<typeof openPipeline>>;
beforeAll(async () => {
  pipeline = await openPipeline();
});

/** A photograph of vertical stripes in two colours. */
async function stripes(one: string, other: string): Promise<OrderImage> {
  const bars = Array.from(
    { length: 16 },
    (_, at) => `<rect x="${at * 40}" width="40" height="480" fill="${at % 2 ? one : other}"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480">${bars.join('')}</svg>`;
  return { ...(await photo(0.5, 'PERSON', 640, 480)), bytes: await sharp(Buffer.from(svg)).png().toBuffer() };
}

/** A picture of the template horizon without its scrim, so that all its text lies on the bare photograph. */
async function onBarePhoto(image: OrderImage): Promise<{ before: FinishedPicture; after: FinishedPicture }> {
  const horizon = pipeline.templates.find(({ name, kind }) => name === 'horizon' && kind === 'THUMBNAIL') as Template;
  const wide = `${horizon.css.wide} .veil, .has-dark-photo .veil { opacity: 0 }`;
  const layout = await pipeline.layOut({
    template: { ...horizon, css: { ...horizon.css, wide } },
    format: { width: 640, height: 360 },
    copy: { headline: 'Why the suit is **orange**', subline: 'It saves lives' },
    images: [image],
  });
  if (!layout) throw new Error('horizon does not fit');
  return { before: await pipeline.finish(layout, { fixes: false }), after: await pipeline.finish(layout) };
}

describe('text that does not stand out from its photograph', () => {
  test.each([
    ['#909090', '#808080'],
    ['#ffffff', '#202020'],
    ['#f0e0c0', '#907060'],
    ['#3a5fa0', '#c05040'],
  ])('is made legible on %s and %s, with no more change than it takes', async (one, other) => {
    const { before, after } = await onBarePhoto(await stripes(one, other));
    expect(before.inspection.findings.map(({ code }) => code)).toContain('low_contrast');
    expect(after.inspection.findings.map(({ code }) => code)).not.toContain('low_contrast');
    for (const run of after.composition.runs) expect(run.contrast).toBeGreaterThanOrEqual(run.leastContrast);
    expect(after.inspection.mended.length).toBeGreaterThan(0);
    for (const { change } of after.inspection.mended) expect(change).toBeLessThan(0.06);
  });

  test('gets another colour where a small change is enough, and keeps its ground', async () => {
    const { before, after } = await onBarePhoto(await stripes('#747474', '#747474'));
    const headline = after.inspection.mended.find(({ slot }) => slot === 'headline');
    expect(headline?.by).toBe('colour');
    const corner = ({ composition: { canvas } }: FinishedPicture) => [...canvas.data.subarray(0, 300)];
    expect(corner(after)).toEqual(corner(before));
  });
});

test('a picture whose text is already legible is not changed', async () => {
  const { before, after } = await onBarePhoto(await stripes('#101010', '#181818'));
  const headline = after.inspection.mended.filter(({ slot }) => slot === 'headline');
  expect(before.composition.runs.filter(({ slot }) => slot === 'headline').every((run) => run.contrast > 4.5)).toBe(
    true,
  );
  expect(headline).toEqual([]);
});

test('small letters are measured against their plate, not against their own edges', async () => {
  const tag = pipeline.templates.find(({ name }) => name === 'tag') as Template;
  const colours = { accent: '#ff4500', onAccent: '#3a1200' };
  const layout = await pipeline.layOut({
    template: tag,
    format: { width: 300, height: 250 },
    copy: { headline: 'Hear what you missed', subline: 'Copper, terracotta, quiet.', price: '€249' },
    images: [],
    theme: (theme) => ({ ...theme, ...colours }),
  });
  if (!layout) throw new Error('the tag does not fit');
  const { composition } = await pipeline.finish(layout);
  const plate = wcagContrast(colours.onAccent, colours.accent);
  expect(composition.mended).toEqual([]);
  for (const { contrast } of composition.runs) expect(contrast).toBeCloseTo(plate, 0);
});

describe('a label on a button', () => {
  const COLOURS = { accent: '#ff4500', onAccent: '#3a1200' };

  async function labelOn(accent: string) {
    const layout = await pipeline.layOut({
      template: pipeline.templates.find(({ name, kind }) => name === 'poster' && kind === 'AD') as Template,
      format: 'google-responsive-landscape',
      copy: { headline: '聞き逃した音を、もう一度', button: '今すぐ購読登録', locale: 'ja' },
      images: [],
      theme: (theme) => ({ ...theme, ...COLOURS, accent }),
    });
    if (!layout) throw new Error('the poster does not fit');
    const { composition } = await pipeline.finish(layout, { fixes: false });
    return composition.runs.find(({ slot }) => slot === 'button');
  }

  test('is measured against the button, however dense its letters are', async () => {
    const label = await labelOn(COLOURS.accent);
    expect(label?.size).toBeGreaterThan(28);
    expect(label?.contrast).toBeCloseTo(wcagContrast(COLOURS.onAccent, COLOURS.accent), 0);
  });

  test('is set in black or white where it cannot be read, and the button stays as it is around it', async () => {
    const layout = await pipeline.layOut({
      template: pipeline.templates.find(({ name, kind }) => name === 'poster' && kind === 'AD') as Template,
      format: { width: 300, height: 300 },
      copy: { headline: 'New in', button: 'Shop now' },
      images: [],
      brand: { primary: '#c8102e' },
      theme: (theme) => ({ ...theme, accent: '#c8102e', onAccent: '#5a0010' }),
    });
    if (!layout) throw new Error('the poster does not fit');
    const before = await pipeline.finish(layout, { fixes: false });
    const { composition } = await pipeline.finish(layout);
    expect(composition.mended).toMatchObject([{ slot: 'button', by: 'colour' }]);
    const label = composition.runs.find(({ slot }) => slot === 'button') ?? expect.fail('no label');
    expect(label.contrast).toBeGreaterThan(label.leastContrast);
    const reds = ({ canvas: { data } }: FinishedPicture['composition']) =>
      data.filter((red, at) => at % 3 === 0 && red === 0xc8 && data[at + 1] === 0x10).length;
    expect(reds(composition)).toBe(reds(before.composition));
  });

  test('is found to be illegible where it does not stand out from it', async () => {
    const label = await labelOn('#8c3a1a');
    expect(label?.contrast).toBeLessThan(4.5);
  });
});

test('full-width brackets and stops at the ends of a line are half blank, and do not count as clipped', async () => {
  const tag = pipeline.templates.find(({ name }) => name === 'tag') as Template;
  const layout = await pipeline.layOut({
    template: tag,
    format: { width: 300, height: 250 },
    copy: { headline: '「もう一度。」', subline: '（音響技師）', price: '¥39,800', locale: 'ja' },
    images: [],
  });
  if (!layout) throw new Error('the tag does not fit');
  const { inspection } = await pipeline.finish(layout);
  expect(inspection.findings.map(({ code }) => code)).not.toContain('text_clipped');
});
