/** Bytes that are asked for at a time: a few planes of an image. */
const CHUNK = 2 ** 22;

/**
 * Kept from one image to the next: an image takes some fifty planes, and left to the collector they cost it looks through the
 * whole heap.
 */
const chunks: ArrayBuffer[] = [];
let end = { chunk: 0, offset: 0 };
let scopes = 0;

/**
 * Lends the planes that are asked for while `work` runs, and takes them back when it ends, so they must not be part of
 * what it returns. `work` is not asynchronous: a thread has one such stack of planes. Outside of it planes are ordinary arrays.
 */
export function withPlanes<T>(work: () => T): T {
  const before = end;
  scopes += 1;
  try {
    return work();
  } finally {
    scopes -= 1;
    end = before;
  }
}

/** Like the others below, holds whatever was left there: for who writes every value. */
export function bytes(count: number): Uint8Array<ArrayBuffer> {
  if (scopes === 0) return new Uint8Array(count);
  const { chunk, offset } = place(count);
  return new Uint8Array(chunk, offset, count);
}

export function floats(count: number): Float32Array<ArrayBuffer> {
  if (scopes === 0) return new Float32Array(count);
  const { chunk, offset } = place(4 * count);
  return new Float32Array(chunk, offset, count);
}

export function integers(count: number): Int32Array<ArrayBuffer> {
  if (scopes === 0) return new Int32Array(count);
  const { chunk, offset } = place(4 * count);
  return new Int32Array(chunk, offset, count);
}

export function doubles(count: number): Float64Array<ArrayBuffer> {
  if (scopes === 0) return new Float64Array(count);
  const { chunk, offset } = place(8 * count);
  return new Float64Array(chunk, offset, count);
}

/** Nothing but zeros. */
export function clearBytes(count: number): Uint8Array<ArrayBuffer> {
  return bytes(count).fill(0);
}

/** A place for so many bytes after all that is lent. */
function place(length: number): { chunk: ArrayBuffer; offset: number } {
  let { chunk, offset } = end;
  while (chunk < chunks.length && offset + length > (chunks[chunk] as ArrayBuffer).byteLength) {
    chunk += 1;
    offset = 0;
  }
  if (chunk === chunks.length) chunks.push(new ArrayBuffer(Math.max(CHUNK, length)));
  end = { chunk, offset: (offset + length + 7) & ~7 };
  return { chunk: chunks[chunk] as ArrayBuffer, offset };
}
