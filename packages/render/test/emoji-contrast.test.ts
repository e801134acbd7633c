import { beforeAll, expect, test } from 'vitest';
import { openPipeline, type Pipeline } from './pipeline.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await openPipeline();
});

test.each([
  ['🖤🖤🖤', '#101010', ['low_contrast']],
  ['🖤🖤🖤', '#f4f4f4', []],
  ['Love 🖤', '#101010', ['low_contrast']],
  ['😂😂😂', '#ffcc4d', []],
  ['🔥 Hot', '#101010', []],
  ['🔥 Hot', '#f4f4f4', []],
])('%s on %s is seen by what is drawn of it', async (headline, ground, faults) => {
  const template = pipeline.templates.find(({ name, kind }) => name === 'poster' && kind === 'THUMBNAIL');
  if (!template) throw new Error('no poster');
  const layout = await pipeline.layOut({
    ...{ template, format: { width: 640, height: 360 }, images: [], copy: { headline } },
    theme: (theme) => ({ ...theme, ground, support: ground, ink: ground === '#101010' ? '#ffffff' : '#000000' }),
  });
  const { inspection } = await pipeline.finish(layout as NonNullable<typeof layout>);
  expect(inspection.findings.map(({ code }) => code)).toEqual(faults);
});
