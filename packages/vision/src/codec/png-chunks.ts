import { crc32 } from 'node:zlib';

export interface PngChunk {
  readonly type: string;
  readonly data: Buffer;
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/**
 * The chunks of a PNG in their order (https://www.w3.org/TR/png-3/#5DataRep). Ends in silence where the file is cut off
 * or is no PNG: whether it can be decoded is the decoder's to say. A chunk that a picture can do without is passed over when
 * its check sum is wrong, as decoders do (https://www.w3.org/TR/png-3/#13Decoders.Errors).
 */
export function* pngChunks(bytes: Buffer): Generator<PngChunk> {
  if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return;
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const end = at + 8 + length;
    if (end + 4 > bytes.length) return;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (!isAncillary(type) || isWhole(bytes, at + 4, end)) yield { type, data: bytes.subarray(at + 8, end) };
    at = end + 4;
  }
}

/** The first letter of a type is small for what decoders may ignore. */
function isAncillary(type: string): boolean {
  return /^[a-z]/.test(type);
}

function isWhole(bytes: Buffer, from: number, end: number): boolean {
  return crc32(bytes.subarray(from, end)) === bytes.readUInt32BE(end);
}

/** A PNG of these chunks. */
export function pngOf(chunks: readonly PngChunk[]): Buffer {
  return Buffer.concat([SIGNATURE, ...chunks.map(written)]);
}

function written({ type, data }: PngChunk): Buffer {
  const chunk = Buffer.alloc(data.length + 12);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, data.length + 8)), data.length + 8);
  return chunk;
}
