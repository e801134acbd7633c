import type { GenerationKind } from '@proofsheet/domain';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRenderer, type OrderImage, type RenderedOutput, type Renderer, type RenderOrder } from '../src/index.ts';
import { noneIfNothingFits } from './if-fits.ts';
import { cutPerson, type DrawnFace, find, photo, portrait } from './order-images.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await createRenderer();
});

async function render(
  images: OrderImage[],
  {
    kind = 'THUMBNAIL' as GenerationKind,
    template = undefined as string | undefined,
    like = undefined as RenderOrder['like'],
    variants = 4,
    headline = 'Why **now**',
    subline = 'It saves lives',
  } = {},
): Promise<RenderedOutput[]> {
  const formats = kind === 'AD' ? (['square', 'story'] as const) : (['youtube-thumbnail'] as const);
  const copy = { headline, subline };
  const order = {
    kind,
    copy,
    brand: {},
    formats,
    variants,
    mediaType: 'image/png',
    seed: 4,
    images,
    template,
    like,
  } as const;
  return Array.fromAsync(renderer.render(order));
}

/** Milliseconds for a test that goes over all templates. */
const OVER_ALL = 120_000;

/** The outputs of all templates of a kind that fit these images, each pinned. */
async function everyTemplate(images: OrderImage[], kind: GenerationKind, headline?: string): Promise<RenderedOutput[]> {
  const outputs: RenderedOutput[] = [];
  for (const { name } of renderer.templates.filter((template) => template.kind === kind)) {
    outputs.push(...(await render(images, { kind, template: name, variants: 1, headline }).catch(noneIfNothingFits)));
  }
  return outputs;
}

describe('a photograph with a face', () => {
  test('has its eyes near the upper third, wherever they were', { timeout: OVER_ALL }, async () => {
    for (const y of [0.3, 0.68]) {
      const outputs = await everyTemplate([await portrait([{ x: 0.5, y, height: 0.22 }], 1600, 1600)], 'THUMBNAIL');
      expect(outputs.length).toBeGreaterThanOrEqual(4);
      // A telephone is for pages: a photograph that is pinned to one fills its narrow screen. A print is never cropped.
      for (const { bytes, template } of outputs.filter(({ template }) => !['app', 'print'].includes(template))) {
        const eyes = await find(bytes, 'eyes');
        const middle = eyes.y + eyes.height / 2;
        expect(middle, template).toBeGreaterThan(0.2);
        expect(middle, template).toBeLessThan(0.46);
      }
    }
  });

  test('is never cut at the chin, however close it was taken', { timeout: OVER_ALL }, async () => {
    const images = [await portrait([{ x: 0.5, y: 0.58, height: 0.72 }], 1200, 1500)];
    const outputs = [...(await everyTemplate(images, 'THUMBNAIL')), ...(await everyTemplate(images, 'AD'))];
    expect(outputs.length).toBeGreaterThanOrEqual(5);
    const clear = outputs.filter(({ report }) => !report.findings.some(({ code }) => code.startsWith('face_')));
    expect(clear.length).toBeGreaterThanOrEqual(2);
    // The others have a finding that they cut or cover it, so they are shown only where nothing better is left.
    for (const { bytes, template } of clear) {
      expect((await find(bytes, 'chin')).count, template).toBeGreaterThan(60);
      expect((await find(bytes, 'eyes')).count, template).toBeGreaterThan(60);
    }
  });

  test('that fills its photograph is shown with its forehead: the ground goes on beside it', async () => {
    const images = [await portrait([{ x: 0.5, y: 0.55, height: 0.62 }], 1200, 1500)];
    for (const template of ['panel', 'frame']) {
      const [square] = await render(images, { kind: 'AD', template, variants: 1 });
      expect(square?.report.findings.map(({ code }) => code)).not.toContain('face_cut');
      expect((await find(square?.bytes as Buffer, 'chin')).count, template).toBeGreaterThan(1000);
    }
  });

  test('keeps a whole group where it has room for it', async () => {
    const faces = [0.12, 0.5, 0.88].map((x) => ({ x, y: 0.5, height: 0.2 }));
    const [output] = await render([await portrait(faces, 2000, 1000)], { template: 'horizon', variants: 1 });
    const found = await find(output?.bytes as Buffer, 'face');
    expect(output?.report.findings.map(({ code }) => code)).not.toContain('face_cut');
    expect(found.width).toBeGreaterThan(0.7);
  });

  test('that looks to a side has room before it', async () => {
    for (const gaze of [-0.6, 0.6]) {
      const outputs = await render([await portrait([{ x: 0.5, y: 0.4, height: 0.3, gaze }])]);
      for (const { bytes, template, report } of outputs) {
        expect(report.findings, template).toEqual([]);
        // Letters may have the pink of the face.
        const eyes = await find(bytes, 'eyes');
        const middle = eyes.x + eyes.width / 2;
        if (gaze < 0) expect(middle, template).toBeGreaterThan(0.45);
        else expect(middle, template).toBeLessThan(0.55);
      }
    }
  });
});

