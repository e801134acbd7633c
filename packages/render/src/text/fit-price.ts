import type { TextBox } from '../templates/manifest.ts';
import type { FittedLine, Metrics } from './fit.ts';
import type { PriceWord, Word } from './segment.ts';

interface Frame {
  readonly width: number;
  readonly height: number;
}

/** The sizes that the small parts may have, as shares of the amount's; the first that can be read is taken. */
const SHARES = [0.38, 0.46, 0.56, 0.68, 0.8] as const;
/** The least size of the small parts in a picture that is looked at as it is, in pixels. */
const READABLE = 9;
/** What is tried before the small parts become as small as that. */
const LESS_READABLE = 0.75;
/** How much of its size a price loses in worth by an arrangement that is read less well. */
const FLAWS = { prefixAbove: 0.03, suffixBelow: 0.05, unitBelow: 0.1, oldAfter: 0.06, row: 0.01 } as const;

type Part = PriceWord['part'];

/** A way to arrange the parts: the rows from the head to the foot, and how much it is worth less. */
interface Arrangement {
  readonly rows: readonly (readonly Part[])[];
  readonly flaw: number;
}

/**
 * Sets a price as large as its box allows: the amount whole on one line, what stands before it beside or above it, what
 * stands after it beside or below it, the price before above it or behind all. Widths are proportional to the type
 * size. The small parts are at least `smallest` pixels large where that is possible. Undefined where it does not fit at the
 * box's least size.
 */
export function fitPrice(
  words: readonly Word[],
  metrics: Metrics,
  box: TextBox,
  frame: Frame,
  smallest: number,
): FittedLine[] | undefined {
  const unit = Math.min(frame.width, frame.height) / 100;
  const limits = { width: (box.width / 100) * frame.width, height: (box.height / 100) * frame.height };
  const least = box.least * unit;
  const [first] = words;
  if (first && !words.some(({ price }) => price?.part === 'amount')) return fitAlone(first, metrics, limits, box, unit);
  const hasSmall = words.length > 1;
  const wanted = Math.max(READABLE, smallest);
  for (const floor of hasSmall ? [wanted, wanted * LESS_READABLE, Math.min(READABLE, least)] : [0]) {
    let best: { rows: Arrangement['rows']; share: number; size: number; merit: number } | undefined;
    for (const { rows, flaw } of arrangementsOf(words)) {
      const share = SHARES.find((one) => {
        const size = sizeOf(rows, one, words, metrics, limits, box.most * unit);
        return size >= least && size * one >= floor;
      });
      if (share === undefined) continue;
      const size = sizeOf(rows, share, words, metrics, limits, box.most * unit);
      const merit = size * (1 - flaw);
      if (!best || merit > best.merit + 1e-9) best = { rows, share, size, merit };
    }
    if (best) return linesOf(words, best);
  }
  return undefined;
}

/** A price before that has a box of its own: one line, as large as the box allows. */
function fitAlone(
  word: Word,
  { words: [width = 0], lineHeight }: Metrics,
  limits: Frame,
  box: TextBox,
  unit: number,
): FittedLine[] | undefined {
  const widest = limits.width / ((width / 100) * 1.01);
  const size = Math.floor(Math.min(widest, limits.height / (lineHeight / 100), box.most * unit));
  if (size < box.least * unit || !word.price) return undefined;
  return [{ words: [{ ...word, price: { ...word.price, share: 1 } }], size, hyphenated: false }];
}

function arrangementsOf(words: readonly Word[]): Arrangement[] {
  const has = (part: Part) => words.some(({ price }) => price?.part === part);
  const suffix = words.find(({ price }) => price?.part === 'suffix');
  // "/mo" belongs to the figures, and a sign that touches them is no line of its own.
  const below = suffix?.text.startsWith('/') ? FLAWS.unitBelow : FLAWS.suffixBelow;
  const mayStandBelow = suffix !== undefined && (suffix.price?.spaced || suffix.text.startsWith('/'));
  const found: Arrangement[] = [];
  for (const prefixAbove of has('prefix') ? [false, true] : [false])
    for (const suffixBelow of mayStandBelow ? [false, true] : [false])
      for (const oldAfter of has('old') ? [false, true] : [false]) {
        const main: Part[] = ['amount'];
        if (has('prefix') && !prefixAbove) main.unshift('prefix');
        if (suffix && !suffixBelow) main.push('suffix');
        if (oldAfter) main.push('old');
        const rows: Part[][] = [main];
        if (prefixAbove) rows.unshift(['prefix']);
        if (has('old') && !oldAfter) rows.unshift(['old']);
        if (suffixBelow) rows.push(['suffix']);
        const flaw =
          (prefixAbove ? FLAWS.prefixAbove : 0) +
          (suffixBelow ? below : 0) +
          (oldAfter ? FLAWS.oldAfter : 0) +
          (rows.length - 1) * FLAWS.row;
        found.push({ rows, flaw });
      }
  return found;
}

/** The size of the amount, in whole pixels. */
function sizeOf(
  rows: Arrangement['rows'],
  share: number,
  words: readonly Word[],
  metrics: Metrics,
  { width, height }: { readonly width: number; readonly height: number },
  most: number,
): number {
  const widths = rows.map((row) => row.reduce((sum, part) => sum + widthOf(part, share, row, words, metrics), 0));
  const heights = rows.map((row) => (row.includes('amount') ? 1 : share) * (metrics.lineHeight / 100));
  const tall = heights.reduce((sum, one) => sum + one, 0);
  // One hundredth of safety, as in every line: kerning between the parts is not in their own widths.
  return Math.floor(Math.min(width / ((Math.max(...widths) / 100) * 1.01), height / tall, most));
}

function widthOf(
  part: Part,
  share: number,
  row: readonly Part[],
  words: readonly Word[],
  { words: widths, space }: Metrics,
): number {
  const at = words.findIndex(({ price }) => price?.part === part);
  if (part === 'amount') return widths[at] as number;
  return ((widths[at] as number) + (row.length > 1 ? spacesBeside(words[at] as Word) * space : 0)) * share;
}

/** How many spaces part a small part from the rest of its line; the price before keeps its distance. */
export function spacesBeside({ price }: Word): number {
  if (price?.part === 'old') return 2;
  return price?.spaced ? 1 : 0;
}

function linesOf(
  words: readonly Word[],
  { rows, share, size }: { readonly rows: Arrangement['rows']; readonly share: number; readonly size: number },
): FittedLine[] {
  return rows.map((row) => {
    const isMain = row.includes('amount');
    const set = row.map((part): Word => {
      const word = words.find(({ price }) => price?.part === part) as Word & { price: PriceWord };
      return { ...word, price: { ...word.price, share: isMain && part !== 'amount' ? share : 1 } };
    });
    return { words: set, size: isMain ? size : Math.max(1, Math.floor(size * share)), hyphenated: false };
  });
}
