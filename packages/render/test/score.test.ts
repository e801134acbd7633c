import { beforeAll, expect, test } from 'vitest';
import { photo, portrait, product } from './order-images.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';
import { pictureSpecs, SPOILERS } from './spoil.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await openPipeline();
});

test('of hundreds of spoiled pictures at least 98 % of each kind rank under their originals', async () => {
  const images = [[await portrait([{ x: 0.5, y: 0.3, height: 0.3 }], 800, 600)], [await product()], [await photo(0.3)]];
  const tally = new Map(Object.keys(SPOILERS).map((name) => [name, { pairs: 0, lower: 0 }]));
  const higher: string[] = [];
  for (const spec of pictureSpecs(pipeline.templates, images)) {
    const layout = await pipeline.layOut(spec);
    if (!layout) continue;
    const original = await pipeline.finish(layout);
    // A picture that is bad from the start cannot show what spoiling does.
    if (original.inspection.findings.some(({ severity }) => severity === 'error')) continue;
    for (const [name, spoil] of Object.entries(SPOILERS)) {
      const spoiled = await spoil(pipeline, spec, layout);
      const count = tally.get(name);
      if (!spoiled || !count) continue;
      count.pairs++;
      if (spoiled.score < original.score) count.lower++;
      else higher.push(`${name}: ${spec.template.name} ${layout.setting.format.name} ${spec.scheme}`);
    }
  }
  const counts = [...tally.values()];
  expect(counts.reduce((sum, { pairs }) => sum + pairs, 0)).toBeGreaterThanOrEqual(200);
  for (const [name, { pairs, lower }] of tally) {
    expect(pairs, name).toBeGreaterThan(20);
    expect(lower / pairs, `${name}: ${higher.join(', ')}`).toBeGreaterThanOrEqual(0.98);
  }
}, 120_000);
