import type { Node, Typesetter } from '../engine/takumi.ts';
import { splitGraphemes } from '../fonts/graphemes.ts';
import type { TextSlot } from '../templates/manifest.ts';
import { partOf } from '../text/brand-fonts.ts';
import { type EmojiSet, splitEmoji } from '../text/emoji.ts';
import type { Branch } from './measured-boxes.ts';
import { CLEARANCES, type Reach, type Reaches } from './reach.ts';
import type { Setting } from './setting.ts';
import { build, sheetOf, wordsIn } from './tree.ts';

type Ink = Pick<Reach, 'above' | 'below'>;

/** The letters that the line height of every template has room for; of one in capitals, where only a comma descends. */
const ORDINARY = { asTyped: 'Hbdgpqy,;', capitals: 'HBDGPQY' } as const;
/**
 * What may reach further: letters of other scripts, marks on capitals and on ascenders, two marks on one letter. Signs
 * and marks on other letters stay within the height of the ordinary ones.
 */
const MAY_REACH_FURTHER =
  /(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{L}|\p{Lu}\p{M}|[bdfhkltþß]\p{M}|\p{M}\p{M}/u;

/** The type size of the drawing that ink is read from, and the height of its rows, in pixels. */
const SIZE = 32;
const ROW = SIZE * 4;
/** Alpha from which a pixel is ink. */
const INK = 96;
/** How many characters a row has: what is beyond stands in the next one. A slot shows no more rows than these. */
const ROW_CHARACTERS = 24;
const MOST_ROWS = 6;
/** The widest letters, in type sizes. */
const WIDEST = 1.6;
/** A text reaches further than the ordinary letters when it does so by more than this, in type sizes. */
const MORE = 0.04;

/** Inks that were read, by the fonts and words they were read with: layouts of one order share most of them. */
const known = new WeakMap<object, Map<string, Reaches>>();

/** Draws the texts that may need higher lines, small and plain, in their own fonts, and reads how far their ink reaches. */
export async function reachesOf(setting: Setting, typesetter: Typesetter, signal?: AbortSignal): Promise<Reaches> {
  const slots = [...setting.copy.slots.keys()].filter((slot) => mayReachFurther(setting, slot));
  if (slots.length === 0) return new Map();
  const { copy, template, format } = setting;
  const read = known.get(copy) ?? new Map<string, Reaches>();
  known.set(copy, read);
  const key = `${template.kind} ${template.name} ${format.aspect} ${slots}`;
  const ink = read.get(key) ?? (await readReaches(setting, slots, typesetter, signal));
  read.set(key, ink);
  return ink;
}

function mayReachFurther(setting: Setting, slot: TextSlot): boolean {
  if (setting.template.slots[slot] === undefined) return false;
  if (setting.copy.brand[partOf(slot)] !== undefined) return true;
  const text = textOf(wordsIn(setting, slot)).normalize('NFD');
  // Capitals have no descenders; what stays small among them, such as a unit, has.
  const descends = setting.template.slots[slot]?.case === 'upper' && /\p{Ll}/u.test(text);
  return descends || MAY_REACH_FURTHER.test(text);
}

async function readReaches(
  setting: Setting,
  slots: readonly TextSlot[],
  typesetter: Typesetter,
  signal?: AbortSignal,
): Promise<Reaches> {
  const rows = slots.flatMap((slot) => rowsOf(setting, slot).map((text) => ({ slot, text })));
  const width = Math.ceil(SIZE * WIDEST * Math.max(...rows.map(({ text }) => text.length))) + SIZE * 2;
  const frame = { width, height: ROW * rows.length };
  const root = plain(
    build(setting, (slot) => rows.flatMap((row, at) => (row.slot === slot ? [rowNode(row.text, at)] : []))),
    frame,
  );
  const data = await typesetter.draw({ ...sheetOf(setting, root), ...frame }, signal);
  const inks = rows.map((_, at) => inkOf(data.subarray(at * ROW * width * 4, (at + 1) * ROW * width * 4), width));
  const found = new Map<TextSlot, Reach>();
  for (const slot of slots) {
    const [ordinary, ...own] = rows.flatMap((row, index) => (row.slot === slot ? [inks[index] as Ink] : []));
    const above = Math.max(...own.map((reach) => reach.above));
    const below = Math.max(...own.map((reach) => reach.below));
    // The template was made for its own font: what a brand's has room for is not known.
    const branded = setting.copy.brand[partOf(slot)] !== undefined;
    if (ordinary && (branded || above > ordinary.above + MORE || below > ordinary.below + MORE))
      found.set(slot, { above, below, clearance: clearanceOf(textOf(wordsIn(setting, slot))) });
  }
  return found;
}

/** Chinese characters and what is set with them. */
const SQUARES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u;

function clearanceOf(text: string): number {
  return SQUARES.test(text) ? CLEARANCES.squares : CLEARANCES.usual;
}

/** The ordinary letters as the slot sets them, then its words without emoji. */
function rowsOf(setting: Setting, slot: TextSlot): string[] {
  const ordinary = setting.template.slots[slot]?.case === 'upper' ? ORDINARY.capitals : ORDINARY.asTyped;
  const rows: string[] = [];
  for (const { text } of wordsIn(setting, slot)) {
    for (const part of partsOf(text, setting.copy.emoji)) {
      const last = rows.at(-1);
      if (last !== undefined && last.length + part.length < ROW_CHARACTERS) rows[rows.length - 1] = `${last} ${part}`;
      else rows.push(part);
    }
  }
  return [ordinary, ...rows.slice(0, MOST_ROWS)];
}

/** A word without its emoji, in parts that fit a row. */
function partsOf(word: string, emoji: EmojiSet): string[] {
  const type = splitEmoji(word, emoji).map((piece) => (piece.emoji ? ' ' : piece.text));
  const graphemes = splitGraphemes(type.join('')).map((grapheme) => grapheme.slice(0, ROW_CHARACTERS));
  const parts: string[] = [];
  for (const grapheme of graphemes) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + grapheme.length <= ROW_CHARACTERS)
      parts[parts.length - 1] = last + grapheme;
    else parts.push(grapheme);
  }
  return parts;
}

