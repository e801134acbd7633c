import type { Node } from '../engine/takumi.ts';
import { spacesBeside } from './fit-price.ts';
import { type LineStyle, lineNode, linesOf, type SetLine, spansAlone } from './line.ts';
import type { PriceWord, Word } from './segment.ts';

/** The lines of one text; those of a price are set by its parts. */
export function setLines(lines: readonly SetLine[], lineStyle: LineStyle): Node[] {
  if (!lines.some(({ words }) => words.some(({ price }) => price))) return linesOf(lines, lineStyle);
  return lines.map(({ words, size }) => lineNode(orderedSpans(words, lineStyle), size, lineStyle));
}

/** The parts of one line as a reader of the layout's direction meets them, all on one baseline. */
function orderedSpans(words: readonly Word[], lineStyle: LineStyle): Node[] {
  const { direction, base = direction } = lineStyle;
  const ordered = base === direction ? words : words.toReversed();
  return ordered.flatMap((word) => {
    const at = words.indexOf(word);
    // Small parts bring the spaces on the side that faces the amount or what stands before them.
    const space = words.length > 1 ? '\u00a0'.repeat(spacesBeside(word)) : '';
    const isAfter = at > 0 && word.price?.part !== 'prefix';
    const leads = base === direction ? isAfter : !isAfter;
    return partSpans(word, leads ? [space, ''] : ['', space], lineStyle);
  });
}

function partSpans(
  { text, price }: Word,
  [before, after]: readonly [before: string, after: string],
  lineStyle: LineStyle,
): Node[] {
  if (!price) return spansAlone(text, lineStyle);
  if (price.part === 'amount') return amountSpans(text, price, lineStyle);
  const isOld = price.part === 'old';
  // Small parts are plain: a sign smaller still would be lost, and a gradient has no room.
  const spans = spansAlone(text, { ...lineStyle, currency: undefined, gradient: undefined });
  const style = { fontSize: `${price.share ?? 1}em`, ...(isOld ? strike(lineStyle.ink) : {}) };
  const set = spans.map((span) => styled(span, style, isOld ? 'old' : price.part));
  const gap = (spaces: string): Node[] =>
    spaces === ''
      ? []
      : [{ type: 'text', text: spaces, tagName: 'span', className: 'plain', style: { fontSize: style.fontSize } }];
  return [...gap(before), ...set, ...gap(after)];
}

/** Decimals are raised where the amount is read from the left and ends with them. */
function amountSpans(text: string, { decimals }: PriceWord, lineStyle: LineStyle): Node[] {
  const { direction, base = direction } = lineStyle;
  const at = lineStyle.decimals && decimals !== undefined && base === 'ltr' ? text.lastIndexOf(decimals) : -1;
  if (at < 0 || decimals === undefined) return spansAlone(text, lineStyle);
  const raised: Node = {
    type: 'text',
    text: decimals.replace(/^[.,٫·]\s?/u, ''),
    tagName: 'span',
    className: 'plain decimals',
    style: RAISED,
  };
  const rest = text.slice(at + decimals.length);
  return [...spansAlone(text.slice(0, at), lineStyle), raised, ...(rest === '' ? [] : spansAlone(rest, lineStyle))];
}

/** The top of raised figures is level with that of the others in most faces. */
const RAISED = { fontSize: '0.52em', verticalAlign: '0.66em' } as const;

/** Where the middle of lining figures lies in a span, which is as high as its face, and half the line's weight. */
const STRIKE = { middle: 51.5, half: 2.9 };

/** A line behind the figures, through their middle: it hides none of them. */
function strike(colour = 'currentColor') {
  const [from, to] = [STRIKE.middle - STRIKE.half, STRIKE.middle + STRIKE.half].map((share) => `${share}%`);
  return {
    background: `linear-gradient(180deg, transparent ${from}, ${colour} ${from}, ${colour} ${to}, transparent ${to})`,
  };
}

function styled(span: Node, style: Record<string, string>, name: string): Node {
  return { ...span, className: `${span.className ?? 'plain'} ${name}`, style: { ...span.style, ...style } } as Node;
}
