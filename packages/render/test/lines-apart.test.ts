import { beforeAll, expect, test } from 'vitest';
import { layoutFindings } from '../src/inspect/findings.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';
import { SMALL } from './spoil.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await openPipeline();
});

const TALL = {
  Czech: 'Ďábelský žár, Ťuk ŤUK',
  Vietnamese: 'Ệ ẴNG ĐẬM Ẵ phở Ǻ',
  Arabic: 'لُغَةٌ عَرَبِيَّةٌ جَمِيلَةٌ جِدًّا',
  Devanagari: 'क्षत्रिय हिन्दी में र्कौ सूट',
  Bengali: 'বাংলা সংবাদ শিরোনাম ক্ষুদ্র',
  Tamil: 'தமிழ் செய்திகள் இன்று',
  Khmer: 'ភាសាខ្មែរ ជាភាសា ផ្លូវការ ស្ត្រី',
  Burmese: 'မြန်မာ နိုင်ငံ သတင်း များ',
  Thai: 'ผู้ใหญ่ ที่นี่ ปู่ ฏื้ฐู',
};

test.each(Object.entries(TALL))('lines of %s never touch, in any template', async (_, headline) => {
  const touching: string[] = [];
  let drawn = 0;
  for (const template of pipeline.templates) {
    for (const format of SMALL[template.kind]) {
      const layout = await pipeline.layOut({ template, format, images: [], copy: { headline } });
      if (!layout) continue;
      const { composition } = await pipeline.finish(layout);
      drawn++;
      if (composition.touching.length > 0 || layoutFindings(layout).some(({ code }) => code === 'text_outside'))
        touching.push(`${template.name} ${layout.setting.format.aspect}`);
    }
  }
  expect(drawn).toBeGreaterThan(20);
  expect(touching).toEqual([]);
});

test('lines that are set too close are found by their ink', async () => {
  const template = pipeline.templates.find(({ name }) => name === 'poster');
  if (!template) throw new Error('no poster');
  const css = `${template.css.wide} .line { line-height: 0.7 }`;
  const close = { ...template, css: { ...template.css, wide: css } };
  const format = { width: 640, height: 360 };
  const copy = { headline: 'Hoopla, Quality Quiz and Jig' };
  const find = async (tried: typeof template) => {
    const layout = await pipeline.layOut({ template: tried, format, images: [], copy });
    const { inspection } = await pipeline.finish(layout as NonNullable<typeof layout>);
    return inspection.findings.map(({ code }) => code);
  };
  expect(await find(template)).not.toContain('lines_touch');
  expect(await find(close)).toContain('lines_touch');
});
