import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { inflateSync } from 'node:zlib';

/** Lengths in a TrueType font, in bytes. */
const HEADER = 12;
const RECORD = 16;

const require = createRequire(import.meta.url);
const fileIn = (name: string, file: string) =>
  readFileSync(path.join(path.dirname(require.resolve(`${name}/package.json`)), file));

const anton = (subset: string, type: string) => fileIn('@fontsource/anton', `files/anton-${subset}-400-normal.${type}`);

/** One small font in every accepted file type, as published. `ext` has the same name and other letters. */
export const FONTS = {
  woff2: anton('latin', 'woff2'),
  woff: anton('latin', 'woff'),
  ttf: unwrapped(anton('latin', 'woff')),
  otf: fileIn('harfbuzzjs', 'test/fonts/noto/NotoSans-Regular.otf'),
  ext: anton('latin-ext', 'woff2'),
  thai: fileIn('@fontsource-variable/noto-sans-thai', 'files/noto-sans-thai-thai-wght-normal.woff2'),
  arabic: fileIn('@fontsource-variable/noto-sans-arabic', 'files/noto-sans-arabic-arabic-wght-normal.woff2'),
  variable: fileIn('@fontsource-variable/archivo', 'files/archivo-latin-wght-normal.woff2'),
} as const;

/** The TrueType font in a WOFF (https://www.w3.org/TR/WOFF/). */
function unwrapped(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const head = Buffer.alloc(HEADER + count * RECORD);
  head.writeUInt32BE(woff.readUInt32BE(4), 0);
  head.writeUInt16BE(count, 4);
  const tables: Buffer[] = [];
  let offset = head.length;
  for (let index = 0; index < count; index++) {
    const entry = woff.subarray(44 + index * 20);
    const [start, packed, length] = [entry.readUInt32BE(4), entry.readUInt32BE(8), entry.readUInt32BE(12)];
    const stored = woff.subarray(start, start + packed);
    const table = packed < length ? inflateSync(stored) : stored;
    const record = head.subarray(HEADER + index * RECORD);
    entry.copy(record, 0, 0, 4);
    entry.copy(record, 4, 16, 20);
    record.writeUInt32BE(offset, 8);
    record.writeUInt32BE(length, 12);
    tables.push(table, Buffer.alloc((4 - (length % 4)) % 4));
    offset += length + ((4 - (length % 4)) % 4);
  }
  return Buffer.concat([head, ...tables]);
}

/** A font that says of itself that its lines are this high above and below the baseline, in its units. */
export function withLineMetrics(font: Buffer, ascent: number, descent: number): Buffer {
  const file = Buffer.from(font);
  const offsets: Readonly<Record<string, readonly number[]>> = { hhea: [4, 6], 'OS/2': [68, 70] };
  for (let index = 0; index < file.readUInt16BE(4); index++) {
    const record = HEADER + index * RECORD;
    const [above, below] = offsets[file.toString('latin1', record, record + 4)] ?? [];
    const start = file.readUInt32BE(record + 8);
    if (above === undefined || below === undefined) continue;
    file.writeInt16BE(ascent, start + above);
    file.writeInt16BE(-descent, start + below);
  }
  return file;
}

/** A WOFF whose tables claim to be gigabytes long. */
export function hugeWoff(): Buffer {
  const file = Buffer.from(FONTS.woff);
  for (let index = 0; index < file.readUInt16BE(12); index++) file.writeUInt32BE(0x7fff_fff0, 44 + index * 20 + 12);
  return file;
}
