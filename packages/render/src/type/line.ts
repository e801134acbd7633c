import { type EmojiSet, splitEmoji } from './emoji.ts';
import { type Direction, directionOf } from './scripts.ts';
import { type Word, withoutSoftHyphens } from './segment.ts';
import type { Node } from './takumi.ts';

/** How the lines of one slot are set. */
export interface LineSetting {
  readonly direction: Direction;
  readonly emoji: EmojiSet;
  /** In type sizes; only for scripts that need more than the template gives. */
  readonly lineHeight?: number | undefined;
}

interface Piece {
  text: string;
  readonly marked: boolean;
}

/** Scripts whose letters join or carry marks: spacing that suits capitals would tear them. */
const CONNECTED = /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Thai}]/u;
/** Keeps a line of the other direction in its own order, punctuation included, and where the layout has it. */
const ISOLATES = { ltr: '\u2066', rtl: '\u2067' } as const;
const END_OF_ISOLATE = '\u2069';

/** One unbreakable line; neighbours of one kind are set as one run, so that they kern. */
export function lineOf(words: readonly Word[], size: number, setting: LineSetting, hyphenated = false): Node {
  const pieces = piecesOf(words);
  const last = pieces.at(-1);
  if (last && hyphenated) last.text += '-';
  isolate(pieces, setting.direction);
  const joined = CONNECTED.test(pieces.map(({ text }) => text).join(''));
  const style = {
    ...(joined ? { letterSpacing: 0 } : {}),
    display: 'block',
    whiteSpace: 'nowrap',
    fontSize: size,
    ...(setting.lineHeight === undefined ? {} : { lineHeight: setting.lineHeight }),
  } as const;
  const spans = pieces.flatMap((piece) => spansOf(piece, setting.emoji));
  const [first] = spans;
  if (spans.length === 1 && first?.type === 'text' && first.className === 'plain')
    return { type: 'text', text: first.text, className: 'line', style };
  return { type: 'container', className: 'line', style, children: spans };
}

/** A space between a marked word and a plain one is plain: a plate behind the word ends with it. */
function piecesOf(words: readonly Word[]): Piece[] {
  const pieces: Piece[] = [];
  for (const [index, word] of words.entries()) {
    const last = pieces.at(-1);
    const space = index > 0 && !word.join ? ' ' : '';
    const text = withoutSoftHyphens(word.text);
    if (last && last.marked === word.marked) last.text += space + text;
    else if (last && word.marked) {
      last.text += space;
      pieces.push({ text, marked: true });
    } else pieces.push({ text: space + text, marked: word.marked });
  }
  return pieces;
}

function isolate(pieces: Piece[], direction: Direction): void {
  const [first, last] = [pieces[0], pieces.at(-1)];
  const own = directionOf(pieces.map(({ text }) => text).join(''));
  if (!first || !last || own === direction) return;
  first.text = ISOLATES[own] + first.text;
  last.text += END_OF_ISOLATE;
}

function spansOf({ text, marked }: Piece, emoji: EmojiSet): Node[] {
  return splitEmoji(text, emoji).map((part): Node => {
    if (!part.emoji) return { type: 'text', text: part.text, tagName: 'span', className: marked ? 'mark' : 'plain' };
    const style = {
      display: 'inline-block',
      width: '1em',
      height: '1em',
      margin: '0 0.06em',
      verticalAlign: '-0.12em',
    };
    return { type: 'image', src: part.text, className: 'emoji', style };
  });
}
