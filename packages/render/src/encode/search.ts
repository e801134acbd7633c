/** One encoding that the search tries. The bytes grow with the quality, if only roughly. */
interface Probe {
  readonly bytes: Uint8Array;
  readonly quality: number;
}

interface Range {
  readonly best: number;
  readonly least: number;
}

/** A difference of quality that cannot be seen: the search ends within it. */
const UNSEEN_STEP = 3;
/** How many guesses by interpolation come before halving, which also finds the quality where bytes grow unsteadily. */
const MOST_GUESSES = 6;

/**
 * The highest quality of the range whose bytes are under the cap, to within 3; the least quality when none is. The
 * search starts at the `expected` quality and widens from there; without one it starts at both ends of the range.
 */
export async function search<T extends Probe>(
  at: (quality: number) => Promise<T>,
  { best, least }: Range,
  maxBytes: number,
  expected?: number,
): Promise<T> {
  let [under, over]: [T | undefined, T | undefined] = [undefined, undefined];
  let stride = expected === undefined ? best - least : UNSEEN_STEP;
  let next = expected ?? best;
  for (let tries = 1; ; tries++) {
    const probe = await at(next);
    if (probe.bytes.length <= maxBytes) under = probe;
    else over = probe;
    if (under?.quality === best) return under;
    if (over?.quality === least) return over;
    if (under && over) {
      if (over.quality - under.quality <= UNSEEN_STEP) return under;
      next = tries <= MOST_GUESSES ? guess(under, over, maxBytes) : (under.quality + over.quality) >> 1;
    } else {
      next = within(next + (under ? stride : -stride), least, best);
      stride *= 4;
    }
  }
}

/**
 * The quality to try next: where the cap lies between the two files on a logarithmic scale, on which bytes grow nearly
 * evenly. Where that is next to one of the two, the quality whose probe can end the search from its other side.
 */
function guess(under: Probe, over: Probe, maxBytes: number): number {
  const rise = (bytes: number) => Math.log(bytes / under.bytes.length);
  const share = rise(maxBytes) / rise(over.bytes.length);
  const expected = Math.floor(under.quality + share * (over.quality - under.quality));
  if (expected < under.quality + UNSEEN_STEP) return under.quality + UNSEEN_STEP;
  return Math.min(expected, over.quality - UNSEEN_STEP);
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
