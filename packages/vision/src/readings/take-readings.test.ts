import { readFile } from 'node:fs/promises';
import { type Analysis, analysisSchema } from '@proofsheet/domain';
import { sampleImages } from '@proofsheet/samples';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../codec/decode.ts';
import { hardenImageLibrary } from '../codec/harden.ts';
import { workCopy } from '../planes/pixels.ts';
import { takeReadings, WORK_SIDE } from './take-readings.ts';

async function analysisOf(bytes: Buffer): Promise<Analysis> {
  const { pixels } = await decode(bytes);
  return takeReadings(pixels, await workCopy(pixels, WORK_SIDE), { faces: [], cutout: null, findings: [] });
}

async function seenIn(image: Sharp, encode: 'png' | 'jpeg' = 'png') {
  const { seen } = await analysisOf(await image[encode]().toBuffer());
  return seen ?? expect.fail('nothing was seen');
}

const canvas = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } });

/** Bands from top to bottom, each as high as its share of 100 rows. */
const bands = (shares: Record<string, number>) => {
  let top = 0;
  const layers = Object.entries(shares).map(([background, height]) => {
    const layer = { input: { create: { width: 100, height, channels: 3 as const, background } }, left: 0, top };
    top += height;
    return layer;
  });
  return canvas(100, 100, '#000000').composite(layers);
};

const NOISE = { type: 'gaussian' as const, mean: 0, sigma: 24 };

/** A softly lit ball before a ground, with the grain of a sensor: as a product is photographed. */
function ball(background: string): Sharp {
  const width = 640;
  const height = 480;
  const data = Buffer.alloc(width * height * 3);
  const ground = [1, 3, 5].map((at) => Number.parseInt(background.slice(at, at + 2), 16));
  let state = 7;
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const [x, y] = [(pixel % width) - 320, Math.floor(pixel / width) - 250];
    const radius = Math.hypot(x, y) / 150;
    const light = 0.3 + 0.7 * Math.sqrt(Math.max(0, 1 - radius * radius)) * (0.75 - y / 500);
    const colour = radius < 1 ? [210 * light, 90 * light, 60 * light] : ground;
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const grain = ((state >>> 24) / 128 - 1) * 4;
    colour.forEach((level, channel) => {
      data[pixel * 3 + channel] = Math.min(255, Math.max(0, Math.round((level ?? 0) + grain)));
    });
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

const badge = '<circle cx="200" cy="200" r="150" fill="#1440c8"/><path d="M380 320L480 80L580 320Z" fill="#111111"/>';
const logo = (ground: string) =>
  sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="700" height="400">${ground}${badge}</svg>`));
const logoPng: Record<'clear' | 'white', Buffer> = { clear: Buffer.alloc(0), white: Buffer.alloc(0) };
const samples = new Map<string, Analysis>();

beforeAll(async () => {
  // Drawn before the library is closed to SVG.
  logoPng.clear = await logo('').png().toBuffer();
  logoPng.white = await logo('<rect width="700" height="400" fill="#ffffff"/>').png().toBuffer();
  hardenImageLibrary();
  for (const { name, path } of sampleImages) samples.set(name, await analysisOf(await readFile(path)));
});

const pathOf = (name: string) => sampleImages.find((image) => image.name === name)?.path;
const sample = (name: string) => samples.get(name) ?? expect.fail(`no sample ${name}`);

describe('an analysis', () => {
  it.each(sampleImages.map(({ name }) => name))('of %s is what the schema says', (name) => {
    expect(analysisSchema.parse(sample(name))).toEqual(sample(name));
  });
});

describe('the palette', () => {
  it('is exact in OKLCH for known swatches, with their shares, the most frequent first', async () => {
    const upload = await bands({ '#0000ff': 10, '#00ff00': 10, '#ffffff': 50, '#ff0000': 30 }).png().toBuffer();
    const { palette } = await analysisOf(upload);
    // The primaries of sRGB in OKLCH as CSS Color 4 gives them.
    expect(palette).toEqual([
      { hex: '#ffffff', share: 0.5, oklch: { l: 1, c: 0, h: 0 } },
      { hex: '#ff0000', share: 0.3, oklch: { l: 0.628, c: 0.2577, h: 29.2 } },
      { hex: '#0000ff', share: 0.1, oklch: { l: 0.452, c: 0.3132, h: 264.1 } },
      { hex: '#00ff00', share: 0.1, oklch: { l: 0.8664, c: 0.2948, h: 142.5 } },
    ]);
  });

  it('keeps a small vivid thing apart from the many shades of its ground', async () => {
    const { palette } = await analysisOf(
      await bands({ '#808080': 32, '#8a8a8a': 33, '#949494': 33, '#e01020': 2 }).png().toBuffer(),
    );
    expect(palette.at(-1)).toMatchObject({ hex: '#e01020', share: 0.02 });
    expect(palette).toHaveLength(2);
  });

  it('has every hue of a few small vivid things among all the greys there are', async () => {
    const greys = ['14', '2d', '46', '5f', '78', '91', 'aa', 'c3', 'dc', 'f5'].map((level) => [
      `#${level.repeat(3)}`,
      9,
    ]);
    const hues = { '#d02030': 1, '#2040c0': 1, '#20a040': 1 };
    const upload = await bands({ ...Object.fromEntries(greys), ...hues })
      .png()
      .toBuffer();
    const { palette } = await analysisOf(upload);
    expect(palette.map(({ hex }) => hex)).toEqual(expect.arrayContaining(Object.keys(hues)));
  });

  it('of a logo with soft edges has no mixtures', async () => {
    const { palette } = await analysisOf(logoPng.white);
    expect(palette.map(({ hex }) => hex)).toEqual(['#ffffff', '#1440c8', '#111111']);
  });

  it('has the terracotta and the sage of the photograph', () => {
    const hues = sample('headphones-photo').palette.map(({ oklch }) => oklch ?? expect.fail('no OKLCH'));
    expect(hues[0]).toMatchObject({ h: expect.closeTo(178, -1.5), c: expect.closeTo(0.02, 1) });
    expect(hues.some(({ h, c }) => Math.abs(h - 38) < 8 && c > 0.15)).toBe(true);
  });
});

