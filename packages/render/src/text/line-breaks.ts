/** One line of a broken text. */
export interface Line {
  readonly from: number;
  /** One past its last word. */
  readonly to: number;
  /** At type size 1. */
  readonly width: number;
  /** How badly it reads, 0 to 1, regardless of the other lines. */
  readonly flaw: number;
}

/** A text that measures any run of its words as a line. */
export interface MeasuredText {
  readonly count: number;
  line(from: number, to: number): Line;
}

/** Up to this many ways to break a text all are tried; beyond, only the likeliest. */
const FEW_WAYS = 3000;
/** How many measures are tried for each number of lines. */
const MEASURES = 16;
/** How much wider each measure is than the one before, as a share of the narrowest. */
const STEP = 0.025;

/**
 * Ways to break a text into at most `most` lines, none wider than `widest` (at type size 1): all of them when they are
 * few; else, for each number of lines, the most even one at each of several measures, from the narrowest possible. The
 * work grows with the square of the number of words. A text too long for all lines together is rejected at once.
 */
export function* likeliestBreaks(text: MeasuredText, most: number, widest: number): Generator<readonly Line[]> {
  if (text.count === 0 || text.line(0, text.count).width > widest * most) return;
  const lines = Math.min(most, text.count);
  if (countWays(text.count, lines) <= FEW_WAYS) {
    yield* allBreaks(text, lines, 0);
    return;
  }
  for (let count = 1; count <= lines; count++) {
    const narrowest = narrowestMeasure(text, count);
    for (let step = 0; step < MEASURES; step++) {
      const measure = narrowest * (1 + step * STEP);
      const even = measure <= widest * 1.0001 ? evenestBreaks(text, count, measure * 1.0001) : undefined;
      if (even) yield even;
    }
  }
}

function countWays(words: number, most: number): number {
  let [sum, ways] = [0, 1];
  for (let lines = 1; lines <= most; lines++) {
    sum += ways;
    ways *= (words - lines) / lines;
  }
  return sum;
}

function* allBreaks(text: MeasuredText, most: number, from: number): Generator<readonly Line[]> {
  yield [text.line(from, text.count)];
  if (most === 1) return;
  for (let to = from + 1; to < text.count; to++) {
    const first = text.line(from, to);
    for (const rest of allBreaks(text, most - 1, to)) yield [first, ...rest];
  }
}

/** The least measure in which the text can be set in at most `lines` lines. */
function narrowestMeasure(text: MeasuredText, lines: number): number {
  let needs = Array.from({ length: text.count + 1 }, (_, from) =>
    from === text.count ? 0 : text.line(from, text.count).width,
  );
  for (let line = 2; line <= lines; line++) {
    const fewer = needs;
    needs = fewer.map((single, from) => {
      let least = single;
      for (let to = from + 1; to < text.count; to++) {
        const { width } = text.line(from, to);
        if (width >= least) break;
        least = Math.min(least, Math.max(width, fewer[to] as number));
      }
      return least;
    });
  }
  return needs[0] as number;
}

/** The best way found to set the text from some word on. */
interface Solution {
  readonly badness: number;
  readonly line: Line;
  readonly rest: Solution | undefined;
}

/** The most even way to set the text in exactly `lines` lines of that measure, with its flaws counted. */
function evenestBreaks(text: MeasuredText, lines: number, measure: number): readonly Line[] | undefined {
  let best: (Solution | undefined)[] = [];
  for (let left = 1; left <= lines; left++) {
    const fewer = best;
    best = Array.from({ length: text.count }, (_, from) => {
      let found: Solution | undefined;
      const last = left === 1 ? text.count : text.count - 1;
      for (let to = left === 1 ? text.count : from + 1; to <= last; to++) {
        const line = text.line(from, to);
        if (line.width > measure) break;
        const rest = fewer[to];
        if (left > 1 && !rest) continue;
        const badness = line.flaw + 0.3 * (1 - line.width / measure) ** 2 + (rest?.badness ?? 0);
        if (!found || badness < found.badness) found = { badness, line, rest };
      }
      return found;
    });
  }
  const set: Line[] = [];
  for (let next = best[0]; next; next = next.rest) set.push(next.line);
  return set.length > 0 ? set : undefined;
}
