import { beforeAll, expect, test } from 'vitest';
import { createRenderer, type Renderer } from '../src/index.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';

const SMALL = { width: 480, height: 270 } as const;

let pipeline: Pipeline;
let renderer: Renderer;
beforeAll(async () => {
  [pipeline, renderer] = await Promise.all([openPipeline(), createRenderer()]);
});

const pinned = (headline: string) =>
  Array.fromAsync(
    renderer.render({
      ...{ kind: 'THUMBNAIL', template: 'number', copy: { headline }, brand: {}, formats: [SMALL], images: [] },
      ...{ variants: 1, mediaType: 'image/jpeg', seed: 1 },
    }),
  );

test.each(['$1,299.00', '1 000 000', '1.000.000', '12 Mio. Euro', '7日間の', '7️⃣', '5 mistakes'])(
  'a pinned template that sets a number apart says what it needs instead of %s',
  async (headline) => {
    const message = expect.stringMatching(/begins with a number in one word and has two words or more beside it/);
    await expect(pinned(headline)).rejects.toMatchObject({ code: 'no_template_fits', field: 'copy/headline', message });
  },
);

test.each([
  ['1.234.567,89 € für alle Kinder', '1.234.567,89\u00a0€'],
  ['$1,234,567.00 buys this house', '$1,234,567.00'],
])('a number that is too wide for the pinned template is named: %s', async (headline, number) => {
  const message = expect.stringContaining(
    `The number "${number}" is too long for number. A shorter number helps most.`,
  );
  await expect(pinned(headline)).rejects.toMatchObject({ code: 'no_template_fits', field: 'copy/headline', message });
});

test.each(['5 ways to win', '$1.5M raised in three days', '10 000 days of silence', '2026 in one minute flat'])(
  'however wide the number is, it is larger than its words: %s',
  async (headline) => {
    const template = pipeline.templates.find(({ name }) => name === 'number') ?? expect.fail();
    const layout = await pipeline.layOut({ template, format: SMALL, copy: { headline }, images: [] });
    const runs = layout?.layers.flatMap((layer) => ('runs' in layer ? layer.runs : [])) ?? [];
    const sizes = (slot: string) => runs.filter((run) => run.slot === slot).map(({ size }) => size);
    expect(Math.max(...sizes('headline')) * 1.5).toBeLessThanOrEqual(Math.max(...sizes('number')));
  },
);
