import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRenderer, type OrderImage, type RenderedOutput, type Renderer, type RenderOrder } from '../src/index.ts';
import { photo, portrait, product, screenshot } from './order-images.ts';
import { GRID, LIST, UNDER, VERSUS } from './small-templates.ts';
import { writeTemplates } from './template-folder.ts';

let folder: Awaited<ReturnType<typeof writeTemplates>>;
let renderer: Renderer;
let dark: OrderImage;
let bright: OrderImage;
beforeAll(async () => {
  folder = await writeTemplates({
    'thumbnail/pair': VERSUS,
    'thumbnail/grid': GRID,
    'thumbnail/steps': LIST,
    'thumbnail/under': UNDER,
  });
  renderer = await createRenderer({ templatesDir: folder.root });
  [dark, bright] = [await photo(0.1), await photo(0.9)];
});
afterAll(async () => {
  await renderer.close();
  await folder.remove();
});

const base = { kind: 'THUMBNAIL', brand: {}, formats: [{ width: 640, height: 360 }], mediaType: 'image/png' } as const;
const versus = { headline: 'Which one?', labels: ['Before', 'After'] };

function render(changes: Partial<RenderOrder>): Promise<RenderedOutput[]> {
  const order = { ...base, copy: versus, images: [dark, bright], variants: 1, seed: 1, ...changes };
  return Array.fromAsync(renderer.render(order));
}

/** The mean lightness of a part of the picture, 0 to 255; `left` and `top` are shares of its sides. */
async function lightness({ bytes }: RenderedOutput, left: number, top: number): Promise<number> {
  const region = { left: Math.round(left * 640), top: Math.round(top * 360), width: 100, height: 50 };
  const pixels = await sharp(bytes).extract(region).greyscale().raw().toBuffer();
  return pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
}

describe('two subjects', () => {
  test('are shown in the order of the request, each cropped into its own box', async () => {
    const [darkFirst] = (await render({ template: 'pair' })) as [RenderedOutput];
    expect(await lightness(darkFirst, 0.15, 0.4)).toBeLessThan(90);
    expect(await lightness(darkFirst, 0.65, 0.4)).toBeGreaterThan(170);
    const [brightFirst] = (await render({ template: 'pair', images: [bright, dark] })) as [RenderedOutput];
    expect(await lightness(brightFirst, 0.15, 0.4)).toBeGreaterThan(170);
  });

  test('begin on the right with right-to-left copy', async () => {
    const copy = { headline: 'أيهما أفضل؟', labels: ['قبل', 'بعد'] };
    const [output] = (await render({ template: 'pair', copy })) as [RenderedOutput];
    expect(await lightness(output, 0.65, 0.4)).toBeLessThan(90);
  });

  test('are both shown as long as a template can, and a picture that leaves one out says so and scores less', async () => {
    const outputs = await render({ copy: { headline: 'Both of them' }, variants: 6 });
    const isWhole = ({ template }: RenderedOutput) => ['grid', 'pair', 'versus'].includes(template);
    expect(outputs.every(isWhole)).toBe(true);
    const [alone] = (await render({ copy: { headline: 'Both of them' }, template: 'split' })) as [RenderedOutput];
    expect(alone.report.findings).toContainEqual(expect.objectContaining({ code: 'image_left_out', value: 1 }));
    expect(alone.score).toBeLessThan(Math.max(...outputs.map(({ score }) => score)));
  });

  test('do not keep a template from being pinned that shows only one', async () => {
    const outputs = await render({ template: 'split', variants: 2 });
    expect(outputs).toHaveLength(2);
  });

  test('both keep type off their faces', async () => {
    const under = await portrait([{ x: 0.5, y: 0.5, height: 0.5 }], 640, 560);
    const covered = async (images: OrderImage[]) => {
      const [output] = (await render({ template: 'under', images })) as [RenderedOutput];
      return output.report.findings.filter(({ code }) => code === 'face_covered').length;
    };
    expect(await covered([dark, under])).toBe(1);
    expect(await covered([under, dark])).toBe(0);
  });
});

describe('copy that only some templates show', () => {
  test('is shown by every variant as long as a template can', async () => {
    const outputs = await render({ variants: 3, images: [dark], copy: { headline: 'Why', points: ['One', 'Two'] } });
    expect(outputs.filter(({ template }) => template !== 'steps' && template !== 'list')).toEqual([]);
  });

  test('is left out where no template that shows it fits', async () => {
    const points = ['Incomprehensibilities everywhere and in all places '.repeat(3)];
    const [output] = await render({ images: [dark], copy: { headline: 'Why', points } });
    expect(['steps', 'list']).not.toContain(output?.template);
  });

  test('that a pinned template needs, or has no room for, is named in the error', async () => {
    const points = (count: number) => ({ headline: 'Why', points: ['One', 'Two', 'Three', 'Four'].slice(0, count) });
    const pinned = { template: 'steps', images: [] };
    await expect(render({ ...pinned, copy: { headline: 'Why' } })).rejects.toMatchObject({
      code: 'no_template_fits',
      field: 'copy/points',
      message: 'The template steps needs points in the copy.',
    });
    await expect(render({ ...pinned, copy: points(4) })).rejects.toMatchObject({
      field: 'copy/points',
      message: 'The template steps shows 3 points at most.',
    });
    expect(await render({ ...pinned, copy: points(3) })).toHaveLength(1);
    const long = { headline: 'Why', points: ['One', 'Incomprehensibilities everywhere, and more'] };
    await expect(render({ ...pinned, copy: long })).rejects.toMatchObject({ field: 'copy/points/1' });
  });
});

describe('an ad', () => {
  const formats = ['square', 'landscape', 'story', 'google-160x600', 'google-728x90', 'google-320x50'] as const;
  const asked = {
    kind: 'AD',
    formats,
    copy: { headline: 'The whole kit', button: 'Shop' },
    mediaType: 'image/jpeg',
  } as const;
  const codes = (outputs: readonly RenderedOutput[]) =>
    outputs.flatMap(({ report }) => report.findings.map(({ code }) => code));

  test.each([2, 3, 4])('of %i products shows all of them in every class', { timeout: 120_000 }, async (count) => {
    const images = await Promise.all(Array.from({ length: count }, product));
    const outputs = await render({ ...asked, images });
    expect(outputs).toHaveLength(formats.length);
    expect(codes(outputs)).not.toContain('image_left_out');
    expect(codes(outputs)).not.toContain('subject_cut');
    const template = outputs[0]?.template ?? '';
    expect(['lineup', 'tiles']).toContain(template);
  });

  test('has a wide screenshot in a browser and an upright one in a phone, and a photograph in neither', async () => {
    const templates = async (image: OrderImage, changes: Partial<RenderOrder> = {}) => {
      const outputs = await render({ ...asked, formats: ['square'], images: [image], variants: 12, ...changes });
      return outputs.slice(0, 8).map(({ template }) => template);
    };
    const thumbnail = { kind: 'THUMBNAIL', formats: ['youtube-thumbnail'], copy: { headline: 'It is free' } } as const;
    expect(await templates(await screenshot(1600, 1000))).toContain('browser');
    expect(await templates(await screenshot(1600, 1000))).not.toContain('app');
    expect(await templates(await screenshot(900, 1800))).not.toContain('browser');
    expect(await templates(await screenshot(900, 1800), thumbnail)).toContain('app');
    expect(await templates(await screenshot(1600, 1000), thumbnail)).not.toContain('app');
    expect(await templates(dark)).not.toContain('browser');
    expect(await templates(dark)).not.toContain('app');
  });
});
