import { beforeAll, describe, expect, test } from 'vitest';
import {
  createRenderer,
  draftCopy,
  type LenientOrder,
  type OrderImage,
  type RenderedOutput,
  type Renderer,
  type RenderOrder,
  rankOutputs,
  withCopies,
} from '../src/index.ts';
import { cutPerson, photo, portrait, screenshot } from './order-images.ts';

let renderer: Renderer;
let person: OrderImage;
beforeAll(async () => {
  renderer = await createRenderer();
  person = await cutPerson({ x: 0.2, y: 0.1, width: 0.6, height: 0.9 }, { bottom: 0.6 }, [
    { x: 0.5, y: 0.3, height: 0.2 },
  ]);
});

const SMALL = { width: 480, height: 270 } as const;

function order(changes: Partial<RenderOrder>): RenderOrder {
  const copy = { headline: 'Why the suit is **orange**', subline: 'It saves lives' };
  const base = { kind: 'THUMBNAIL', copy, brand: {}, formats: [SMALL], images: [person], variants: 4 } as const;
  return { ...base, mediaType: 'image/jpeg', seed: 1, ...changes };
}

async function render(changes: Partial<RenderOrder>): Promise<RenderedOutput[]> {
  return Array.fromAsync(renderer.render(order(changes)));
}

