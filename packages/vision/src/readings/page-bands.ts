/** Levels that a row may spread over and be empty: what JPEG does to a flat colour. */
const EMPTY = 3;
/** Levels that a row spreads over in which something stands. */
const FULL = 48;
/** Within so many rows something begins: type and frames do at once, or after a block of JPEG; the shadow of a thing comes slowly. */
const BEGINS = 10;
/** The least height of a band, as a share of the image's. */
const LEAST = 0.004;
/** At each side so much of the width does not count: windows have scroll bars and rims there. */
const RIM = 0.025;
/** Of which all together take at least this: the rims of an old photograph are thin. */
const LEAST_OF_ALL = 0.04;

/**
 * How many bands of one colour run from side to side between things that begin and end sharply, as between the parts of a
 * web page or the cards of an app; above the first and below the last thing none counts. Photographs have two at most,
 * however plain their ground is. One byte a pixel.
 */
export function pageBands(luma: Uint8Array, width: number, height: number): number {
  const rim = Math.round(width * RIM);
  const spreads = Array.from({ length: height }, (_, y) =>
    spreadOf(luma.subarray(y * width + rim, (y + 1) * width - rim)),
  );
  const least = Math.max(3, Math.round(height * LEAST));
  let [bands, rows] = [0, 0];
  for (let y = 0; y < height; y += 1) {
    if ((spreads[y] as number) > EMPTY) continue;
    const top = y;
    while (y < height && (spreads[y] as number) <= EMPTY) y += 1;
    const above = Math.max(0, ...spreads.slice(Math.max(0, top - BEGINS), top));
    const below = Math.max(0, ...spreads.slice(y, y + BEGINS));
    if (y - top < least || above < FULL || below < FULL) continue;
    bands += 1;
    rows += y - top;
  }
  return rows >= height * LEAST_OF_ALL ? bands : 0;
}

function spreadOf(row: Uint8Array): number {
  let [least, most] = [255, 0];
  for (const level of row) {
    if (level < least) least = level;
    if (level > most) most = level;
  }
  return most - least;
}
