import { crc32, deflateSync } from 'node:zlib';
import type { Fault } from '@proofsheet/domain';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { analyse as analyseBy } from '../src/analyse.ts';
import { hardenImageLibrary, readHeader } from '../src/index.ts';

/** What is in an upload is not asked: a model's looks would cost most of the time. */
const analyse = (bytes: Buffer) => analyseBy(bytes, { salient: false });

type Background = string | { r: number; g: number; b: number; alpha?: number };

const red: Background & object = { r: 220, g: 30, b: 40 };
const canvas = (width: number, height: number, background: Background = red, channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background } });

/** Left half red, right half blue: its orientation shows in one pixel. */
const twoHalves = async (width: number, height: number) => {
  const blue = await canvas(Math.floor(width / 2), height, '#2040d0')
    .png()
    .toBuffer();
  return canvas(width, height).composite([{ input: blue, left: Math.ceil(width / 2), top: 0 }]);
};

const foreign: Record<string, Buffer> = {};

beforeAll(async () => {
  foreign.gif = await canvas(20, 20).gif().toBuffer();
  foreign.tiff = await canvas(20, 20).tiff().toBuffer();
  foreign.avif = await canvas(20, 20).avif({ effort: 0 }).toBuffer();
  foreign.svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="9" height="9"/></svg>',
  );
  foreign.pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n');
  foreign.text = Buffer.from('no image at all, only some words');
  foreign.empty = Buffer.alloc(0);
  hardenImageLibrary();
});

const faultOf = (work: Promise<unknown>): Promise<Fault> =>
  work.then(
    () => expect.fail('it was taken'),
    (error: Fault) => error,
  );

async function pixelAt(image: Buffer, x: number, y: number): Promise<number[]> {
  return [...(await sharp(image).extract({ left: x, top: y, width: 1, height: 1 }).raw().toBuffer())];
}

describe('the proxy', () => {
  test('is a copy of a large master that shows the same, and of a small one there is none', async () => {
    const { proxy, analysis } = await analyse(await (await twoHalves(4000, 3000)).jpeg().toBuffer());
    expect(analysis).toMatchObject({ width: 4000, height: 3000 });
    const copy = sharp(proxy);
    expect(await copy.metadata()).toMatchObject({ format: 'jpeg', width: 2560, height: 1920 });
    const [red, , blue] = await pixelAt(proxy as Buffer, 600, 900);
    expect(red).toBeGreaterThan(200);
    expect(blue).toBeLessThan(60);
    expect((await pixelAt(proxy as Buffer, 1900, 900))[2]).toBeGreaterThan(190);
    expect((await analyse(await canvas(3000, 2000).jpeg().toBuffer())).proxy).toBeUndefined();
  });

  test('keeps the full colour resolution of what came without loss; with alpha there is none', async () => {
    const { proxy } = await analyse(await canvas(3300, 200).png().toBuffer());
    expect(await sharp(proxy).metadata()).toMatchObject({ chromaSubsampling: '4:4:4', width: 2560 });
    const half = { r: 9, g: 9, b: 9, alpha: 0.5 };
    expect((await analyse(await canvas(3300, 200, half, 4).png().toBuffer())).proxy).toBeUndefined();
  });
});

