import { beforeAll, expect, test } from 'vitest';
import { openPipeline, type Pipeline } from './pipeline.ts';
import { SMALL } from './spoil.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await openPipeline();
});

async function findingsOf(name: string, copy: { headline: string; points: string[]; locale?: string }) {
  const template = pipeline.templates.find((one) => one.name === name);
  if (!template) throw new Error(`no ${name}`);
  const layout = await pipeline.layOut({
    template,
    format: SMALL[template.kind][0] ?? 'youtube-thumbnail',
    images: [],
    copy,
  });
  if (!layout) throw new Error(`${name} does not fit`);
  return (await pipeline.finish(layout)).inspection.findings.map(({ code }) => code);
}

test.each([
  ['**5** kg', '**all of it**'],
  ['**a*b**', '**"Quoted"** word'],
])('a point that is marked is measured in the colour that it has: %s', async (...points) => {
  const codes = await findingsOf('list', { headline: 'Plain words', points });
  expect(codes).not.toContain('low_contrast');
  expect(codes).not.toContain('text_clipped');
});

test('marks of kana fill a corner of their square, and are not cut off', async () => {
  const codes = await findingsOf('list', { headline: '平仮名', points: ['ヷヸ ゛゜', 'か゚ ゝ'], locale: 'ja' });
  expect(codes).not.toContain('text_clipped');
});
