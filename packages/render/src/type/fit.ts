import type { TextBox } from '../templates.ts';
import type { Word } from './copy.ts';

/** What one slot's words measure, in hundredths of the type size. */
export interface Metrics {
  readonly words: readonly number[];
  readonly space: number;
  readonly lineHeight: number;
}

export interface FittedLine {
  readonly words: readonly Word[];
  /** Type size in pixels. */
  readonly size: number;
}

interface Frame {
  readonly width: number;
  readonly height: number;
}

/** Words that lean on the next one: a line that ends in one reads badly. */
const LEANING = new Set(
  'a an and at by for from in is my of on or the to with your der die das und le la les de'.split(' '),
);

/**
 * Breaks words into lines and sizes them as large as their box allows. Widths grow in proportion to the type size,
 * so one measurement is enough to compare every way of breaking; a word is never broken. Undefined when even the
 * box's least size is too large.
 */
export function fitWords(
  words: readonly Word[],
  metrics: Metrics,
  box: TextBox,
  frame: Frame,
  fill: 'block' | 'line',
): FittedLine[] | undefined {
  const unit = Math.min(frame.width, frame.height) / 100;
  const limits = {
    width: (box.width / 100) * frame.width,
    height: (box.height / 100) * frame.height,
    least: box.least * unit,
    most: box.most * unit,
  };
  let best: { lines: FittedLine[]; merit: number } | undefined;
  for (const breaks of waysToBreak(words.length, box.lines)) {
    const lines = breaks.map(([from, to]) => ({ words: words.slice(from, to), width: widthOf(metrics, from, to) }));
    const sizes = fill === 'line' ? sizeLines(lines, metrics, limits) : sizeBlock(lines, metrics, limits);
    if (Math.min(...sizes) < limits.least) continue;
    const merit = meritOf(lines, sizes, fill);
    if (!best || merit > best.merit + 1e-9) {
      best = { merit, lines: lines.map((line, index) => ({ words: line.words, size: sizes[index] as number })) };
    }
  }
  return best?.lines;
}

type Limits = Record<'width' | 'height' | 'least' | 'most', number>;
interface Line {
  readonly words: readonly Word[];
  /** At size 1. */
  readonly width: number;
}

function sizeBlock(lines: readonly Line[], { lineHeight }: Metrics, limits: Limits): number[] {
  const widest = Math.max(...lines.map((line) => line.width));
  const size = Math.min(limits.width / widest, limits.height / (lines.length * (lineHeight / 100)), limits.most);
  return lines.map(() => Math.floor(size));
}

function sizeLines(lines: readonly Line[], { lineHeight }: Metrics, limits: Limits): number[] {
  const full = lines.map((line) => Math.min(limits.width / line.width, limits.most));
  const height = full.reduce((sum, size) => sum + size * (lineHeight / 100), 0);
  const shrink = Math.min(1, limits.height / height);
  return full.map((size) => Math.floor(size * shrink));
}

/** Large type first; then even lines, no short word alone, no line that ends in a leaning word, few lines. */
function meritOf(lines: readonly Line[], sizes: readonly number[], fill: 'block' | 'line'): number {
  const widths = lines.map((line) => line.width);
  const widest = Math.max(...widths);
  const lonely = lines.filter(
    (line) => lines.length > 1 && line.words.length === 1 && line.width < widest * 0.4,
  ).length;
  const leaning = lines.slice(0, -1).filter((line) => LEANING.has(line.words.at(-1)?.text.toLowerCase() ?? '')).length;
  const torn = lines
    .slice(0, -1)
    .filter((line, index) => line.words.at(-1)?.marked && lines[index + 1]?.words[0]?.marked);
  const penalties = leaning * 0.05 + torn.length * 0.12 + (lines.length - 1) * 0.01;
  if (fill === 'line') {
    const area = widths.reduce((sum, width, index) => sum + width * (sizes[index] as number) ** 2, 0);
    const disparity = Math.max(...sizes) / Math.min(...sizes);
    return Math.sqrt(area) * (1 - penalties - Math.max(0, disparity - 1.9) * 0.3);
  }
  const ragged = 1 - Math.min(...widths) / widest;
  return (sizes[0] as number) * (1 - penalties - ragged * 0.16 - lonely * 0.25);
}

function widthOf({ words, space }: Metrics, from: number, to: number): number {
  const text = words.slice(from, to).reduce((sum, width) => sum + width, 0);
  // One hundredth of safety: kerning across a space is not in the words' own widths.
  return ((text + space * (to - from - 1)) / 100) * 1.01;
}

/** Every way to cut so many words into at most so many lines, as pairs of first and one past the last word. */
function* waysToBreak(words: number, most: number, from = 0): Generator<[number, number][]> {
  yield [[from, words]];
  if (most === 1) return;
  for (let to = from + 1; to < words; to++) {
    for (const rest of waysToBreak(words, most - 1, to)) yield [[from, to], ...rest];
  }
}
