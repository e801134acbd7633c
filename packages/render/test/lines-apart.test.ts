import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { layoutFindings } from '../src/inspect/findings.ts';
import { fontExaminer } from '../src/sandbox/font-examiner.ts';
import { FONTS, withLineMetrics } from './font-files.ts';
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

/** What some templates cannot do without. */
const NEEDED = {
  ...{ points: ['Quiet', 'Light'], labels: ['Before', 'After'] as [string, string], author: 'Ann' },
  ...{ price: '€9', oldPrice: '€12', coupon: { code: 'QUIET20' }, rating: { value: 4.5, of: 5 as const } },
};

test.each(Object.entries(TALL))('lines of %s never touch, in any template', async (_, headline) => {
  const touching: string[] = [];
  let drawn = 0;
  for (const template of pipeline.templates) {
    for (const format of SMALL[template.kind]) {
      const layout = await pipeline.layOut({ template, format, images: [], copy: { ...NEEDED, headline } });
      if (!layout) continue;
      const { composition } = await pipeline.composed(layout);
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

test.each(['5 μg βιταμίνη', '1080p 4K 60fps 5 kg Ég'])(
  'what stays small among capitals has room: %s',
  async (headline) => {
    const templates = pipeline.templates.filter(({ slots }) => slots.headline?.case === 'upper');
    expect(templates.length).toBeGreaterThan(3);
    for (const template of templates) {
      const layout = await pipeline.layOut({
        template,
        format: SMALL[template.kind][0] ?? 'youtube-thumbnail',
        images: [],
        copy: { headline },
      });
      if (layout) expect((await pipeline.composed(layout)).composition.touching, template.name).toEqual([]);
    }
  },
);

/** Uploaded fonts: with the height of their own lines, and with one that leaves no room for what they draw. */
const BRANDED = {
  Vietnamese: [FONTS.otf, 'Ệ ẴNG ĐẬM Ẵ phở Ǻ quý'],
  'Vietnamese, without room': [withLineMetrics(FONTS.otf, 500, 50), 'Ệ ẴNG ĐẬM Ẵ phở Ǻ quý'],
  'English, without room': [withLineMetrics(FONTS.ttf, 600, 50), 'Hoopla, Quality Quiz and Jig'],
  Thai: [FONTS.thai, 'ผู้ใหญ่ ที่นี่ ปู่ ฏื้ฐู'],
  Arabic: [FONTS.arabic, 'لُغَةٌ عَرَبِيَّةٌ جَمِيلَةٌ جِدًّا'],
} as const;

test.each(Object.entries(BRANDED))('lines in an uploaded font never touch: %s', async (_, [bytes, headline]) => {
  const facts = await fontExaminer().examine(bytes);
  const font = { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), facts };
  const touching: string[] = [];
  let severalLines = 0;
  for (const template of pipeline.templates) {
    const [format] = SMALL[template.kind];
    if (!format) continue;
    const layout = await pipeline.layOut({ template, format, images: [], copy: { headline }, brandFonts: { font } });
    if (!layout) continue;
    const { composition } = await pipeline.composed(layout);
    if (composition.runs.filter(({ slot }) => slot === 'headline').length > 1) severalLines++;
    if (composition.touching.length > 0 || layoutFindings(layout).some(({ code }) => code === 'text_outside'))
      touching.push(template.name);
  }
  expect(severalLines).toBeGreaterThan(2);
  expect(touching).toEqual([]);
});

test.each(Object.entries(TALL))('on lines with a ground of their own, %s stays within it', async (_, headline) => {
  const template = pipeline.templates.find(({ name }) => name === 'plates');
  if (!template) throw new Error('no plates');
  const colours = { onAccent: '#ff0000', accent: '#ffffff', ground: '#000040', support: '#000060' };
  const layout = await pipeline.layOut({
    ...{ template, format: { width: 640, height: 360 }, images: [], copy: { headline } },
    theme: (theme) => ({ ...theme, ...colours }),
  });
  const { composition } = await pipeline.composed(layout as NonNullable<typeof layout>, { fixes: false });
  const { canvas, runs } = composition;
  const boxes = runs.map(({ box }) => box);
  let [inside, beyond] = [0, 0];
  for (let at = 0; at < canvas.width * canvas.height; at++) {
    const [red, blue] = [canvas.data[at * 3] as number, canvas.data[at * 3 + 2] as number];
    if (red < 160 || blue > 100) continue;
    const y = Math.floor(at / canvas.width);
    if (boxes.some((box) => y > box.y && y < box.y + box.height - 1)) inside++;
    else beyond++;
  }
  expect(inside).toBeGreaterThan(500);
  expect(beyond).toBe(0);
});
