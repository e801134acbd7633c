import type { FormatChoice } from '@proofsheet/domain';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { createRenderer, type RenderedOutput, type Renderer, type RenderOrder } from '../src/index.ts';
import { requireServed } from '../src/planning/offered-templates.ts';
import type { Template } from '../src/templates/manifest.ts';
import { photo } from './order-images.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await createRenderer();
});

async function render(changes: Partial<RenderOrder>): Promise<RenderedOutput[]> {
  const order = { kind: 'AD', copy: { headline: 'Quiet' }, brand: {}, formats: ['square'], images: [] } as const;
  return Array.fromAsync(renderer.render({ ...order, variants: 1, mediaType: 'image/jpeg', seed: 1, ...changes }));
}

const format = (name: string, aspect: Template['aspects'][number], width: number, height: number) => ({
  ...{ name, aspect, width, height },
  ...{ kind: 'AD' as const, maxBytes: 150_000, reserved: [] },
});
const template = (name: string, ...aspects: Template['aspects']) => ({ name, aspects }) as unknown as Template;
const leaderboard = format('google-728x90', 'strip', 728, 90);
const square = format('square', 'square', 1080, 1080);

test.each([
  [
    'no template is made for the class',
    [square, leaderboard],
    [template('hero', 'square'), template('stage', 'tall')],
    'No AD template serves the class strip, which google-728x90 needs. Served: square and tall.',
  ],
  [
    'the pinned template is not',
    [square],
    [template('hero', 'strip', 'wide')],
    'The template hero does not serve the class square, which square (1080x1080) needs. Served: wide and strip.',
  ],
  [
    'each class has a template, but no template has them all',
    [square, leaderboard],
    [template('hero', 'square'), template('stage', 'strip')],
    'No template serves square and strip together. Ask for each in its own generation.',
  ],
])('where %s, the error says so', (_, formats, templates, message) => {
  const fault = { code: 'no_template_fits', field: 'formats', message };
  expect(() => requireServed(formats, templates)).toThrow(expect.objectContaining(fault));
});

test('one template that serves all classes is enough', () => {
  requireServed([square, leaderboard], [template('hero', 'square'), template('stage', 'strip', 'square')]);
});

test('a custom size is rendered in either kind, under its own name', async () => {
  const formats: FormatChoice[] = [{ width: 640, height: 480, maxBytes: 30_000 }];
  const images = [await photo(0.5, 'BACKGROUND')];
  for (const kind of ['AD', 'THUMBNAIL'] as const) {
    const [output] = await render({ kind, formats, images });
    expect(output).toMatchObject({ format: 'custom-640x480', width: 640, height: 480 });
    const { width, height } = await sharp(output?.bytes).metadata();
    expect([width, height, (output?.bytes.length ?? 0) <= 30_000]).toEqual([640, 480, true]);
  }
});

test('the report says what was given up for the cap, and a cap that cannot be met is an error in it', async () => {
  const images = [await photo(0.5, 'BACKGROUND')];
  const size = { width: 640, height: 480 };
  const [usual, tight, hopeless] = await Promise.all(
    [size, { ...size, maxBytes: 12_000 }, { ...size, maxBytes: 1_000 }].map(async (one) => {
      const [output] = await render({ formats: [one], images });
      return output?.report;
    }),
  );
  expect(usual?.gaveUp).toEqual([]);
  expect(tight?.gaveUp).toContain('quality');
  expect(tight?.findings.map(({ code }) => code)).not.toContain('over_byte_cap');
  const finding = hopeless?.findings.find(({ code }) => code === 'over_byte_cap');
  expect(finding).toMatchObject({ severity: 'error', message: expect.stringContaining('the cap is 1000') });
});
