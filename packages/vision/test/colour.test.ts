import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { decode } from '../src/codec/decode.ts';
import { type PngChunk, pngChunks, pngOf } from '../src/codec/png-chunks.ts';
import { hardenImageLibrary } from '../src/index.ts';

type Colour = readonly [red: number, green: number, blue: number];

/** sRGB bytes: what a file shows, however it is encoded. */
const CHART: readonly Colour[] = [
  [200, 40, 40],
  [40, 160, 60],
  [40, 70, 190],
  [230, 190, 40],
  [200, 90, 160],
  [60, 160, 180],
  [60, 60, 60],
  [200, 200, 200],
];
const PATCH = 16;

beforeAll(hardenImageLibrary);

describe("a PNG's own colours become sRGB", () => {
  test.each([8, 16] as const)('gAMA of linear light, %i bits', async (depth) => {
    const linear = chart((colour) => colour.map(lightOf) as unknown as Colour, depth);
    await showsChart(withChunks(await linear, gama(100_000)), depth === 8 ? 2 : 1);
  });

  test('gAMA of 1.8, as old Macs wrote it, and of a palette', async () => {
    const mac = (colour: Colour) => colour.map((value) => lightOf(value) ** (1 / 1.8)) as unknown as Colour;
    await showsChart(withChunks(await chart(mac), gama(55_556)), 1);
    const palette = await sharp(await chart(mac))
      .png({ palette: true })
      .toBuffer();
    await showsChart(withChunks(palette, gama(55_556)), 3);
  });

  test('a chunk whose check sum is wrong says nothing', async () => {
    for (const lying of [gama(100_000), cicp(9, 16)]) {
      const png = withChunks(await chart(), lying);
      const sum = png.indexOf(lying.type, 0, 'latin1') + 4 + lying.data.length;
      png.writeUInt32BE(png.readUInt32BE(sum) ^ 1, sum);
      await showsChart(png, 0);
    }
  });

  test('gAMA of a grey image, with alpha', async () => {
    const data = Buffer.from([188, 255, 188, 128, 0, 255, 255, 255]);
    const png = await sharp(data, { raw: { width: 4, height: 1, channels: 2 } })
      .toColourspace('b-w')
      .png()
      .toBuffer();
    const pixels = await pixelsOf(withChunks(png, gama(100_000)));
    // Half of all light, 188 of 255 when linear values are written as they are, is 223 of sRGB.
    expect([...pixels.data]).toEqual([223, 223, 223, 255, 223, 223, 223, 128, 0, 0, 0, 255, 255, 255, 255, 255]);
  });

  test('cHRM of Display P3, and cICP of it', async () => {
    const p3 = await sharp(await chart())
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const bare = withoutProfile(p3);
    const displayP3 = [31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000];
    await showsChart(withChunks(bare, cicp(12, 13), gama(100_000)), 2);
    await showsChart(withChunks(bare, gama(45_455), chrm(displayP3)), 2);
    await showsChart(withChunks(p3, gama(100_000)), 2);
  });

  test('cICP stands above a profile, also where it says sRGB', async () => {
    const { icc } = await sharp(
      await sharp(await chart())
        .withIccProfile('p3')
        .png()
        .toBuffer(),
    ).metadata();
    await showsChart(withChunks(await chart(), iccp(icc), cicp(1, 13)), 0);
    const rec2020 = (colour: Colour) => toRec2020(colour).map(srgbOf) as unknown as Colour;
    await showsChart(withChunks(await chart(rec2020, 16), iccp(icc), cicp(9, 13)), 1);
  });

  test('a profile that is none, or one for inks, says nothing', async () => {
    const linear = await chart((colour) => colour.map(lightOf) as unknown as Colour, 16);
    const inks = await sharp(linear).toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer();
    const { icc } = await sharp(inks).metadata();
    const broken = { type: 'iCCP', data: Buffer.from('broken\0\0no profile') };
    for (const profile of [iccp(icc), iccp(Buffer.alloc(200)), broken])
      await showsChart(withChunks(linear, profile, gama(100_000)), 1);
  });

  test('cHRM with another white: its white stays white', async () => {
    const d50 = [34_567, 35_850, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000];
    const { data } = await pixelsOf(withChunks(await patch([255, 255, 255]), gama(45_455), chrm(d50)));
    expect([...data.subarray(0, 3)]).toEqual([255, 255, 255]);
  });

  test('cICP of BT.2020, with the full range or that of video', async () => {
    const rec2020 = (colour: Colour) => toRec2020(colour).map(srgbOf) as unknown as Colour;
    await showsChart(withChunks(await chart(rec2020, 16), cicp(9, 13)), 1);
    const narrow = (colour: Colour) => rec2020(colour).map((value) => (16 + 219 * value) / 255) as unknown as Colour;
    await showsChart(withChunks(await chart(narrow, 16), cicp(9, 13, 0)), 1);
  });

  test.each([8, 16] as const)('cICP of PQ, %i bits, nothing of it brighter than paper', async (depth) => {
    const pq = (colour: Colour) => toRec2020(colour).map((light) => pqOf(light * 203)) as unknown as Colour;
    await showsChart(withChunks(await chart(pq, depth), cicp(9, 16)), depth === 8 ? 5 : 1);
  });

  // ITU-R BT.2408-7, table 1: white of 203 candela is 58 % of PQ and 75 % of HLG, the 18 % card 38 % of both.
  test.each([
    ['PQ', 16, [0.5807, 0.3796], [255, 101]],
    ['HLG', 18, [0.75, 0.38], [255, 101]],
  ] as const)('cICP of %s has the levels that broadcasters agreed on', async (_, transfer, signals, shown) => {
    const bytes = signals.flatMap((signal) => Array.from({ length: 3 }, () => Math.round(signal * 65_535)));
    const raw = { width: signals.length, height: 1, channels: 3 as const };
    const png = await sharp(Uint16Array.from(bytes), { raw }).toColourspace('rgb16').png().toBuffer();
    const { data } = await pixelsOf(withChunks(png, cicp(9, transfer)));
    for (const [at, level] of shown.entries()) expect(Math.abs((data[at * 3] ?? 0) - level)).toBeLessThanOrEqual(3);
  });

  test.each([
    ['PQ', 16],
    ['HLG', 18],
  ] as const)('light beyond paper in %s is kept apart instead of cut off, and dark parts stay', async (_, transfer) => {
    const steps = Array.from({ length: 32 }, (_, at) => at / 31);
    const pixels = await pixelsOf(withChunks(await ramp(steps), cicp(9, transfer)));
    const levels = steps.map((_, at) => pixels.data[at * 3] as number);
    expect(levels[0]).toBe(0);
    expect(levels.at(-1)).toBe(255);
    for (const [at, level] of levels.entries()) if (at > 0) expect(level).toBeGreaterThanOrEqual(levels[at - 1] ?? 0);
    expect(new Set(levels.slice(20)).size).toBeGreaterThan(8);
  });
});