/** Nothing that a template draws around its text, and nothing that moves it. */
const BARE = {
  ...{ display: 'block', position: 'static', margin: 0, padding: 0, border: 'none', background: 'none' },
  ...{ boxShadow: 'none', textShadow: 'none', filter: 'none', transform: 'none', opacity: 1, overflow: 'visible' },
  ...{ clipPath: 'none', maskImage: 'none', WebkitTextStroke: '0px transparent' },
} as const;

function rowNode(text: string, at: number): Node {
  const place = { ...BARE, position: 'absolute', left: SIZE, top: at * ROW } as const;
  const style = { ...place, fontSize: SIZE, lineHeight: ROW / SIZE, whiteSpace: 'nowrap', color: '#000' } as const;
  return { type: 'text', text, className: 'line', style };
}

/** The tree with its texts alone, each row where it was put. */
function plain(root: Node, frame: { readonly width: number; readonly height: number }): Node {
  const strip = (node: Node): Node[] => {
    if (node.attributes?.['data-slot'] !== undefined && node.type === 'container')
      return [bare(node, node.children ?? [])];
    const children = ((node as Branch).children ?? []).flatMap(strip);
    return children.length > 0 ? [bare(node, children)] : [];
  };
  const [whole = root] = strip(root);
  return { ...whole, style: { ...whole.style, position: 'relative', ...frame } } as Node;
}

function bare(node: Node, children: Node[]): Node {
  return { ...node, style: { ...node.style, ...BARE }, children } as Node;
}

/** Half of a row is above the middle of its line. */
function inkOf(row: Uint8Array, width: number): Ink {
  let [top, bottom] = [ROW / 2, ROW / 2];
  for (let at = 3; at < row.length; at += 4) {
    if ((row[at] as number) < INK) continue;
    const y = Math.floor(at / 4 / width);
    if (y < top) top = y;
    if (y >= bottom) bottom = y + 1;
  }
  return { above: (ROW / 2 - top) / SIZE, below: (bottom - ROW / 2) / SIZE };
}

function textOf(words: readonly { readonly text: string }[]): string {
  return words.map(({ text }) => text).join(' ');
}
