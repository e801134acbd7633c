/** One line of one way to break a text. */
export interface Line {
  readonly from: number;
  /** One past its last word. */
  readonly to: number;
  /** At size 1. */
  readonly width: number;
  /** How badly it reads, 0 to 1, whatever the other lines are. */
  readonly flaw: number;
}

/** A text as the breaking sees it: what any run of its words would be as a line. */
export interface MeasuredText {
  readonly count: number;
  line(from: number, to: number): Line;
}

/** Below this many ways to break a text they are all tried; beyond, the likeliest. */
const FEW_WAYS = 3000;
/** Measures tried for each number of lines, each wider than the one before by this share of the narrowest. */
const MEASURES = 16;
const STEP = 0.025;

/**
 * Ways to break a text into at most so many lines, none wider than `widest` (at size 1): all of them when they are few,
 * else for each number of lines the most even ones for a row of measures, from the narrowest that it can be set in.
 * The work grows with the square of the words, and a text that cannot fit is known from its length.
 */
export function* likeliestBreaks(text: MeasuredText, most: number, widest: number): Generator<readonly Line[]> {
  if (text.count === 0 || text.line(0, text.count).width > widest * most) return;
  const lines = Math.min(most, text.count);
  if (waysOf(text.count, lines) <= FEW_WAYS) {
    yield* everyBreak(text, lines, 0);
    return;
  }
  for (let count = 1; count <= lines; count++) {
    const narrowest = narrowestMeasure(text, count);
    for (let step = 0; step < MEASURES; step++) {
      const measure = narrowest * (1 + step * STEP);
      const even = measure <= widest * 1.0001 ? evenest(text, count, measure * 1.0001) : undefined;
      if (even) yield even;
    }
  }
}

function waysOf(words: number, most: number): number {
  let [sum, ways] = [0, 1];
  for (let lines = 1; lines <= most; lines++) {
    sum += ways;
    ways *= (words - lines) / lines;
  }
  return sum;
}

function* everyBreak(text: MeasuredText, most: number, from: number): Generator<readonly Line[]> {
  yield [text.line(from, text.count)];
  if (most === 1) return;
  for (let to = from + 1; to < text.count; to++) {
    const first = text.line(from, to);
    for (const rest of everyBreak(text, most - 1, to)) yield [first, ...rest];
  }
}

/** The least width that so many lines need. */
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

interface Breaking {
  readonly badness: number;
  readonly line: Line;
  readonly rest: Breaking | undefined;
}

/** The most even way to set the text in exactly so many lines of that measure, flaws counted in. */
function evenest(text: MeasuredText, lines: number, measure: number): readonly Line[] | undefined {
  let best: (Breaking | undefined)[] = [];
  for (let left = 1; left <= lines; left++) {
    const fewer = best;
    best = Array.from({ length: text.count }, (_, from) => {
      let found: Breaking | undefined;
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