describe('a PNG that says sRGB, or nothing that means anything, is taken as it is', () => {
  test.each<[string, PngChunk[]]>([
    ['no chunk', []],
    ['gAMA of sRGB', [gama(45_455)]],
    ['gAMA that libpng would round to it', [gama(45_000)]],
    ['sRGB beside another gAMA', [{ type: 'sRGB', data: Buffer.from([0]) }, gama(100_000)]],
    ['cICP of sRGB', [cicp(1, 13), gama(100_000)]],
    ['gAMA of 0', [gama(0)]],
    ['gAMA beyond sense', [gama(4_000_000_000)]],
    ['gAMA cut short', [{ type: 'gAMA', data: Buffer.from([1, 2]) }]],
    ['cHRM of zeros', [chrm([0, 0, 0, 0, 0, 0, 0, 0])]],
    ['cHRM on one line', [chrm([31_270, 32_900, 30_000, 30_000, 30_000, 30_000, 30_000, 30_000])]],
    ['cICP of values unknown', [cicp(2, 2)]],
    ['cICP with a matrix', [{ type: 'cICP', data: Buffer.from([9, 16, 9, 1]) }]],
  ])('%s', async (_, chunks) => {
    await showsChart(withChunks(await chart(), ...chunks), 0);
  });
});

