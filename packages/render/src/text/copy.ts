import type { Copy, FontPart } from '@proofsheet/domain';
import type { FontLibrary, FontSupply } from '../fonts/font-library.ts';
import { LABEL_SLOTS, POINT_SLOTS, type TextSlot } from '../templates/manifest.ts';
import { type BrandFonts, withBrand } from './brand-fonts.ts';
import { type EmojiSet, emojiOf, splitEmoji, splitGraphemes } from './emoji.ts';
import { type Direction, directionOf, localeOf } from './scripts.ts';
import { type Word, wordsOf } from './segment.ts';
import { typographic, upperCase } from './typography.ts';

export interface TypesetCopy {
  /** The words of every slot that has any. */
  readonly slots: ReadonlyMap<TextSlot, readonly Word[]>;
  /** Characters that no font draws. They are left out: a box in a headline is worse. */
  readonly missing: readonly string[];
  /** Scripts, or `emoji`, that the copy needs and whose fonts are not installed. */
  readonly absent: readonly string[];
  readonly fonts: Pick<FontSupply, 'files' | 'families'>;
  readonly emoji: EmojiSet;
  /** The families of the uploaded fonts, by the part that they play. */
  readonly brand: Partial<Readonly<Record<FontPart, string>>>;
  /** The side that the headline is read from: the layout's too. */
  readonly direction: Direction;
  readonly locale: string;
  /** Set without its quotation marks, because the template has a sign for them. */
  readonly quoted: boolean;
  /** The same copy without the marks around its headline; undefined when that is no quotation. */
  readonly unmarked?: TypesetCopy | undefined;
  /** The same copy with the number that a list's headline begins with in a slot of its own; undefined without one. */
  readonly numbered?: TypesetCopy | undefined;
}

const WRITTEN_SLOTS = ['headline', 'subline', 'button', 'price', 'brand', 'author'] as const;
/** No slot holds more: what is longer is cut here, before it costs anything, and fits nowhere. */
const MOST_CHARACTERS = 400;

/** Turns plain typing into typography, finds its fonts, splits it into words, and leaves out what no font can draw. */
export async function typeset(
  copy: Copy,
  shelf: Pick<FontLibrary, 'supply'>,
  brandFonts: BrandFonts = {},
): Promise<TypesetCopy> {
  const written = writtenIn(copy);
  const locale = localeOf(written.map(([, text]) => text).join(' '), copy.locale);
  const texts = written.map(([slot, text]) => [slot, typographic(text.slice(0, MOST_CHARACTERS), locale)] as const);
  const whole = texts.map(([, text]) => text).join(' ');
  const { emoji, absent } = await emojiOf(whole);
  const type = splitEmoji(whole, emoji).flatMap((piece) => (piece.emoji ? [] : [piece.text]));
  // Capitals too: which slots are set in them is the template's to say.
  const ours = await shelf.supply([...type, upperCase(type.join(''), locale)].join(''), copy.locale);
  const { fonts, brand, draws } = withBrand(ours, brandFonts);
  const missing = new Set<string>();
  const slots = new Map<TextSlot, readonly Word[]>();
  for (const [slot, text] of texts) {
    const words = wordsOf(drawable(text, emoji, draws(slot), missing), locale);
    if (words.length > 0) slots.set(slot, words);
  }
  closeRanks(slots);
  const set: TypesetCopy = {
    slots,
    missing: [...missing],
    absent: [...ours.absent, ...(absent ? ['emoji'] : [])],
    fonts,
    brand,
    emoji,
    direction: directionOf(copy.headline),
    locale,
    quoted: false,
  };
  return { ...set, numbered: numbered(set), unmarked: unmarked(set) };
}

/** Every text of the copy with the slot that it is for. */
function writtenIn(copy: Copy): [TextSlot, string][] {
  const { points = [], labels = [] } = copy;
  return [
    ...WRITTEN_SLOTS.map((slot): [TextSlot, string] => [slot, copy[slot] ?? '']),
    ...POINT_SLOTS.map((slot, index): [TextSlot, string] => [slot, points[index] ?? '']),
    ...LABEL_SLOTS.map((slot, index): [TextSlot, string] => [slot, labels[index] ?? '']),
  ];
}

/** A point of which nothing can be drawn leaves no gap; a label alone compares nothing. */
function closeRanks(slots: Map<TextSlot, readonly Word[]>): void {
  const points = POINT_SLOTS.flatMap((slot) => (slots.has(slot) ? [slots.get(slot) as readonly Word[]] : []));
  for (const [index, slot] of POINT_SLOTS.entries()) {
    const words = points[index];
    if (words) slots.set(slot, words);
    else slots.delete(slot);
  }
  if (!LABEL_SLOTS.every((slot) => slots.has(slot))) for (const slot of LABEL_SLOTS) slots.delete(slot);
}

/** What the slots make up together: `points` and `points-3` of so many, `labels` of both. */
export function groupsIn(slots: { has(slot: TextSlot): boolean }): string[] {
  const points = POINT_SLOTS.filter((slot) => slots.has(slot)).length;
  const labels = LABEL_SLOTS.every((slot) => slots.has(slot));
  return [...(points > 0 ? ['points', `points-${points}`] : []), ...(labels ? ['labels'] : [])];
}

/** Drawn as nothing, by every font. */
const INVISIBLE = /^[\u00ad\u061c\u200b-\u200f\u{e0020}-\u{e007f}\p{Variation_Selector}]$/u;

/** A character that no font draws goes with all that stands on it; a mark that none draws goes alone. */
function drawable(text: string, emoji: EmojiSet, draws: FontSupply['draws'], missing: Set<string>): string {
  return splitEmoji(text, emoji)
    .flatMap((piece) =>
      (piece.emoji ? [piece.text] : splitGraphemes(piece.text)).map((grapheme) => {
        if (piece.emoji) return grapheme;
        if (/^\s/.test(grapheme))
          return draws(grapheme.codePointAt(0) ?? 0) ? grapheme : grapheme === '\u202f' ? '\u00a0' : ' ';
        const characters = [...grapheme];
        const undrawn = characters.filter(
          (character) => !INVISIBLE.test(character) && !draws(character.codePointAt(0) ?? 0),
        );
        if (undrawn.length === 0) return grapheme;
        missing.add(undrawn.includes(characters[0] as string) ? grapheme : undrawn.join(''));
        return undrawn.includes(characters[0] as string)
          ? ''
          : characters.filter((character) => !undrawn.includes(character)).join('');
      }),
    )
    .join('');
}

/** "5 mistakes every beginner makes": up to three digits, then at least two words. */
function numbered(copy: TypesetCopy): TypesetCopy | undefined {
  const [first, ...rest] = copy.slots.get('headline') ?? [];
  if (!first || !/^\p{Nd}{1,3}$/u.test(first.text) || rest.length < 2) return undefined;
  const slots = new Map(copy.slots).set('number', [{ ...first, marked: false }]).set('headline', rest);
  return { ...copy, slots };
}

function unmarked(copy: TypesetCopy): TypesetCopy | undefined {
  const words = copy.slots.get('headline') ?? [];
  if (!/^[“„«»”「]/.test(words[0]?.text ?? '') || !/[”“»«」][.!?]?$/.test(words.at(-1)?.text ?? '')) return undefined;
  const bare = words.map((word) => ({ ...word, text: word.text.replace(/[“”„«»「」]\u202f?|\u202f(?=»)/g, '') }));
  const slots = new Map(copy.slots).set(
    'headline',
    bare.filter(({ text }) => text !== ''),
  );
  return { ...copy, slots, quoted: true };
}
