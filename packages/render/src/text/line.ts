import type { Node } from '../engine/takumi.ts';
import { arrange, type Piece, type TypedLine } from './bidi.ts';
import type { Direction } from './direction.ts';
import { type EmojiSet, splitEmoji } from './emoji.ts';
import { asDrawn, type Word } from './segment.ts';

/** How the lines of one slot are set. */
export interface LineStyle {
  /** The direction of the layout. */
  readonly direction: Direction;
  /** The base direction of the slot's text; left out where it is the layout's. */
  readonly base?: Direction | undefined;
  readonly emoji: EmojiSet;
  /** The letters of the text join: they are set without letter spacing. */
  readonly joined?: boolean;
  /** In type sizes; given only for ink that needs more than the template has. */
  readonly lineHeight?: number | undefined;
  /** How a currency sign is set beside its figures. */
  readonly currency?: 'small' | 'raised' | undefined;
  /** Raises the decimals of an amount, small and without their sign. */
  readonly decimals?: 'raised' | undefined;
  /** The CSS colour of the line through a price before. */
  readonly ink?: string | undefined;
  /** Fills the plain letters from one CSS colour to another, from the head to the foot. */
  readonly gradient?: readonly [from: string, to: string] | undefined;
  /** The plate behind marked words and their colour on it, as CSS colours. */
  readonly plate?: { readonly colour: string; readonly ink: string; readonly height: number } | undefined;
}

/** The words of one line, and the size that they are set in. */
export interface SetLine {
  readonly words: readonly Word[];
  /** In pixels. */
  readonly size: number;
  /** The line ends within a word, at a soft hyphen, and shows a hyphen there. */
  readonly hyphenated?: boolean;
}

/** The lines of one text: first its direction decides the order of its words, then each line is set. */
export function linesOf(lines: readonly SetLine[], lineStyle: LineStyle): Node[] {
  const { direction, base = direction, emoji, plate } = lineStyle;
  const typed = lines.map(typedLine);
  const arranged = arrange(typed, { base, within: direction, emoji, plates: plate !== undefined });
  return arranged.map((pieces, index) => lineOf(pieces, (lines[index] as SetLine).size, lineStyle));
}

/** One unbreakable line. Neighbouring words of one kind are set as one run, so that they kern. */
function lineOf(pieces: readonly Piece[], size: number, lineStyle: LineStyle): Node {
  const spans = pieces.flatMap((piece) => spansOf(piece, lineStyle));
  return lineNode(spans, size, lineStyle);
}

export function lineNode(spans: Node[], size: number, lineStyle: LineStyle): Node {
  const style = {
    ...(lineStyle.joined ? { letterSpacing: 0 } : {}),
    display: 'block',
    whiteSpace: 'nowrap',
    fontSize: size,
    ...(lineStyle.lineHeight === undefined ? {} : { lineHeight: lineStyle.lineHeight }),
  } as const;
  const [first] = spans;
  if (spans.length === 1 && first?.type === 'text' && first.className === 'plain' && !first.style)
    return { type: 'text', text: first.text, className: 'line', style };
  return { type: 'container', className: 'line', style, children: spans };
}

/** The spans of a text that stands alone in its line, or beside others that are ordered by hand. */
export function spansAlone(text: string, lineStyle: LineStyle): Node[] {
  const { direction, base = direction, emoji } = lineStyle;
  const typed = { pieces: [{ text: asDrawn(text), marked: false }], joined: false };
  const [pieces = []] = arrange([typed], { base, within: direction, emoji, plates: false });
  return pieces.flatMap((piece) => spansOf(piece, lineStyle));
}

/** Joins words into pieces. A space between a marked and a plain word is plain, so that a plate ends with its word. */
function typedLine({ words, hyphenated = false }: SetLine): TypedLine {
  const pieces: { text: string; readonly marked: boolean }[] = [];
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
  const last = pieces.at(-1);
  if (last && hyphenated) last.text += '-';
  return { pieces, joined: words[0]?.join !== undefined };
}

function spansOf(piece: Piece, lineStyle: LineStyle): Node[] {
  const spans = splitEmoji(piece.text, lineStyle.emoji).flatMap(({ text, emoji }): Node[] =>
    emoji ? [emojiNode(text)] : typeSpans(text, piece.marked ? 'mark' : 'plain', lineStyle),
  );
  return piece.marked && lineStyle.plate ? [plateNode(spans, lineStyle.plate)] : spans;
}

function emojiNode(emoji: string): Node {
  const style = { display: 'inline-block', width: '1em', height: '1em', margin: '0 0.06em', verticalAlign: '-0.12em' };
  return { type: 'image', src: emoji, className: 'emoji', style };
}

/** A plate as high as the text on it, so that no accent and no descender leaves it. */
function plateNode(children: Node[], { colour, ink, height }: NonNullable<LineStyle['plate']>): Node {
  const shape = { display: 'inline-block', padding: '0 0.14em', borderRadius: '0.06em', lineHeight: height } as const;
  const inked = children.map((child) => ({ ...child, style: { ...child.style, color: ink } }) as Node);
  return { type: 'container', className: 'plate', style: { ...shape, background: colour }, children: inked };
}

const SIGN = '(?:\\p{Sc}|\\b(?:CHF|EUR|USD|GBP|kr|Kč|zł|Ft|lei|лв|руб)(?!\\p{L}))';
/** A sign with the space between it and its figures, which becomes as small as the sign. */
const CURRENCY = new RegExp(`((?:(?<=\\p{N})\\s)?${SIGN}(?:\\s(?=\\p{N}))?)`, 'u');
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
