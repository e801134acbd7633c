/** Bytes that are allocated at a time: a few planes of an image. */
const CHUNK = 2 ** 22;

/**
 * Kept from one image to the next. An image takes some fifty planes; allocated anew each time, they make the garbage
 * collector walk the whole heap several times an image.
 */
const chunks: ArrayBuffer[] = [];
let end = { chunk: 0, offset: 0 };
let scopes = 0;

/**
 * Lends scratch planes while `work` runs and takes them back when it ends, so `work` must not return one of them.
 * Calls nest. `work` is synchronous: a thread has one stack of planes. Outside of any call planes are ordinary arrays.
 */
export function withScratch<T>(work: () => T): T {
  const before = end;
  scopes += 1;
  try {
    return work();
  } finally {
    scopes -= 1;
    end = before;
  }
}

/** Holds whatever was there before, as do the floats, integers and doubles below: the caller writes every value. */
export function bytes(count: number): Uint8Array<ArrayBuffer> {
  if (scopes === 0) return new Uint8Array(count);
  const { chunk, offset } = reserve(count);
  return new Uint8Array(chunk, offset, count);
}

export function floats(count: number): Float32Array<ArrayBuffer> {
  if (scopes === 0) return new Float32Array(count);
  const { chunk, offset } = reserve(4 * count);
  return new Float32Array(chunk, offset, count);
}

export function integers(count: number): Int32Array<ArrayBuffer> {
  if (scopes === 0) return new Int32Array(count);
  const { chunk, offset } = reserve(4 * count);
  return new Int32Array(chunk, offset, count);
}

export function doubles(count: number): Float64Array<ArrayBuffer> {
  if (scopes === 0) return new Float64Array(count);
  const { chunk, offset } = reserve(8 * count);
  return new Float64Array(chunk, offset, count);
}

/** All zero. */
export function clearBytes(count: number): Uint8Array<ArrayBuffer> {
  return bytes(count).fill(0);
}

/** The first bytes that are not lent yet, aligned to eight. */
function reserve(length: number): { chunk: ArrayBuffer; offset: number } {
  let { chunk, offset } = end;
  while (chunk < chunks.length && offset + length > (chunks[chunk] as ArrayBuffer).byteLength) {
    chunk += 1;
    offset = 0;
  }
  if (chunk === chunks.length) chunks.push(new ArrayBuffer(Math.max(CHUNK, length)));
  end = { chunk, offset: (offset + length + 7) & ~7 };
  return { chunk: chunks[chunk] as ArrayBuffer, offset };
}
