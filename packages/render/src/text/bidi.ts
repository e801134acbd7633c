import { type Direction, levelsOf } from './direction.ts';
import { type EmojiSet, splitEmoji } from './emoji.ts';
import { TELEPHONE_NUMBERS } from './telephone-numbers.ts';

/** A stretch of a line that is marked or is not. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** The lines of one text in the order in which they were typed; `joined` to the line before without a space. */
export interface TypedLine {
  readonly pieces: readonly Piece[];
  readonly joined: boolean;
}

export interface Arrangement {
  /** The base direction of the text. */
  readonly base: Direction;
  /** The direction of the layout that it stands in. */
  readonly within: Direction;
  readonly emoji: EmojiSet;
  /** Marked pieces stand on plates, each a box to the engine. */
  readonly plates: boolean;
}

/** Isolates keep what is in them in its own order, punctuation included, whatever is around it. */
const ISOLATES = { ltr: '\u2066', rtl: '\u2067' } as const;
const END_OF_ISOLATE = '\u2069';

/** What Unicode keeps for scripts that are read from the right, and its marks for them. */
const MAY_RUN_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * The pieces of each line in the order in which a reader of the layout's direction meets them, by the Unicode
 * bidirectional algorithm. Levels are those of the whole text, as the algorithm has it: a line that is ordered alone has
 * lost what its first and last characters stood beside. Each stretch of one level is isolated, so that the engine finds
 * nothing to reorder; it gives boxes, such as emoji, the direction of the layout whatever they stand in.
 */
export function arrange(lines: readonly TypedLine[], arrangement: Arrangement): Piece[][] {
  const texts = lines.map(({ pieces }) => pieces.map(({ text }) => text).join(''));
  const whole = texts.map((text, index) => (index > 0 && !lines[index]?.joined ? ' ' : '') + text).join('');
  const { base, within } = arrangement;
  if (base === 'ltr' && within === 'ltr' && !MAY_RUN_LEFT.test(whole)) return lines.map(({ pieces }) => [...pieces]);
  const levels = levelsOf(neutral(whole, arrangement.emoji), base);
  const plain = base === 'ltr' ? 0 : 1;
  const isPlain = levels.every((level) => level === plain) && (base === within || !hasBoxes(lines, arrangement));
  let from = 0;
  return lines.map(({ pieces, joined }, index) => {
    if (index > 0 && !joined) from++;
    const own = levels.subarray(from, from + (texts[index] as string).length);
    from += own.length;
    if (isPlain) return base === within ? [...pieces] : isolated(pieces, base);
    const atoms = runsOf(own).flatMap((run) => atomsOf(pieces, run, arrangement));
    return merged(within === 'ltr' ? atoms : atoms.reverse());
  });
}

/**
 * Emoji are pictures: neither the digit of a keycap nor the letters of a flag count. A telephone number is dialled from
 * the left, groups and all, whatever is around it, as if it were a word of Latin letters.
 */
function neutral(text: string, emoji: EmojiSet): string {
  const pieces = splitEmoji(text, emoji).map((piece) => (piece.emoji ? '!'.repeat(piece.text.length) : piece.text));
  return pieces.join('').replace(TELEPHONE_NUMBERS, (number) => 'a'.repeat(number.length));
}

function hasBoxes(lines: readonly TypedLine[], { emoji, plates }: Arrangement): boolean {
  const pieces = lines.flatMap((line) => line.pieces);
  return pieces.some((piece) => (plates && piece.marked) || splitEmoji(piece.text, emoji).some((part) => part.emoji));
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly level: number;
}

/** The stretches of one level in visual order: rule L2. */
function runsOf(levels: Uint8Array): Run[] {
  const runs: Run[] = [];
  for (const [at, level] of levels.entries()) {
    const last = runs.at(-1);
    if (last?.level === level) runs[runs.length - 1] = { ...last, to: at + 1 };
    else runs.push({ from: at, to: at + 1, level });
  }
  for (let level = Math.max(0, ...levels); level > 0; level--) {
    for (let from = 0; from < runs.length; from++) {
      let to = from;
      while (to < runs.length && (runs[to] as Run).level >= level) to++;
      runs.splice(from, to - from, ...runs.slice(from, to).reverse());
      if (to > from) from = to;
    }
  }
  return runs;
}

/** What is ordered as a whole: the letters of one level, with the boundaries of marked words inside, a space, a box. */
interface Atom {
  readonly pieces: Piece[];
  /** Left out for a space and an emoji: they have none. */
  readonly direction?: Direction;
}

/** The parts of one run as they are seen from the left. The engine orders letters itself; boxes and spaces it does not. */
function atomsOf(pieces: readonly Piece[], { from, to, level }: Run, { emoji, plates }: Arrangement): Atom[] {
  const direction = level % 2 === 0 ? 'ltr' : 'rtl';
  const atoms: Atom[] = [];
  for (const piece of cut(pieces, from, to)) {
    for (const part of splitEmoji(piece.text, emoji)) {
      for (const text of part.emoji ? [part.text] : part.text.split(/(^\s+|\s+$)/).filter((some) => some !== '')) {
        const last = atoms.at(-1);
        const own = { text, marked: piece.marked };
        if (part.emoji || text.trim() === '') atoms.push({ pieces: [own] });
        else if (last?.direction && !(plates && last.pieces[0]?.marked !== piece.marked)) last.pieces.push(own);
        else atoms.push({ pieces: [own], direction });
      }
    }
  }
  return direction === 'ltr' ? atoms : atoms.reverse();
}

/** The pieces between two positions of their joined text. */
function cut(pieces: readonly Piece[], from: number, to: number): Piece[] {
  let start = 0;
  return pieces.flatMap(({ text, marked }) => {
    const part = text.slice(Math.max(0, from - start), Math.max(0, to - start));
    start += text.length;
    return part === '' ? [] : [{ text: part, marked }];
  });
}

/** Neighbours of one kind become one piece again. */
function merged(atoms: readonly Atom[]): Piece[] {
  const merged: Piece[] = [];
  for (const { pieces, direction } of atoms) {
    for (const piece of direction ? isolated(pieces, direction) : pieces) {
      const last = merged.at(-1);
      if (last?.marked === piece.marked) merged[merged.length - 1] = { ...last, text: last.text + piece.text };
      else merged.push(piece);
    }
  }
  return merged;
}

function isolated(pieces: readonly Piece[], direction: Direction): Piece[] {
  const last = pieces.length - 1;
  return pieces.map(({ text, marked }, index) => ({
    text: (index === 0 ? ISOLATES[direction] : '') + text + (index === last ? END_OF_ISOLATE : ''),
    marked,
  }));
}
