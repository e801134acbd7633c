import { brotliDecompressSync } from 'node:zlib';

/** Table numbers (https://www.w3.org/TR/WOFF2/#table_dir_format); the first says that a tag of four bytes follows. */
const ARBITRARY_TAG = 63;
const CMAP = 0;
const GLYF = 10;
const LOCA = 11;

/** The code points that a WOFF2 font has glyphs for, from its `cmap` table. */
export function codePointsOf(woff2: Buffer): number[] {
  const cmap = cmapTable(woff2);
  const points = new Set<number>();
  for (let record = 0; record < cmap.readUInt16BE(2); record++) {
    const table = cmap.subarray(cmap.readUInt32BE(4 + record * 8 + 4));
    const format = table.readUInt16BE(0);
    if (format === 4) readSegments(table, points);
    if (format === 12) readGroups(table, points);
  }
  return [...points];
}

function cmapTable(woff2: Buffer): Buffer {
  if (woff2.toString('latin1', 0, 4) !== 'wOF2') throw new Error('not a WOFF2 font');
  const tables = woff2.readUInt16BE(12);
  const compressedLength = woff2.readUInt32BE(20);
  const cursor = { at: 48 };
  let offset = 0;
  let found: { offset: number; length: number } | undefined;
  for (let table = 0; table < tables; table++) {
    const flags = woff2.readUInt8(cursor.at++);
    const tag = flags & 63;
    if (tag === ARBITRARY_TAG) cursor.at += 4;
    const originalLength = readBase128(woff2, cursor);
    const version = flags >> 6;
    // Version 3 means untransformed for glyf and loca; for every other table version 0 does.
    const transformed = tag === GLYF || tag === LOCA ? version !== 3 : version !== 0;
    const length = transformed ? readBase128(woff2, cursor) : originalLength;
    if (tag === CMAP) found = { offset, length };
    offset += length;
  }
  if (!found) throw new Error('a font without a character map');
  const data = brotliDecompressSync(woff2.subarray(cursor.at, cursor.at + compressedLength));
  return data.subarray(found.offset, found.offset + found.length);
}

function readBase128(bytes: Buffer, cursor: { at: number }): number {
  let value = 0;
  for (;;) {
    const byte = bytes.readUInt8(cursor.at++);
    value = value * 128 + (byte & 127);
    if (byte < 128) return value;
  }
}

function readSegments(table: Buffer, points: Set<number>): void {
  const doubled = table.readUInt16BE(6);
  for (let at = 0; at < doubled; at += 2) {
    const last = table.readUInt16BE(14 + at);
    const first = table.readUInt16BE(16 + doubled + at);
    for (let point = first; point <= last && point < 0xffff; point++) points.add(point);
  }
}

function readGroups(table: Buffer, points: Set<number>): void {
  for (let group = 0; group < table.readUInt32BE(12); group++) {
    const at = 16 + group * 12;
    for (let point = table.readUInt32BE(at); point <= table.readUInt32BE(at + 4); point++) points.add(point);
  }
}
