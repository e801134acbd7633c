/** A try of the search: bytes grow with the quality, if only roughly. */
interface Tried {
  readonly bytes: Uint8Array;
  readonly quality: number;
}

interface Range {
  readonly best: number;
  readonly least: number;
}

/** A difference of quality that nobody sees: the search ends when no more is left to find. */
const UNSEEN = 3;
/** Tries by interpolation before the search halves what is left, should the bytes not grow as steadily as they do. */
const GUESSES = 6;

/**
 * The highest quality of the range whose bytes are under the cap, within three; the least quality when none is. With an
 * `expected` quality it starts there and looks around, otherwise it starts with both ends of the range.
 */
export async function search<T extends Tried>(
  at: (quality: number) => Promise<T>,
  { best, least }: Range,
  maxBytes: number,
  expected?: number,
): Promise<T> {
  let [under, over]: [T | undefined, T | undefined] = [undefined, undefined];
  let stride = expected === undefined ? best - least : UNSEEN;
  let next = expected ?? best;
  for (let tries = 1; ; tries++) {
    const tried = await at(next);
    if (tried.bytes.length <= maxBytes) under = tried;
    else over = tried;
    if (under?.quality === best) return under;
    if (over?.quality === least) return over;
    if (under && over) {
      if (over.quality - under.quality <= UNSEEN) return under;
      next = tries <= GUESSES ? guess(under, over, maxBytes) : (under.quality + over.quality) >> 1;
    } else {
      next = within(next + (under ? stride : -stride), least, best);
      stride *= 4;
    }
  }
}

/**
 * The quality to try next: where the cap lies between two files on a scale of ratios, which bytes nearly keep to. Once
 * one of the two is as near to that as need be, the try that would end the search from its other side.
 */
function guess(under: Tried, over: Tried, maxBytes: number): number {
  const rise = (bytes: number) => Math.log(bytes / under.bytes.length);
  const share = rise(maxBytes) / rise(over.bytes.length);
  const expected = Math.floor(under.quality + share * (over.quality - under.quality));
  if (expected < under.quality + UNSEEN) return under.quality + UNSEEN;
  return Math.min(expected, over.quality - UNSEEN);
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