describe('the master', () => {
  test.each([
    [1, false],
    [3, false],
    [6, true],
    [8, true],
  ])('stands upright whatever EXIF orientation %i says, which is gone then', async (orientation, turned) => {
    const upload = await (await twoHalves(60, 40)).jpeg().withMetadata({ orientation }).toBuffer();
    const header = await readHeader(upload);
    const { master, analysis } = await analyse(upload);
    const size = turned ? { width: 40, height: 60 } : { width: 60, height: 40 };
    expect(header).toEqual({ mediaType: 'image/jpeg', ...size });
    expect(analysis).toMatchObject(size);
    const metadata = await sharp(master).metadata();
    expect(metadata).toMatchObject(size);
    expect(metadata.orientation).toBeUndefined();
    expect(metadata.exif).toBeUndefined();
    const corner = { 1: red.r, 3: 0x20, 6: red.r, 8: 0x20 }[orientation] ?? -1;
    const [leftRed = 0] = await pixelAt(master, 3, 3);
    expect(Math.abs(leftRed - corner)).toBeLessThan(12);
  });

  test('keeps its alpha without loss, and the subject is found by it', async () => {
    const subject = await canvas(30, 20, { ...red, alpha: 1 }, 4)
      .png()
      .toBuffer();
    const clear = canvas(100, 80, { r: 0, g: 0, b: 0, alpha: 0 }, 4);
    const upload = await clear
      .composite([{ input: subject, left: 10, top: 40 }])
      .png()
      .toBuffer();
    const { master, mediaType, analysis } = await analyse(upload);
    expect(mediaType).toBe('image/png');
    expect(analysis.hasAlpha).toBe(true);
    expect(analysis.bounds).toEqual({ x: 0.1, y: 0.5, width: 0.3, height: 0.25 });
    expect(analysis.focus).toEqual({ x: 0.25, y: 0.625 });
    expect(analysis.palette).toMatchObject([{ hex: '#dc1e28', share: 1 }]);
    expect(analysis.focusBy).toBe('subject');
    // What is see-through is neither black nor dark: it is not there.
    expect(analysis.seen).toMatchObject({ exposure: { black: 0, white: 0 }, ground: { plain: false } });
    expect(await pixelAt(master, 15, 45)).toEqual([220, 30, 40, 255]);
    expect((await pixelAt(master, 0, 0))[3]).toBe(0);
  });

  test('is a JPEG where the alpha hides nothing', async () => {
    const { mediaType, analysis } = await analyse(
      await canvas(9, 9, { ...red, alpha: 1 }, 4)
        .png()
        .toBuffer(),
    );
    expect(mediaType).toBe('image/jpeg');
    expect(analysis.hasAlpha).toBe(false);
  });

  const encodings: Record<string, (image: Sharp) => Sharp> = {
    grey: (image) => image.greyscale().jpeg(),
    cmyk: (image) => image.toColourspace('cmyk').jpeg(),
    '16-bit': (image) => image.toColourspace('rgb16').png(),
    palette: (image) => image.png({ palette: true }),
    webp: (image) => image.webp(),
    progressive: (image) => image.jpeg({ progressive: true }),
  };

  test.each(Object.entries(encodings))('is 8-bit sRGB from %s', async (source, encode) => {
    const upload = await encode(await twoHalves(64, 32)).toBuffer();
    const { master, analysis } = await analyse(upload);
    expect(await sharp(master).metadata()).toMatchObject({ space: 'srgb', depth: 'uchar', channels: 3, width: 64 });
    expect(analysis.palette.length).toBeGreaterThan(1);
    const [r = 0, , b = 0] = await pixelAt(master, 5, 5);
    if (source === 'grey') expect(Math.abs(r - b)).toBeLessThan(3);
    else expect(r - b).toBeGreaterThan(100);
  });

  test.each(Object.entries(encodings))('is read alike from %s', async (source, encode) => {
    const square = await canvas(120, 120, '#f4d020').png().toBuffer();
    const scene = await canvas(400, 300, '#203048')
      .composite([{ input: square, left: 60, top: 90 }])
      .png()
      .toBuffer();
    const { seen, palette } = (await analyse(await encode(sharp(scene)).toBuffer())).analysis;
    const shares = palette.map(({ share }) => share);
    expect(shares).toEqual([expect.closeTo(0.88, 1.5), expect.closeTo(0.12, 1.5)]);
    expect(seen).toMatchObject({
      colours: source === 'grey' ? 'grey' : 'colour',
      tone: 'dark',
      ground: { plain: true },
      nature: { is: 'logo' },
      exposure: { black: 0, white: 0 },
    });
    expect(seen?.sharpness).toBeGreaterThan(0.9);
  });

  test('of one pixel is one pixel', async () => {
    const { analysis } = await analyse(await canvas(1, 1).png().toBuffer());
    expect(analysis).toMatchObject({ width: 1, height: 1, focus: { x: 0.5, y: 0.5 }, palette: [{ share: 1 }] });
    expect(analysis.seen).toMatchObject({
      sharpness: 0,
      ground: { plain: true, hex: '#dc1e28' },
      role: { is: 'BACKGROUND' },
    });
  });

  test('of a panorama is no longer than 4096 pixels', async () => {
    const { analysis } = await analyse(await canvas(16_000, 900).jpeg().toBuffer());
    expect(analysis).toMatchObject({ width: 4096, height: 230 });
    expect(analysis.seen).toMatchObject({ ground: { plain: true, hex: '#dc1e28' }, tone: 'dark', colours: 'colour' });
    const { analysis: flattest } = await analyse(await canvas(300, 9600).jpeg().toBuffer());
    expect(flattest).toMatchObject({ width: 128, height: 4096 });
  });

  test('of an animation is its first frame', async () => {
    const frames = Buffer.concat([Buffer.alloc(20 * 10 * 3, 250), Buffer.alloc(20 * 10 * 3, 5)]);
    const raw = { width: 20, height: 20, channels: 3 as const, pageHeight: 10 };
    const upload = await sharp(frames, { raw })
      .webp({ loop: 0, delay: [100, 100] })
      .toBuffer();
    expect((await sharp(upload).metadata()).pages).toBe(2);
    expect(await readHeader(upload)).toMatchObject({ width: 20, height: 10 });
    const { analysis } = await analyse(upload);
    expect(analysis).toMatchObject({ width: 20, height: 10 });
    expect(analysis.lightness).toBeGreaterThan(0.9);
  });

  test('is the same for the same bytes', async () => {
    const upload = await (await twoHalves(300, 200)).jpeg().toBuffer();
    expect(await analyse(upload)).toEqual(await analyse(upload));
  });
});

