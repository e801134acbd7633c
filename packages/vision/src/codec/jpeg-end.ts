import { createHash } from 'node:crypto';
import { LIMITS } from '@proofsheet/domain';
import sharp from 'sharp';

const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);

/**
 * A JPEG whose end marker is missing or stands too early, with it; undefined where pixels are missing too.
 * A cut within the last rows gives no warning of the decoder, so the file is decoded with different bytes between its
 * own and the marker: only where all data of the image is there do they make no difference.
 */
export async function withJpegEnd(jpeg: Buffer): Promise<Buffer | undefined> {
  if (!hasAllScans(jpeg)) return undefined;
  const data = withoutMarker(jpeg);
  const [plain, ...filled] = [Buffer.alloc(0), ...FILLINGS].map((filling) =>
    Buffer.concat([data, filling, END_OF_IMAGE]),
  );
  const expected = await digestOfPixels(plain as Buffer);
  if (expected === undefined) return undefined;
  for (const file of filled) if ((await digestOfPixels(file)) !== expected) return undefined;
  return plain;
}

/** Bits that no decoder could take for the same data, and none that it takes for a marker. */
const FILLINGS = [0x00, 0x55, 0xaa, 0xf3].map((byte) => Buffer.alloc(512, byte));

/**
 * The file as far as its last scan goes: bytes after the marker, which some cameras write, do not count. Where the cut went
 * through the marker its first byte would make a marker of whatever follows.
 */
function withoutMarker(jpeg: Buffer): Buffer {
  const marker = jpeg.lastIndexOf(END_OF_IMAGE);
  if (marker > jpeg.lastIndexOf(Buffer.from([0xff, START_OF_SCAN]))) return jpeg.subarray(0, marker);
  return jpeg.at(-1) === 0xff ? jpeg.subarray(0, -1) : jpeg;
}

async function digestOfPixels(jpeg: Buffer): Promise<string | undefined> {
  const image = sharp(jpeg, { limitInputPixels: LIMITS.uploadPixels, failOn: 'error' });
  const pixels = await image
    .raw()
    .toBuffer()
    .catch(() => undefined);
  return pixels && createHash('sha256').update(pixels).digest('base64');
}

const START_OF_SCAN = 0xda;
const START_OF_FRAME = new Set([0xc0, 0xc1, 0xc2]);
const COEFFICIENTS = 64;

/**
 * Whether the scans of a file bring every coefficient of every component to its last bit: a progressive file that ends
 * between two scans is whole to the decoder and coarse to the eye (ITU-T T.81, B.2.3 and G.1.1.1).
 */
function hasAllScans(jpeg: Buffer): boolean {
  const missing = new Map<number, Set<number>>();
  for (const { marker, data } of segments(jpeg)) {
    if (START_OF_FRAME.has(marker)) {
      const count = data[5] ?? 0;
      for (let at = 0; at < count; at += 1) missing.set(data[6 + at * 3] ?? 0, everyCoefficient());
    }
    if (marker === START_OF_SCAN) {
      const count = data[0] ?? 0;
      const [first = 0, last = 0, bits = 0] = data.subarray(1 + count * 2);
      if ((bits & 15) !== 0) continue;
      for (let at = 0; at < count; at += 1) {
        for (let k = first; k <= last; k += 1) missing.get(data[1 + at * 2] ?? 0)?.delete(k);
      }
    }
  }
  return missing.size > 0 && [...missing.values()].every((coefficients) => coefficients.size === 0);
}

function everyCoefficient(): Set<number> {
  return new Set(Array.from({ length: COEFFICIENTS }, (_, k) => k));
}

/** The marker segments of a JPEG, without the data of the scans between them. */
function* segments(jpeg: Buffer): Generator<{ marker: number; data: Buffer }> {
  for (let at = 2; at + 4 <= jpeg.length; ) {
    const marker = jpeg[at + 1] as number;
    if (jpeg[at] !== 0xff || marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd8)) {
      const next = jpeg.indexOf(0xff, at + 1);
      if (next < 0) return;
      at = next;
      continue;
    }
    const end = at + 2 + jpeg.readUInt16BE(at + 2);
    yield { marker, data: jpeg.subarray(at + 4, end) };
    at = end;
  }
}