describe('sharpness', () => {
  it('falls with every step of blur, whatever the contrast', async () => {
    const photo = await sharp(pathOf('headphones-photo')).resize(800).png().toBuffer();
    for (const contrast of [1, 0.6]) {
      const readings: number[] = [];
      for (const sigma of [0.3, 0.7, 1, 1.5, 2, 3, 5, 8]) {
        const { data, info } = await sharp(photo).blur(sigma).raw().toBuffer({ resolveWithObject: true });
        readings.push((await seenIn(sharp(data, { raw: info }).linear(contrast, 40))).sharpness);
      }
      expect(readings[0]).toBeGreaterThan(0.85);
      expect(readings.at(-1)).toBeLessThan(0.1);
      expect(readings).toEqual(readings.toSorted((a, b) => b - a));
      expect(new Set(readings).size).toBe(readings.length);
    }
  });

  it('is that of the subject before a blurred ground', async () => {
    const subject = await canvas(120, 120, '#101010').png().toBuffer();
    const street = await sharp(pathOf('dusk-hills')).resize(900, 506).blur(9).toBuffer();
    expect((await seenIn(sharp(street))).sharpness).toBeLessThan(0.15);
    expect((await seenIn(sharp(street).composite([{ input: subject, left: 300, top: 90 }]))).sharpness).toBeGreaterThan(
      0.8,
    );
  });

  it('is not made up by grain, and is nothing where there is nothing', async () => {
    const grain = await canvas(400, 300, '#808080').png().toBuffer();
    const noisy = sharp(grain).composite([
      {
        input: {
          create: {
            width: 400,
            height: 300,
            channels: 3,
            noise: { ...NOISE, mean: 128, sigma: 8 },
            background: '#000',
          },
        },
      },
    ]);
    expect((await seenIn(noisy)).sharpness).toBeLessThan(0.35);
    expect((await seenIn(canvas(300, 200, '#336699'))).sharpness).toBe(0);
  });
});

describe('exposure, tone and colours', () => {
  it('count what has run into black and into white', async () => {
    const { exposure } = await seenIn(
      bands({ '#000000': 20, '#060606': 20, '#ffffff': 10, '#f8f8f8': 10, '#ff0000': 40 }),
    );
    expect(exposure).toEqual({ black: 0.2, white: 0.1 });
  });

  it('leave out what cannot be seen', async () => {
    const { exposure, tone } = (await analysisOf(logoPng.clear)).seen ?? expect.fail();
    expect(exposure).toEqual({ black: 0, white: 0 });
    expect(tone).toBe('dark');
  });

  it('call light what black type is better read on', async () => {
    expect((await seenIn(canvas(9, 9, '#6e6e6e'))).tone).toBe('dark');
    expect((await seenIn(canvas(9, 9, '#7c7c7c'))).tone).toBe('light');
  });

  it.each([
    ['a grey scan', (image: Sharp) => image.greyscale(), 'grey'],
    ['a scan with a slight cast', (image: Sharp) => image.modulate({ saturation: 0.05 }), 'grey'],
    ['sepia', (image: Sharp) => image.tint('#a07030'), 'colour'],
    ['a photograph', (image: Sharp) => image, 'colour'],
  ])('take %s for what it is', async (_, change, colours) => {
    expect((await seenIn(change(ball('#d8d2c8')), 'jpeg')).colours).toBe(colours);
  });

  it('see the one rose in a grey picture', async () => {
    expect((await seenIn(bands({ '#404040': 60, '#b0b0b0': 38, '#d01030': 2 }))).colours).toBe('colour');
  });
});