test('the focus falls on the one coloured thing', async () => {
  const thing = await canvas(80, 80, '#e08040').png().toBuffer();
  const upload = await canvas(800, 600, '#202020')
    .composite([{ input: thing, left: 620, top: 420 }])
    .jpeg()
    .toBuffer();
  const { focus } = (await analyse(upload)).analysis;
  expect(focus.x).toBeGreaterThan(0.75);
  expect(focus.x).toBeLessThan(0.9);
  expect(focus.y).toBeGreaterThan(0.68);
  expect(focus.y).toBeLessThan(0.86);
});

describe('refused', () => {
  test.each(['gif', 'tiff', 'avif', 'svg', 'pdf', 'text', 'empty'])('%s, whatever it is called', async (name) => {
    const bytes = foreign[name] ?? Buffer.alloc(0);
    expect(await faultOf(readHeader(bytes))).toMatchObject({ code: 'upload_type_not_taken', permanent: true });
    expect(await faultOf(analyse(bytes))).toMatchObject({ code: 'upload_type_not_taken' });
  });

  test('foreign formats even behind the magic bytes: their loaders are closed', async () => {
    for (const name of ['gif', 'tiff', 'svg']) {
      await expect(sharp(foreign[name]).metadata(), name).rejects.toThrow();
    }
  });

  test.each(['jpeg', 'png', 'webp'] as const)('a %s that was cut off', async (type) => {
    const noise = Buffer.from(Array.from({ length: 200 * 200 * 3 }, (_, at) => (at * 7919) % 251));
    const whole = await sharp(noise, { raw: { width: 200, height: 200, channels: 3 } })
      [type]()
      .toBuffer();
    const fault = await faultOf(analyse(whole.subarray(0, Math.floor(whole.length / 2))));
    expect(fault.code).toBe('upload_not_an_image');
    expect(fault.cause).toBeDefined();
  });

  test('a bomb of 256 megapixels, by its header alone, with the limit named', async () => {
    const started = performance.now();
    const fault = await faultOf(readHeader(bomb(16_000, 16_000)));
    expect(fault.code).toBe('upload_too_many_pixels');
    expect(fault.message).toContain('16000x16000');
    expect(fault.message).toContain('at most 50 megapixels');
    expect(performance.now() - started).toBeLessThan(500);
  });

  test.each([
    [65_000, 300, '217 times as wide as high'],
    [9000, 1, '9000 times as wide as high'],
    [2, 65, '33 times as high as wide'],
  ])('a strip of %i x %i, by its header alone, with what would be taken', async (width, height, shape) => {
    const fault = await faultOf(readHeader(await canvas(width, height).png().toBuffer()));
    expect(fault.code).toBe('upload_too_flat');
    expect(fault.message).toContain(shape);
    expect(fault.message).toContain('At most 32 times');
  });

  test('an image of which nothing can be seen', async () => {
    const clear = await canvas(8, 8, { r: 9, g: 9, b: 9, alpha: 0 }, 4).png().toBuffer();
    expect(await faultOf(analyse(clear))).toMatchObject({ code: 'upload_shows_nothing' });
    const faint = await canvas(8, 8, { r: 9, g: 9, b: 9, alpha: 4 / 255 }, 4)
      .png()
      .toBuffer();
    expect(await faultOf(analyse(faint))).toMatchObject({ code: 'upload_shows_nothing' });
  });

  test('a JPEG of 12 bits, by that name', async () => {
    const bytes = await canvas(32, 32).jpeg().toBuffer();
    bytes[bytes.indexOf(Buffer.from([0xff, 0xc0])) + 4] = 12;
    const fault = await faultOf(analyse(bytes));
    expect(fault.code).toBe('upload_bit_depth_not_taken');
    expect(fault.message).toContain('12 bits');
  });
});

/** A PNG of one colour: a few hundred kilobytes that ask for gigabytes. */
function bomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((width + 1) * 64));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), framed.length - 4);
  return framed;
}
