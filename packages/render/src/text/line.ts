import type { Node } from '../engine/takumi.ts';
import { type EmojiSet, splitEmoji } from './emoji.ts';
import { type Direction, directionOf, leastLineHeight } from './scripts.ts';
import { asDrawn, type Word } from './segment.ts';

/** How the lines of one slot are set. */
export interface LineStyle {
  readonly direction: Direction;
  readonly emoji: EmojiSet;
  /** In type sizes; given only for scripts that need more than the template has. */
  readonly lineHeight?: number | undefined;
  /** How a currency sign is set beside its figures. */
  readonly currency?: 'small' | 'raised' | undefined;
  /** Fills the plain letters from one CSS colour to another, from the head to the foot. */
  readonly gradient?: readonly [from: string, to: string] | undefined;
  /** The plate behind marked words and their colour on it, as CSS colours. */
  readonly plate?: { readonly colour: string; readonly ink: string } | undefined;
}

interface Piece {
  text: string;
  readonly marked: boolean;
}

/** Scripts whose letters join or carry marks: letter spacing would tear them apart. */
const CONNECTED = /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Thai}]/u;
/** Isolates keep a line of the other direction in its own order, punctuation included, without moving it. */
const ISOLATES = { ltr: '\u2066', rtl: '\u2067' } as const;
const END_OF_ISOLATE = '\u2069';

/** One unbreakable line. Neighbouring words of one kind are set as one run, so that they kern. */
export function lineOf(words: readonly Word[], size: number, lineStyle: LineStyle, hyphenated = false): Node {
  const pieces = piecesOf(words);
  const last = pieces.at(-1);
  if (last && hyphenated) last.text += '-';
  isolate(pieces, lineStyle.direction);
  const joined = CONNECTED.test(pieces.map(({ text }) => text).join(''));
  const style = {
    ...(joined ? { letterSpacing: 0 } : {}),
    display: 'block',
    whiteSpace: 'nowrap',
    fontSize: size,
    ...(lineStyle.lineHeight === undefined ? {} : { lineHeight: lineStyle.lineHeight }),
  } as const;
  const spans = pieces.flatMap((piece) => spansOf(piece, lineStyle));
  const [first] = spans;
  if (spans.length === 1 && first?.type === 'text' && first.className === 'plain' && !first.style)
    return { type: 'text', text: first.text, className: 'line', style };
  return { type: 'container', className: 'line', style, children: spans };
}

/** Joins words into pieces. A space between a marked and a plain word is plain, so that a plate ends with its word. */
function piecesOf(words: readonly Word[]): Piece[] {
  const pieces: Piece[] = [];
  for (const [index, word] of words.entries()) {
    const last = pieces.at(-1);
    const space = index > 0 && !word.join ? ' ' : '';
    const text = asDrawn(word.text);
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

function spansOf(piece: Piece, lineStyle: LineStyle): Node[] {
  const spans = splitEmoji(piece.text, lineStyle.emoji).flatMap(({ text, emoji }): Node[] =>
    emoji ? [emojiNode(text)] : typeSpans(text, piece.marked ? 'mark' : 'plain', lineStyle),
  );
  return piece.marked && lineStyle.plate ? [plateNode(spans, lineStyle.plate, piece.text)] : spans;
}

function emojiNode(emoji: string): Node {
  const style = { display: 'inline-block', width: '1em', height: '1em', margin: '0 0.06em', verticalAlign: '-0.12em' };
  return { type: 'image', src: emoji, className: 'emoji', style };
}

/** A plate as high as the text on it, so that no accent and no descender leaves it. */
function plateNode(children: Node[], { colour, ink }: NonNullable<LineStyle['plate']>, text: string): Node {
  const lineHeight = Math.max(LEAST_PLATE, leastLineHeight(text, LEAST_PLATE));
  const shape = { display: 'inline-block', padding: '0 0.14em', borderRadius: '0.06em', lineHeight } as const;
  const inked = children.map((child) => ({ ...child, style: { ...child.style, color: ink } }) as Node);
  return { type: 'container', className: 'plate', style: { ...shape, background: colour }, children: inked };
}

/** The least height of a plate, in type sizes. */
const LEAST_PLATE = 1.16;

const CURRENCY = /(\p{Sc}|\b(?:CHF|EUR|USD|GBP|kr|Kč|zł|Ft|lei|лв|руб)(?!\p{L}))/u;
/** The top of a raised sign is level with that of the figures in most faces. */
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

/** A gradient from cap height to baseline: in a span, which is as high as its face, these lie here in every face. */
function gradientStyle([from, to]: readonly [string, string]) {
  const background = `linear-gradient(180deg, ${from} 22%, ${to} 80%)`;
  return { background, backgroundClip: 'text', color: 'transparent' } as const;
}

/**
 * A slot's lines twice in one cell: below with a stroke in the outline's colour, above as they are. A stroke covers
 * both sides of a letter's edge, so the upper copy restores the letter's shape. All stroked lines lie below all plain
 * ones, so that no line's outline covers the letters of the line before.
 */
export function outlined(lines: readonly Node[], width: number, colour: string): Node[] {
  const cell = { gridArea: '1 / 1', display: 'flex', flexDirection: 'column', alignItems: 'inherit' } as const;
  const stroke = { WebkitTextStroke: `${width * 2}px ${colour}`, strokeLinejoin: 'round' } as const;
  return [
    { type: 'container', className: 'outline', style: { ...cell, ...stroke }, children: [...lines] },
    { type: 'container', className: 'fill', style: { ...cell, textShadow: 'none' }, children: [...lines] },
  ];
}

/** Whether these are the two copies that `outlined` made, rather than a slot's lines. */
export function isOutlined([first]: readonly Node[]): boolean {
  return first?.className === 'outline';
}