describe('variants', () => {
  test('are far apart, and report how far', async () => {
    for (const seed of [1, 2, 3]) {
      const [first, ...others] = await render({ seed });
      expect(first?.report.distance).toBeNull();
      for (const { report } of others) expect(report.distance).toBeGreaterThan(0.4);
    }
  });

  test('as a draft of copies are the composition of the generation, small, and found to have what that has', async () => {
    const large = { width: 1280, height: 720 };
    const images = await Promise.all(
      [person].map(async (image) => {
        const cutout = image.cutout && (await draftCopy(image.cutout));
        return withCopies(image, { image: await draftCopy(image.bytes), ...(cutout ? { cutout } : {}) });
      }),
    );
    for (const template of ['split', 'circle', 'spotlight']) {
      const asked = { template, variants: 1, formats: [large] };
      const [whole] = await render(asked);
      const [draft] = await render({ ...asked, images, draft: true });
      expect(draft).toMatchObject({ width: 640, height: 360, format: whole?.format, template });
      expect(draft?.report.recipe).toEqual(whole?.report.recipe);
      const codes = (output?: RenderedOutput) => output?.report.findings.map(({ code }) => code);
      expect(codes(draft)).toEqual(codes(whole));
      expect(draft?.report.enlarged).toBeCloseTo(whole?.report.enlarged ?? 0, 1);
      expect(draft?.report.smallestText).toBeCloseTo(whole?.report.smallestText ?? 0, 0);
    }
  });

  test('differ in composition before they differ in colours, also where another composition is weaker', async () => {
    const images = [await screenshot(1400, 800)];
    const copy = { headline: 'Drive it home', button: 'Book', price: '$40' };
    const formats = ['google-300x600', 'google-300x250', 'google-728x90'] as const;
    const outputs = await render({ kind: 'AD', images, copy, formats: [...formats], variants: 4 });
    expect(new Set(outputs.map(({ template }) => template)).size).toBe(4);
  });

  test('of one pinned template differ in side, palette or crop', async () => {
    const outputs = await render({ template: 'split', variants: 6 });
    const recipes = outputs.map(({ report }) => JSON.stringify(report.recipe));
    expect(new Set(recipes).size).toBe(6);
    expect(new Set(outputs.map(({ sha256 }) => sha256)).size).toBe(6);
    for (const { report } of outputs.slice(1)) expect(report.distance).toBeGreaterThan(0.03);
  });

  test('like a given one have its template and side in other palettes and crops', async () => {
    const [{ report }] = (await render({ variants: 1, template: 'split' })) as [RenderedOutput];
    const outputs = await render({ like: report.recipe, variants: 5 });
    for (const output of outputs) {
      expect(output.report.recipe).toMatchObject({ template: 'split', flip: report.recipe.flip });
      expect(output.report.recipe).not.toEqual(report.recipe);
    }
    expect(new Set(outputs.map(({ report: { recipe } }) => recipe.scheme)).size).toBeGreaterThan(1);
  });

  test('have no callout where its target is unknown, unless the template is pinned', async () => {
    const unknown = await photo(0.5);
    const known = { ...unknown, analysis: { ...unknown.analysis, focusBy: 'person' as const } };
    const templates = async (images: OrderImage[]) =>
      (await render({ images, copy: { headline: 'Look at **this**' }, variants: 14 })).map(({ template }) => template);
    expect(await templates([known])).toContain('callout');
    expect(await templates([unknown])).not.toContain('callout');
    expect(await render({ images: [unknown], template: 'callout', variants: 2 })).toHaveLength(2);
  });

  test('are ranked by their mean score, the best first', () => {
    const output = (variant: number, position: number, score?: number) => ({
      ...{ variant, index: variant * 2 + position, name: `${variant}${position}` },
      ...(score === undefined ? {} : { score }),
    });
    const made = [
      output(0, 0, 0.5),
      output(0, 1, 0.9),
      output(1, 0, 1),
      output(1, 1, 0.8),
      output(2, 0, 1),
      output(2, 1),
    ];
    const order = rankOutputs(made, 2);
    expect(order.map(({ name }) => name)).toEqual(['10', '11', '00', '01', '20', '21']);
    expect(order.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(order.map(({ variant }) => variant)).toEqual([0, 0, 1, 1, 2, 2]);
  });
});

describe('a strict order', () => {
  const faceUnderText = async () => [await portrait([{ x: 0.2, y: 0.85, height: 0.25 }], 1280, 720)];
  const headline = 'Seven things that every beginner forgets about it';

  test('gets another picture in place of one with an error', async () => {
    const errors = ({ report }: RenderedOutput) => report.findings.filter(({ severity }) => severity === 'error');
    const least = await render({ formats: [{ ...SMALL, maxBytes: 1 }], variants: 6 });
    const sizes = least.map(({ bytes }) => bytes.length).sort((one, other) => one - other);
    let replaced = 0;
    // Caps that three to five of the six meet.
    for (const maxBytes of sizes.slice(2, 5)) {
      const formats = [{ ...SMALL, maxBytes }];
      const usual = await render({ formats, variants: 6 });
      const good = usual.filter((output) => errors(output).length === 0).length;
      expect(good).toBeGreaterThan(2);
      const strict = await render({ formats, variants: good, strict: true });
      expect(strict).toHaveLength(good);
      expect(strict.flatMap(errors)).toEqual([]);
      if (usual.slice(0, good).some((output) => errors(output).length > 0)) replaced++;
    }
    expect(replaced).toBeGreaterThan(0);
  });

  test('finds the one picture that passes among many that do not, though it has a warning', async () => {
    // The photograph is enlarged wherever it is shown, and the cap is met by the smallest file of many.
    const asked = { images: [await photo(0.5, 'BACKGROUND', 120, 68)], copy: { headline: 'Why it is orange' } };
    const least = await render({ ...asked, formats: [{ ...SMALL, maxBytes: 1 }], variants: 60 });
    const [smallest = 0] = least.map(({ bytes }) => bytes.length).sort((one, other) => one - other);
    const formats = [{ ...SMALL, maxBytes: smallest }];
    const [only] = await render({ ...asked, formats, variants: 1, strict: true });
    expect(only?.report.findings.map(({ code }) => code)).toEqual(['image_upscaled']);
  });

  test('fails when no picture passes, and says why', async () => {
    const images = await faceUnderText();
    const asked = { images, copy: { headline }, template: 'horizon', variants: 1 };
    expect(await render(asked)).toHaveLength(1);
    const fault = { code: 'no_output_passes', message: expect.stringContaining('face_covered') };
    await expect(render({ ...asked, strict: true })).rejects.toMatchObject(fault);
    const tight = { formats: [{ ...SMALL, maxBytes: 1000 }], images: [await photo(0.5)], strict: true };
    await expect(render(tight)).rejects.toMatchObject({
      code: 'no_output_passes',
      message: expect.stringContaining('over_byte_cap'),
    });
  });

  test('refuses characters that no font draws', async () => {
    const fault = { code: 'no_output_passes', field: 'copy' };
    await expect(render({ copy: { headline: 'Hello 𒀀' }, strict: true })).rejects.toMatchObject(fault);
  });
});

describe('a format that no template fits', () => {
  const tower = { width: 160, height: 600 };
  const copy = { headline: 'Unmissverständlicherweise' };
  const lenient = (changes: Partial<RenderOrder>): LenientOrder => ({
    ...order({ kind: 'AD', copy, variants: 2, formats: [{ width: 400, height: 400 }, tower], ...changes }),
    onOutputError: 'skip',
  });

  test('fails the order, unless it may be skipped: then it comes out as missing, and the others are made', async () => {
    const { onOutputError: _, ...strictly } = lenient({});
    await expect(Array.fromAsync(renderer.render(strictly))).rejects.toMatchObject({ code: 'no_template_fits' });
    const outputs = await Array.fromAsync(renderer.render(lenient({})));
    expect(outputs.map(({ index, variant, format }) => ({ index, variant, format }))).toEqual([
      { index: 0, variant: 0, format: 'custom-400x400' },
      { index: 1, variant: 0, format: 'custom-160x600' },
      { index: 2, variant: 1, format: 'custom-400x400' },
      { index: 3, variant: 1, format: 'custom-160x600' },
    ]);
    for (const output of outputs) {
      if (output.format === 'custom-400x400') expect(output).toHaveProperty('bytes');
      else expect(output).toMatchObject({ missing: { code: 'no_template_fits', message: expect.any(String) } });
    }
  });

  test('changes nothing about the others where no template is made for its class', async () => {
    const rendered = async (formats: RenderOrder['formats']) =>
      Array.fromAsync(renderer.render(lenient({ kind: 'THUMBNAIL', copy: { headline: 'The quiet method' }, formats })));
    const alone = await rendered(['youtube-thumbnail']);
    const both = await rendered([{ width: 1080, height: 1920 }, 'youtube-thumbnail']);
    const made = both.filter((output) => 'bytes' in output);
    expect(made.map(({ sha256 }) => sha256)).toEqual(alone.map((output) => 'sha256' in output && output.sha256));
    expect(made.map(({ index }) => index)).toEqual([1, 3]);
    const message = expect.stringContaining('No THUMBNAIL template serves the class tall');
    expect(both.filter((output) => 'missing' in output)).toMatchObject([
      { missing: { message } },
      { missing: { message } },
    ]);
  });

  test('fails the order when it is the only one', async () => {
    const only = Array.fromAsync(renderer.render(lenient({ formats: [tower] })));
    await expect(only).rejects.toMatchObject({ code: 'no_template_fits' });
  });
});