async function showsChart(png: Buffer, tolerance: number): Promise<void> {
  const { data, width } = await pixelsOf(png);
  const channels = data.length / (width * PATCH);
  for (const [index, colour] of CHART.entries()) {
    const at = ((PATCH / 2) * width + index * PATCH + PATCH / 2) * channels;
    const seen = [...data.subarray(at, at + 3)];
    const off = Math.max(...seen.map((value, channel) => Math.abs(value - (colour[channel] as number))));
    expect(off, `${seen} instead of ${colour}`).toBeLessThanOrEqual(tolerance);
  }
}

async function pixelsOf(png: Buffer): Promise<{ data: Buffer; width: number }> {
  return (await decode(png)).pixels;
}

const asIs = (colour: Colour) => colour.map((value) => value / 255) as unknown as Colour;

/** The chart in a row of patches, each channel being what `encode` gives, 0 to 1. */
function chart(encode: (colour: Colour) => Colour = asIs, depth: 8 | 16 = 8): Promise<Buffer> {
  return row(CHART.map(encode), PATCH, depth);
}

function patch(colour: Colour): Promise<Buffer> {
  return row([asIs(colour)], PATCH, 8);
}

function ramp(steps: readonly number[]): Promise<Buffer> {
  return row(
    steps.map((step) => [step, step, step]),
    1,
    16,
  );
}

function row(colours: readonly Colour[], side: number, depth: 8 | 16): Promise<Buffer> {
  const most = depth === 8 ? 255 : 65_535;
  const line = colours.flatMap((colour) => Array.from({ length: side }, () => colour.map((v) => Math.round(v * most))));
  const values = Array.from({ length: side }, () => line.flat()).flat();
  const raw = { width: colours.length * side, height: side, channels: 3 as const };
  const samples = depth === 8 ? Uint8Array.from(values) : Uint16Array.from(values);
  return sharp(samples, { raw })
    .toColourspace(depth === 8 ? 'srgb' : 'rgb16')
    .png()
    .toBuffer();
}

function lightOf(byte: number): number {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function srgbOf(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}

/** Linear light of BT.2020's primaries: ITU-R BT.2087-0, section 2. */
function toRec2020(colour: Colour): Colour {
  const [red, green, blue] = colour.map(lightOf) as unknown as Colour;
  return [
    0.6274 * red + 0.3293 * green + 0.0433 * blue,
    0.0691 * red + 0.9195 * green + 0.0114 * blue,
    0.0164 * red + 0.088 * green + 0.8956 * blue,
  ];
}

/** The PQ signal of candela a square metre: SMPTE ST 2084, equation 5.2. */
function pqOf(candela: number): number {
  const power = (candela / 10_000) ** 0.1593017578125;
  return ((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** 78.84375;
}

function iccp(icc: Buffer | undefined): PngChunk {
  return { type: 'iCCP', data: Buffer.concat([Buffer.from('profile\0\0'), deflateSync(icc ?? expect.fail())]) };
}

function gama(hundredThousandths: number): PngChunk {
  return { type: 'gAMA', data: numbers([hundredThousandths]) };
}

function chrm(hundredThousandths: readonly number[]): PngChunk {
  return { type: 'cHRM', data: numbers(hundredThousandths) };
}

function cicp(primaries: number, transfer: number, fullRange = 1): PngChunk {
  return { type: 'cICP', data: Buffer.from([primaries, transfer, 0, fullRange]) };
}

function numbers(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) bytes.writeUInt32BE(value, at * 4);
  return bytes;
}

function withChunks(png: Buffer, ...chunks: readonly PngChunk[]): Buffer {
  const [header, ...rest] = pngChunks(png);
  return pngOf([header as PngChunk, ...chunks, ...rest]);
}

function withoutProfile(png: Buffer): Buffer {
  return pngOf([...pngChunks(png)].filter(({ type }) => type !== 'iCCP'));
}
