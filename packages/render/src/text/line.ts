import type { Node } from '../engine/takumi.ts';
import { type EmojiSet, splitEmoji } from './emoji.ts';
import { type Direction, directionOf, leastLineHeight } from './scripts.ts';
import { type Word, withoutSoftHyphens } from './segment.ts';

/** How the lines of one slot are set. */
export interface LineStyle {
  readonly direction: Direction;
  readonly emoji: EmojiSet;
  /** In type sizes; only for scripts that need more than the template gives. */
  readonly lineHeight?: number | undefined;
  /** How the sign of a currency stands beside its figures. */
  readonly currency?: 'small' | 'raised' | undefined;
  /** Fills the plain letters from one CSS colour to another, from the head to the foot. */
  readonly gradient?: readonly [from: string, to: string] | undefined;
  /** What lies behind marked words, and their colour on it: CSS colours. */
  readonly plate?: { readonly colour: string; readonly ink: string } | undefined;
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
export function lineOf(words: readonly Word[], size: number, setting: LineStyle, hyphenated = false): Node {
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
  const spans = pieces.flatMap((piece) => spansOf(piece, setting));
  const [first] = spans;
  if (spans.length === 1 && first?.type === 'text' && first.className === 'plain' && !first.style)
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

function spansOf(piece: Piece, setting: LineStyle): Node[] {
  const spans = splitEmoji(piece.text, setting.emoji).flatMap(({ text, emoji }): Node[] =>
    emoji ? [emojiNode(text)] : typeSpans(text, piece.marked ? 'mark' : 'plain', setting),
  );
  return piece.marked && setting.plate ? [plateNode(spans, setting.plate, piece.text)] : spans;
}

function emojiNode(emoji: string): Node {
  const style = { display: 'inline-block', width: '1em', height: '1em', margin: '0 0.06em', verticalAlign: '-0.12em' };
  return { type: 'image', src: emoji, className: 'emoji', style };
}

/** As high as what stands on it, so that no mark and no descender leaves it. */
function plateNode(children: Node[], { colour, ink }: NonNullable<LineStyle['plate']>, text: string): Node {
  const lineHeight = Math.max(LEAST_PLATE, leastLineHeight(text, LEAST_PLATE));
  const shape = { display: 'inline-block', padding: '0 0.14em', borderRadius: '0.06em', lineHeight } as const;
  const inked = children.map((child) => ({ ...child, style: { ...child.style, color: ink } }) as Node);
  return { type: 'container', className: 'plate', style: { ...shape, background: colour }, children: inked };
}

/** In type sizes. */
const LEAST_PLATE = 1.16;

const CURRENCY = /(\p{Sc}|\b(?:CHF|EUR|USD|GBP|kr|Kč|zł|Ft|lei|лв|руб)(?!\p{L}))/u;
/** The small sign's top is level with the figures' in most faces. */
const CURRENCY_STYLES = {
  small: { fontSize: '0.62em' },
  raised: { fontSize: '0.55em', verticalAlign: '0.62em' },
} as const;

function typeSpans(text: string, className: 'mark' | 'plain', { currency, gradient }: LineStyle): Node[] {
  const fill = gradient && className === 'plain' ? gradientStyle(gradient) : undefined;
  const parts = currency === undefined ? [text] : text.split(CURRENCY).filter((part) => part !== '');
  return parts.map((part): Node => {
    const sign = currency !== undefined && CURRENCY.test(part) ? CURRENCY_STYLES[currency] : undefined;
    const style = fill || sign ? { style: { ...fill, ...sign } } : {};
    return {
      type: 'text',
      text: part,
      tagName: 'span',
      className: sign ? `${className} currency` : className,
      ...style,
    };
  });
}

/** From the head of the capitals to the baseline, which lie here in every face; a span is as high as its face. */
function gradientStyle([from, to]: readonly [string, string]) {
  const background = `linear-gradient(180deg, ${from} 22%, ${to} 80%)`;
  return { background, backgroundClip: 'text', color: 'transparent' } as const;
}

/**
 * A slot's lines twice in one place: below with a stroke of the outline's colour, above as they are. A stroke is drawn
 * to both sides of a letter's edge, so the upper copy gives the letter its whole shape back. All lines lie below all
 * others, or one line's outline would run over the letters of the line before.
 */
export function outlined(lines: readonly Node[], width: number, colour: string): Node[] {
  const place = { gridArea: '1 / 1', display: 'flex', flexDirection: 'column', alignItems: 'inherit' } as const;
  const stroke = { WebkitTextStroke: `${width * 2}px ${colour}`, strokeLinejoin: 'round' } as const;
  return [
    { type: 'container', className: 'outline', style: { ...place, ...stroke }, children: [...lines] },
    { type: 'container', className: 'fill', style: { ...place, textShadow: 'none' }, children: [...lines] },
  ];
}

/** Whether these are a slot's two copies and not its lines. */
export function isOutlined([first]: readonly Node[]): boolean {
  return first?.className === 'outline';
}
