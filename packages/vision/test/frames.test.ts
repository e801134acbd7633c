import type { Fault } from '@proofsheet/domain';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { decode } from '../src/codec/decode.ts';
import { type PngChunk, pngChunks, pngOf } from '../src/codec/png-chunks.ts';
import { hardenImageLibrary } from '../src/index.ts';

const [WIDTH, HEIGHT] = [40, 30];
type Rgba = readonly [number, number, number, number];
const CLEAR: Rgba = [0, 0, 0, 0];
const WHITE: Rgba = [255, 255, 255, 255];

/** Left half of one colour, right half of another. */
function frame(left: Rgba, right: Rgba = left): Buffer {
  return Buffer.from(Array.from({ length: WIDTH * HEIGHT }, (_, at) => (at % WIDTH < WIDTH / 2 ? left : right)).flat());
}

const RED_BLUE = frame([200, 0, 0, 255], [0, 0, 200, 255]);
const GREEN_BLUE = frame([0, 200, 0, 255], [0, 0, 200, 255]);

beforeAll(hardenImageLibrary);

describe.each([
  ['WebP', webpOf],
  ['PNG', apngOf],
])('of an animated %s', (_, animationOf) => {
  test.each([
    ['the first frame serves where it shows something', [RED_BLUE, GREEN_BLUE]],
    ['the next serves where the first is transparent', [frame(CLEAR), RED_BLUE, GREEN_BLUE]],
    ['the first with anything in it serves after several empty ones', [...Array(9).fill(frame(CLEAR)), RED_BLUE]],
    ['a frame of one colour, as before a fade-in, is passed over', [frame(WHITE), RED_BLUE, GREEN_BLUE]],
  ])('%s', async (_, frames) => {
    const { pixels } = await decode(await animationOf(frames));
    const [red = 0, , blue = 0] = pixels.data;
    expect(red).toBeGreaterThan(150);
    expect(blue).toBeLessThan(60);
    expect(pixels).toMatchObject({ width: WIDTH, height: HEIGHT, channels: 3 });
  });

  test('one colour serves where nothing else comes', async () => {
    const { pixels } = await decode(await animationOf([frame(WHITE), frame(WHITE)]));
    expect([...pixels.data.subarray(0, 3)]).toEqual([255, 255, 255]);
  });

  test('nothing is to be seen where every frame is transparent', async () => {
    const fault: Fault = await decode(await animationOf([frame(CLEAR), frame([9, 9, 9, 1])])).then(
      () => expect.fail('it was taken'),
      (error) => error,
    );
    expect(fault.code).toBe('upload_shows_nothing');
  });
});

test('a damaged later frame does not spoil a first one of one colour', async () => {
  const animation = await apngOf([frame(WHITE), RED_BLUE]);
  const broken = [...pngChunks(animation)].map((chunk) =>
    chunk.type === 'fdAT' ? { ...chunk, data: chunk.data.subarray(0, 12) } : chunk,
  );
  const { pixels } = await decode(pngOf(broken));
  expect([...pixels.data.subarray(0, 3)]).toEqual([255, 255, 255]);
});

function webpOf(frames: readonly Buffer[]): Promise<Buffer> {
  const raw = { width: WIDTH, height: HEIGHT * frames.length, channels: 4 as const, pageHeight: HEIGHT };
  return sharp(Buffer.concat(frames), { raw })
    .webp({ lossless: true, loop: 0, delay: frames.map(() => 100) })
    .toBuffer();
}

/** The first frame is the default image, as in most files. */
async function apngOf(frames: readonly Buffer[]): Promise<Buffer> {
  const stills = await Promise.all(
    frames.map((data) =>
      sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 4 } })
        .png()
        .toBuffer(),
    ),
  );
  const header = [...pngChunks(stills[0] as Buffer)].find(({ type }) => type === 'IHDR') as PngChunk;
  let sequence = 0;
  const parts = stills.flatMap((still, index): PngChunk[] => {
    const data = [...pngChunks(still)].filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data);
    const control: PngChunk = { type: 'fcTL', data: numbers([sequence++, WIDTH, HEIGHT, 0, 0, 0x0064_03e8, 0]) };
    const image = data.map((bytes): PngChunk => {
      if (index === 0) return { type: 'IDAT', data: bytes };
      return { type: 'fdAT', data: Buffer.concat([numbers([sequence++]), bytes]) };
    });
    return [{ ...control, data: control.data.subarray(0, 26) }, ...image];
  });
  const animation: PngChunk = { type: 'acTL', data: numbers([frames.length, 0]) };
  return pngOf([header, animation, ...parts, { type: 'IEND', data: Buffer.alloc(0) }]);
}

function numbers(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) bytes.writeUInt32BE(value, at * 4);
  return bytes;
}