describe('the ground', () => {
  it('is plain behind a product, and of its colour', async () => {
    const { ground } = await seenIn(ball('#c8d4d0'), 'jpeg');
    expect(ground.plain).toBe(true);
    expect(ground.hex).toMatch(/^#c[6-9a]d[2-6]c[e-f]$|^#c[6-9a]d[2-6]d[0-2]$/);
    expect(sample('headphones-photo').seen?.ground.plain).toBe(true);
  });

  it('is plain still where the subject runs out of one side, not of two', async () => {
    const runsOut = (tall: number, wide: number) =>
      canvas(200, 200, '#f4f4f4').composite([
        {
          input: { create: { width: 100, height: tall, channels: 3, background: '#703020' } },
          left: 50,
          top: 200 - tall,
        },
        { input: { create: { width: wide, height: 100, channels: 3, background: '#703020' } }, left: 0, top: 50 },
      ]);
    expect((await seenIn(runsOut(140, 60))).ground.plain).toBe(false);
    expect(
      (
        await seenIn(
          canvas(200, 200, '#f4f4f4').composite([
            { input: { create: { width: 100, height: 140, channels: 3, background: '#703020' } }, left: 50, top: 60 },
          ]),
        )
      ).ground.plain,
    ).toBe(true);
  });

  it('is not plain in a landscape, nor where it is see-through', () => {
    expect(sample('dusk-hills').seen?.ground.plain).toBe(false);
    expect(sample('headphones').seen?.ground).toEqual({ plain: false, hex: expect.any(String) });
  });
});

describe('the nature', () => {
  it.each(['clear', 'white'] as const)('of a drawn logo on %s ground is a logo', async (ground) => {
    expect((await analysisOf(logoPng[ground])).seen?.nature).toMatchObject({
      is: 'logo',
      confidence: expect.closeTo(1, 0),
    });
  });

  it('of a logo is told through JPEG as well', async () => {
    expect((await seenIn(sharp(logoPng.white), 'jpeg')).nature.is).toBe('logo');
  });

  it.each(['#ffffff', '#d8d2c8'])('of a product on plain %s is a photograph', async (ground) => {
    expect((await seenIn(ball(ground))).nature).toMatchObject({ is: 'photo' });
  });

  it('of a page is a page, where photographs take most of it, too', async () => {
    const photograph = await sharp(sampleImages.find(({ name }) => name === 'dusk-hills')?.path)
      .resize(800, 260, { fit: 'cover' })
      .png()
      .toBuffer();
    const bar = { create: { width: 640, height: 24, channels: 3 as const, background: '#202020' } };
    const line = await sharp(bar).png().toBuffer();
    const page = sharp({ create: { width: 800, height: 1000, channels: 3, background: '#ffffff' } }).composite([
      { input: line, left: 80, top: 20 },
      { input: photograph, left: 0, top: 64 },
      { input: line, left: 80, top: 380 },
      { input: photograph, left: 0, top: 440 },
      { input: line, left: 80, top: 740 },
      { input: line, left: 80, top: 800 },
    ]);
    expect((await seenIn(page, 'jpeg')).nature.is).toBe('page');
    expect((await seenIn(page)).role.is).toBe('PRODUCT');
    const scrollBar = { create: { width: 14, height: 500, channels: 3 as const, background: '#8a8a8a' } };
    const scrolled = sharp(await page.png().toBuffer()).composite([
      { input: await sharp(scrollBar).png().toBuffer(), left: 785, top: 0 },
    ]);
    expect((await seenIn(scrolled, 'jpeg')).nature.is).toBe('page');
  });

  it.each(sampleImages.map(({ name, role }) => [name, role === 'LOGO' ? 'logo' : 'photo']))(
    'of %s is a %s',
    (name, is) => {
      const nature = sample(name ?? '').seen?.nature;
      expect(nature?.is).toBe(is);
      expect(nature?.confidence).toBeGreaterThan(0.7);
    },
  );
});
