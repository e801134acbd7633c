import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type BrandFont,
  type BrandFonts,
  createRenderer,
  type OrderImage,
  type RenderedOutput,
  type Renderer,
} from '../src/index.ts';
import { fontExaminer } from '../src/sandbox/font-examiner.ts';
import { FONTS, hugeWoff } from './font-files.ts';
import { photo } from './order-images.ts';
import { LIST } from './small-templates.ts';
import { writeTemplates } from './template-folder.ts';

const examiner = fontExaminer();

describe('an uploaded font', () => {
  test.each(['woff2', 'woff', 'ttf'] as const)(
    'as %s is read whole: its names, its weight, what it draws',
    async (type) => {
      const facts = await examiner.examine(FONTS[type]);
      expect(facts).toMatchObject({ family: 'Anton', style: 'Regular', weight: { least: 400, most: 400 } });
      const draws = (letter: string) =>
        facts.ranges.some(([first, last]) => first <= letter.charCodeAt(0) && letter.charCodeAt(0) <= last);
      expect(['a', 'Z', '7', 'é', ' '].map(draws)).toEqual([true, true, true, true, true]);
      expect(['ж', 'ğ', '\u0000'].map(draws)).toEqual([false, false, false]);
    },
  );

  test('may have cubic outlines, or an axis of weights', async () => {
    expect(await examiner.examine(FONTS.otf)).toMatchObject({ family: 'Noto Sans' });
    expect(await examiner.examine(FONTS.variable)).toMatchObject({ weight: { least: 100, most: 900 } });
  });

  test.each([
    ['cut off', FONTS.woff2.subarray(0, 9000), 'damaged'],
    ['cut off without compression', FONTS.ttf.subarray(0, 20_000), 'damaged'],
    ['noise behind the right first bytes', Buffer.concat([Buffer.from('OTTO'), Buffer.alloc(5000, 0x5a)]), 'damaged'],
    ['far larger than it looks', hugeWoff(), ''],
  ])('that is %s is refused, and the next one is read', async (_, bytes, why) => {
    const refusal = { code: 'upload_not_a_font', field: 'file', message: expect.stringContaining(why) };
    await expect(examiner.examine(bytes)).rejects.toMatchObject(refusal);
    expect(await examiner.examine(FONTS.woff2)).toMatchObject({ family: 'Anton' });
  });

  test('that takes too long to read is stopped', async () => {
    const message = 'It takes longer than 0.01 s to read.';
    await expect(fontExaminer({ seconds: 0.01 }).examine(FONTS.woff2)).rejects.toMatchObject({ message });
  });
});

describe('a picture in a brand font', () => {
  let renderer: Renderer;
  let folder: Awaited<ReturnType<typeof writeTemplates>>;
  let [latin, ext]: [BrandFont, BrandFont] = [] as never;
  let ground: OrderImage;
  beforeAll(async () => {
    folder = await writeTemplates({ 'thumbnail/steps': LIST });
    renderer = await createRenderer({ templatesDir: folder.root, templateSeconds: 60 });
    ground = await photo(0.5);
    [latin, ext] = [await brandFont(FONTS.woff2), await brandFont(FONTS.ext)];
  });
  afterAll(async () => {
    await renderer.close();
    await folder.remove();
  });

  async function brandFont(bytes: Buffer): Promise<BrandFont> {
    return { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), facts: await examiner.examine(bytes) };
  }

  async function render(headline: string, brandFonts: BrandFonts, template = 'split'): Promise<RenderedOutput> {
    const copy = { headline, subline: 'Said quietly', points: ['A point'] };
    const order = { kind: 'THUMBNAIL', copy, brand: {}, formats: [{ width: 480, height: 270 }], variants: 1 } as const;
    const asked = { ...order, template, mediaType: 'image/png' as const, seed: 1, images: [ground], brandFonts };
    const [output] = await Array.fromAsync(renderer.render(asked));
    return output as RenderedOutput;
  }
  const shaOf = async (...asked: Parameters<typeof render>) => (await render(...asked)).sha256;

  test('has it in the slots of its part', async () => {
    const plain = await shaOf('Hamburg', {});
    const pictures = [
      await shaOf('Hamburg', { font: latin }),
      await shaOf('Hamburg', { textFont: latin }),
      await shaOf('Hamburg', { font: latin, textFont: latin }),
    ];
    expect(new Set([plain, ...pictures]).size).toBe(4);
  });

  test("has it in an operator's templates, too", async () => {
    const [plain, branded] = [await render('Hamburg', {}, 'steps'), await render('Hamburg', { font: latin }, 'steps')];
    expect(branded.sha256).not.toBe(plain.sha256);
  }, 120_000);

  test('is set in ours where the font has no glyph, and never shows a box', async () => {
    const extent = async (headline: string, brandFonts: BrandFonts) => {
      const { bytes, report } = await render(headline, brandFonts, 'steps');
      expect(report.findings.filter(({ code }) => !/left_out$/.test(code))).toEqual([]);
      const { info } = await sharp(bytes).trim().toBuffer({ resolveWithObject: true });
      return info.width;
    };
    expect(await extent('Привет', { font: latin })).toBe(await extent('Привет', {}));
    expect(await extent('Hamburg', { font: latin })).not.toBe(await extent('Hamburg', {}));
  }, 120_000);

  test('has the same bytes again, whatever font of the same name another order brings at the same time', async () => {
    expect((await examiner.examine(FONTS.ext)).family).toBe('Anton');
    const alone = [await shaOf('Tatlı ğ', { font: latin }), await shaOf('Tatlı ğ', { font: ext })];
    expect(alone[0]).not.toBe(alone[1]);
    const together = await Promise.all([latin, ext, latin, ext].map((font) => shaOf('Tatlı ğ', { font })));
    expect(together).toEqual([...alone, ...alone]);
  });

  test('leaves nothing behind for the orders after it', async () => {
    const before = await shaOf('Hamburg', {});
    await render('Hamburg', { font: latin });
    expect(await shaOf('Hamburg', {})).toBe(before);
  });
});
