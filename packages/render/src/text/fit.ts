import type { TextBox } from '../templates/manifest.ts';
import { type Line, likeliestBreaks, type MeasuredText } from './line-breaks.ts';
import type { Word } from './segment.ts';

/** The measurements of one slot's words, in hundredths of the type size. */
export interface Metrics {
  readonly words: readonly number[];
  readonly space: number;
  readonly hyphen: number;
  readonly lineHeight: number;
}

export interface FittedLine {
  readonly words: readonly Word[];
  /** Type size in pixels. */
  readonly size: number;
  /** The line ends within a word, at a soft hyphen, and shows a hyphen there. */
  readonly hyphenated: boolean;
}

interface Frame {
  readonly width: number;
  readonly height: number;
}

/** Words that belong to the next one: a line that ends in one reads badly. */
const LEANING_WORDS = new Set(
  'a an and at by for from in is my of on or the to with your der die das und le la les de'.split(' '),
);
/** The flaw of a line break before a word, by what joins that word to the one before. */
const BREAK_FLAW = { space: 0, phrase: 0, word: 0.12, hyphen: 0.2, letter: 0.25 } as const;
/** With `line` fill a short line is set at most this many times as large as the longest one. */
export const MOST_DISPARITY = 2.4;
const LEANING_FLAW = 0.05;
const SPLIT_MARK_FLAW = 0.12;
/** A line that ends with the first word of a bracket, or begins with its last. */
const TORN_BRACKET_FLAW = 0.2;
/** A line that begins with an emoji: it belongs to the words before it. */
const LEADING_EMOJI_FLAW = 0.2;
/** A line that has the end of one sentence and a part of another: "chairs. One". */
const TORN_SENTENCE_FLAW = 0.28;
/** The last word of a sentence; shorter ones before a full stop are abbreviations. */
const ENDS_SENTENCE = /(?:[\p{L}\p{N}]{3,}\.|[!?…。！？])[\p{Pf}\p{Pe}"']*$/u;
const [OPENS, CLOSES, EMOJI] = [/^\P{L}*\p{Ps}[^\p{Pe}]*$/u, /^[^\p{Ps}]*\p{Pe}\P{L}*$/u, /^\p{RGI_Emoji}+$/v];

/**
 * Breaks words into lines and sets them as large as their box allows; of equals, the most even. Line breaks that read
 * badly (a line that ends in "the", one short word alone, a torn phrase) are chosen only when they allow type that is
 * larger by more than their flaws. Widths are proportional to the type size, so one measurement is enough. A word is
 * never broken. Undefined when even the box's least size is too large.
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
  const text = measuredText(words, metrics);
  let best: { lines: readonly Line[]; sizes: number[]; merit: number } | undefined;
  for (const lines of likeliestBreaks(text, box.lines, limits.width / limits.least)) {
    const sizes = fill === 'line' ? sizeLines(lines, metrics, limits) : sizeBlock(lines, metrics, limits);
    if (Math.min(...sizes) < limits.least) continue;
    const merit = meritOf(lines, sizes, fill);
    if (!best || merit > best.merit + 1e-9) best = { lines, sizes, merit };
  }
  return best?.lines.map(({ from, to }, index) => ({
    words: words.slice(from, to),
    size: best.sizes[index] as number,
    hyphenated: words[to]?.join === 'hyphen',
  }));
}

type Limits = Record<'width' | 'height' | 'least' | 'most', number>;

function measuredText(words: readonly Word[], metrics: Metrics): MeasuredText {
  const ends = [0];
  for (const width of metrics.words) ends.push((ends.at(-1) as number) + width);
  const spaces = [0];
  for (const { join } of words) spaces.push((spaces.at(-1) as number) + (join ? 0 : 1));
  const line = (from: number, to: number): Line => {
    const text = (ends[to] as number) - (ends[from] as number);
    const between = (spaces[to] as number) - (spaces[from + 1] as number);
    const hyphen = words[to]?.join === 'hyphen' ? metrics.hyphen : 0;
    // One hundredth of safety: kerning across a space is not in the words' own widths.
    return {
      from,
      to,
      width: ((text + between * metrics.space + hyphen) / 100) * 1.01,
      flaw: flawOf(words, to) + tornSentence(words, from, to),
    };
  };
  return { count: words.length, line };
}

/** How badly a line reads that ends before the word `to`. */
function flawOf(words: readonly Word[], to: number): number {
  const [last, next] = [words[to - 1], words[to]];
  if (!last || !next) return 0;
  const leaning = !next.join && LEANING_WORDS.has(last.text.toLowerCase()) ? LEANING_FLAW : 0;
  const torn = OPENS.test(last.text) || CLOSES.test(next.text) ? TORN_BRACKET_FLAW : 0;
  const emoji = EMOJI.test(next.text) ? LEADING_EMOJI_FLAW : 0;
  return leaning + torn + emoji + (last.marked && next.marked ? SPLIT_MARK_FLAW : 0) + BREAK_FLAW[next.join ?? 'space'];
}

function tornSentence(words: readonly Word[], from: number, to: number): number {
  const ends = (at: number) => at === 0 || at === words.length || ENDS_SENTENCE.test((words[at - 1] as Word).text);
  const hasEnd = words.slice(from, to - 1).some(({ text }) => ENDS_SENTENCE.test(text));
  return hasEnd && !(ends(from) && ends(to)) ? TORN_SENTENCE_FLAW : 0;
}

function sizeBlock(lines: readonly Line[], { lineHeight }: Metrics, limits: Limits): number[] {
  const widest = Math.max(...lines.map((line) => line.width));
  const size = Math.min(limits.width / widest, limits.height / (lines.length * (lineHeight / 100)), limits.most);
  return lines.map(() => Math.floor(size));
}

function sizeLines(lines: readonly Line[], { lineHeight }: Metrics, limits: Limits): number[] {
  const widest = Math.max(...lines.map((line) => line.width));
  const most = Math.min(limits.most, (limits.width / widest) * MOST_DISPARITY);
  const full = lines.map((line) => Math.min(limits.width / line.width, most));
  const height = full.reduce((sum, size) => sum + size * (lineHeight / 100), 0);
  const shrink = Math.min(1, limits.height / height);
  return full.map((size) => Math.floor(size * shrink));
}

/** Prefers large type; then no flaws, even lines, few lines. */
function meritOf(lines: readonly Line[], sizes: readonly number[], fill: 'block' | 'line'): number {
  const widths = lines.map((line) => line.width);
  const flaws = lines.reduce((sum, line) => sum + line.flaw, 0) + (lines.length - 1) * 0.01;
  if (fill === 'line') {
    const area = widths.reduce((sum, width, index) => sum + width * (sizes[index] as number) ** 2, 0);
    const disparity = Math.max(...sizes) / Math.min(...sizes);
    return Math.sqrt(area) * (1 - flaws - Math.max(0, disparity - 1.9) * 0.3);
  }
  const widest = Math.max(...widths);
  const ragged = 1 - Math.min(...widths) / widest;
  const lonely = lines.filter((line) => line.to - line.from === 1 && line.width < widest * 0.4).length;
  return (sizes[0] as number) * (1 - flaws - ragged * 0.16 - (lines.length > 1 ? lonely * 0.25 : 0));
}
