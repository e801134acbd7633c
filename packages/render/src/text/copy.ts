import type { Copy, FontPart } from '@proofsheet/domain';
import type { FontLibrary, FontSupply } from '../fonts/font-library.ts';
import { LABEL_SLOTS, POINT_SLOTS, type TextSlot } from '../templates/manifest.ts';
import { type BrandFonts, withBrand } from './brand-fonts.ts';
import { baseDirectionOf, type Direction, layoutDirectionOf } from './direction.ts';
import { type EmojiSet, emojiOf, splitEmoji, splitGraphemes } from './emoji.ts';
import { localeOf } from './scripts.ts';
import { type Word, wordsOf } from './segment.ts';
import { typographic, upperCase } from './typography.ts';

export interface TypesetCopy {
  /** The words of every slot that has any. */
  readonly slots: ReadonlyMap<TextSlot, readonly Word[]>;
  /** Characters that no font draws. They are left out: a box in a headline would be worse. */
  readonly missing: readonly string[];
  /** Scripts of the copy, or `emoji`, whose fonts are not installed. */
  readonly absent: readonly string[];
  readonly fonts: Pick<FontSupply, 'files' | 'families'>;
  readonly emoji: EmojiSet;
  /** The families of the uploaded fonts, by the part that they play. */
  readonly brand: Partial<Readonly<Record<FontPart, string>>>;
  /** The direction of the layout. */
  readonly direction: Direction;
  /** The base direction of each slot's text; one that is left out has the layout's. */
  readonly bases: ReadonlyMap<TextSlot, Direction>;
  readonly locale: string;
  /** Set without its quotation marks, because the template has a sign for them. */
  readonly quoted: boolean;
  /** The same copy without the marks around its headline; undefined when the headline is no quotation. */
  readonly unmarked?: TypesetCopy | undefined;
  /** The same copy with the number that begins a list's headline in the slot `number`; undefined without a number. */
  readonly numbered?: TypesetCopy | undefined;
}

const WRITTEN_SLOTS = ['headline', 'subline', 'button', 'price', 'brand', 'author'] as const;
/** No slot can show more. A longer text is cut here, before it costs anything: what is left still fits no slot. */
const MOST_CHARACTERS = 400;

/** Turns plain typing into typography, finds its fonts, splits it into words, and leaves out what no font can draw. */
export async function typeset(
  copy: Copy,
  fontLibrary: Pick<FontLibrary, 'supply'>,
  brandFonts: BrandFonts = {},
): Promise<TypesetCopy> {
  const written = writtenIn(copy);
  const locale = localeOf(written.map(([, text]) => text).join(' '), copy.locale);
  const texts = written.map(([slot, text]) => [slot, typographic(text.slice(0, MOST_CHARACTERS), locale)] as const);
  const whole = texts.map(([, text]) => text).join(' ');
  const { emoji, absent } = await emojiOf(whole);
  const type = splitEmoji(whole, emoji).flatMap((piece) => (piece.emoji ? [] : [piece.text]));
  // Capitals too, since a template may set any slot in capitals.
  const ours = await fontLibrary.supply([...type, upperCase(type.join(''), locale)].join(''), copy.locale);
  const { fonts, brand, draws } = withBrand(ours, brandFonts);
  const missing = new Set<string>();
  const slots = new Map<TextSlot, readonly Word[]>();
  for (const [slot, text] of texts) {
    const words = wordsOf(drawable(text, emoji, draws(slot), missing), locale);
    if (words.length > 0) slots.set(slot, words);
  }
  closeGaps(slots);
  const set: TypesetCopy = {
    slots,
    missing: [...missing],
    absent: [...(missing.size > 0 ? ours.absent : []), ...(absent ? ['emoji'] : [])],
    fonts,
    brand,
    emoji,
    direction: layoutDirectionOf(
      texts.map(([, text]) => text),
      copy.locale,
    ),
    bases: basesOf(texts, copy.locale),
    locale,
    quoted: false,
  };
  return { ...set, numbered: numbered(set), unmarked: unmarked(set) };
}

/** Every text of the copy, with its slot. */
function writtenIn(copy: Copy): [TextSlot, string][] {
  const { points = [], labels = [] } = copy;
  return [
    ...WRITTEN_SLOTS.map((slot): [TextSlot, string] => [slot, copy[slot] ?? '']),
    ...POINT_SLOTS.map((slot, index): [TextSlot, string] => [slot, points[index] ?? '']),
    ...LABEL_SLOTS.map((slot, index): [TextSlot, string] => [slot, labels[index] ?? '']),
  ];
}

function basesOf(texts: readonly (readonly [TextSlot, string])[], locale?: string): Map<TextSlot, Direction> {
  return new Map(
    texts.flatMap(([slot, text]): [TextSlot, Direction][] => {
      const base = baseDirectionOf(text, locale);
      return base ? [[slot, base]] : [];
    }),
  );
}

/** Closes the gap of a point that cannot be drawn. Drops a label without the other: alone it compares nothing. */
function closeGaps(slots: Map<TextSlot, readonly Word[]>): void {
  const points = POINT_SLOTS.flatMap((slot) => (slots.has(slot) ? [slots.get(slot) as readonly Word[]] : []));
  for (const [index, slot] of POINT_SLOTS.entries()) {
    const words = points[index];
    if (words) slots.set(slot, words);
    else slots.delete(slot);
  }
  if (!LABEL_SLOTS.every((slot) => slots.has(slot))) for (const slot of LABEL_SLOTS) slots.delete(slot);
}

/** The groups that the slots make up: `points` and, by their number, `points-3`; `labels` where both are there. */
export function groupsIn(slots: { has(slot: TextSlot): boolean }): string[] {
  const points = POINT_SLOTS.filter((slot) => slots.has(slot)).length;
  const labels = LABEL_SLOTS.every((slot) => slots.has(slot));
  return [...(points > 0 ? ['points', `points-${points}`] : []), ...(labels ? ['labels'] : [])];
}

/** Characters that no font draws anything for. */
const INVISIBLE = /^[\u00ad\u061c\u200b-\u200f\u{e0020}-\u{e007f}\p{Variation_Selector}]$/u;

/** The text without what no font draws: a base character is removed with all its marks, a mark alone. */
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

/** Moves the number of "5 mistakes every beginner makes" into its slot: up to three digits, then at least two words. */
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