describe('text', () => {
  const faces: DrawnFace[] = [
    { x: 0.5, y: 0.35, height: 0.3 },
    { x: 0.25, y: 0.7, height: 0.25 },
    { x: 0.75, y: 0.3, height: 0.4 },
  ];

  test.each(faces)('never covers a face at $x, $y', async (face) => {
    const outputs = await render([await portrait([face])], { headline: 'Seven things that every beginner forgets' });
    for (const { bytes, template, report } of outputs) {
      expect(report.findings, template).toEqual([]);
      expect(report.facesCovered, template).toBeLessThan(0.3);
      const { count, width, height } = await find(bytes, 'face');
      // An ellipse without eyes and chin. A line of text would take away more.
      const drawn = (Math.PI / 4) * width * 1280 * height * 720;
      expect(count / drawn, template).toBeGreaterThan(0.85);
    }
  });

  test('over a face is a finding that lowers the score', async () => {
    const images = [await portrait([{ x: 0.2, y: 0.85, height: 0.25 }], 1280, 720)];
    const clear = [await portrait([{ x: 0.7, y: 0.3, height: 0.25 }], 1280, 720)];
    const headline = 'Seven things that every beginner forgets about it';
    const [spoiled] = await render(images, { template: 'horizon', variants: 1, headline });
    const [good] = await render(clear, { template: 'horizon', variants: 1, headline });
    const covered = { code: 'face_covered', severity: 'error', message: 'Text stands on a face.' };
    expect(spoiled?.report.findings).toContainEqual(expect.objectContaining(covered));
    expect(spoiled?.report.parts.faces).toBeLessThan(0.5);
    expect(spoiled?.report.facesCovered).toBeGreaterThan(0.1);
    expect(good?.report.parts.faces).toBeGreaterThan(0.7);
    expect(spoiled?.score).toBeLessThan(good?.score as number);
  });
});

test('mirrored words end above the corner that a video site writes over', async () => {
  const images = [await photo(0.5)];
  for (const template of ['circle', 'fade', 'split', 'plates'])
    for (const headline of ['Hear every **detail**', 'What **nobody** tells you about living alone']) {
      const like = { template, scheme: 'deep', flip: true, swap: true, crop: 'closer' } as const;
      const [mirrored] = await render(images, { like, variants: 1, headline, subline: 'Tested for 100 days' });
      expect(mirrored?.report.recipe.flip).toBe(true);
      expect(mirrored?.report.findings.map(({ code }) => code)).not.toContain('text_in_reserved_zone');
    }
});

describe('a cut-out', () => {
  test('of a standing figure is shown to the waist, its face large enough to be seen', async () => {
    const figure = await cutPerson({ x: 0.35, y: 0.05, width: 0.3, height: 0.9 }, {}, [
      { x: 0.5, y: 0.12, height: 0.08 },
    ]);
    for (const template of ['spotlight', 'number']) {
      const [output] = await render([figure], { template, variants: 1, headline: '3 good reasons' });
      const face = await find(output?.bytes as Buffer, 'face');
      const body = await find(output?.bytes as Buffer, 'body');
      expect(face.height, template).toBeGreaterThan(0.15);
      expect(face.height, template).toBeLessThan(0.45);
      expect(body.y + body.height, template).toBe(1);
      // The drawn figure is too small for this frame.
      const findings = output?.report.findings.filter(({ code }) => code !== 'image_upscaled');
      expect(findings, template).toEqual([]);
    }
  });

  test.each(['left', 'right'] as const)('that its image cuts off on the %s stands on that edge', async (side) => {
    const body = { x: side === 'left' ? 0 : 0.4, y: 0.1, width: 0.6, height: 0.9 };
    const outputs = await render([await cutPerson(body, { [side]: 0.9, bottom: 0.6 })], { variants: 8 });
    let cutOut = 0;
    for (const { bytes, template, report } of outputs) {
      const found = await find(bytes, 'body');
      if (found.count < 2000) continue;
      cutOut++;
      expect(report.findings, template).toEqual([]);
      if (side === 'left') expect(found.x, template).toBe(0);
      else expect(found.x + found.width, template).toBe(1);
    }
    expect(cutOut).toBeGreaterThanOrEqual(2);
  });
});
