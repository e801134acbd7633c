import type { Copy, FontPart } from '@proofsheet/domain';
import type { FontLibrary, FontSupply } from '../fonts/font-library.ts';
import { splitGraphemes } from '../fonts/graphemes.ts';
import { LABEL_SLOTS, POINT_SLOTS, type TextSlot } from '../templates/manifest.ts';
import { type BrandFonts, withBrand } from './brand-fonts.ts';
import { drawable, standIns } from './characters.ts';
import { baseDirectionOf, type Direction, layoutDirectionOf } from './direction.ts';
import { type EmojiSet, emojiOf, splitEmoji } from './emoji.ts';
import { type OfferSigns, offerSigns, offerTexts } from './offer-texts.ts';
import { oldPriceWords, priceWords } from './price-words.ts';
import { localeOf } from './scripts.ts';
import { type Word, wordsOf } from './segment.ts';
import { emojiApart, numbered, unmarked } from './set-apart.ts';
import { typographic, upperCase, withoutControls } from './typography.ts';

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
  /** What of an offer is drawn and not written. */
  readonly offer: OfferSigns;
  /** A word of a slot in capitals, as far as fonts draw them. */
  capitals(slot: TextSlot, text: string): string;
  /** Set without its quotation marks, because the template has a sign for them. */
  readonly quoted: boolean;
  /** The same copy without the marks around its headline; undefined when the headline is no quotation. */
  readonly unmarked?: TypesetCopy | undefined;
  /** The same copy with the number that begins a list's headline in the slot `number`; undefined without a number. */
  readonly numbered?: TypesetCopy | undefined;
  /** The same copy with the emoji at an end of its headline in the slot `emoji`; undefined without one. */
  readonly emojiApart?: TypesetCopy | undefined;
}

const WRITTEN_SLOTS = ['headline', 'subline', 'button', 'price', 'brand', 'author'] as const;
/** No slot can show more. A longer text is cut here, before it costs anything: what is left still fits no slot. */
const MOST_CHARACTERS = 400;

/**
 * Turns plain typing into typography, finds its fonts, and splits it into words. What no font draws is drawn as its plain
 * equal, or left out where it has none.
 */
export async function typeset(
  copy: Copy,
  fontLibrary: Pick<FontLibrary, 'supply'>,
  brandFonts: BrandFonts = {},
): Promise<TypesetCopy> {
  const locale = localeOf(
    writtenIn(copy, copy.locale ?? 'en')
      .map(([, text]) => text)
      .join(' '),
    copy.locale,
  );
  const texts = writtenIn(copy, locale).map(
    ([slot, text]) => [slot, typesetText(slot, text.slice(0, MOST_CHARACTERS), locale)] as const,
  );
  const whole = texts.map(([, text]) => text).join(' ');
  const { emoji, absent } = await emojiOf(whole);
  const type = splitEmoji(whole, emoji).flatMap((piece) => (piece.emoji ? [] : [piece.text]));
  const ours = await supplyFor(type.join(''), locale, copy, fontLibrary);
  const { fonts, brand, glyphs } = withBrand(ours, brandFonts);
  const missing = new Set<string>();
  const slots = new Map<TextSlot, readonly Word[]>();
  for (const [slot, text] of texts) {
    const words = slotWords(slot, drawable(text, emoji, glyphs(slot), missing), locale);
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
    offer: offerSigns(copy),
    capitals: remembered((slot, text) =>
      capitals(text, locale, (one, lost) => drawable(one, emoji, glyphs(slot), lost)),
    ),
    quoted: false,
  };
  return {
    ...set,
    numbered: withSlots(set, numbered(slots, locale)),
    emojiApart: withSlots(set, emojiApart(slots, emoji)),
    unmarked: withSlots({ ...set, quoted: true }, unmarked(slots)),
  };
}

function withSlots(copy: TypesetCopy, slots: TypesetCopy['slots'] | undefined): TypesetCopy | undefined {
  return slots && { ...copy, slots };
}

/** The fonts of a text, of its capitals, since a template may set any slot in them, and of what may stand in for either. */
async function supplyFor(
  text: string,
  locale: string,
  copy: Copy,
  fontLibrary: Pick<FontLibrary, 'supply'>,
): Promise<FontSupply> {
  const whole = text + upperCase(text, locale);
  const supply = await fontLibrary.supply(whole, copy.locale);
  const others = standIns(whole, supply);
  return others === '' ? supply : fontLibrary.supply(whole + others, copy.locale);
}

/** Every layout of a copy asks for the capitals of its words, and no others: so many are kept, as long as the copy. */
function remembered(make: TypesetCopy['capitals']): TypesetCopy['capitals'] {
  const known = new Map<string, string>();
  return (slot, text) => {
    const key = `${slot} ${text}`;
    const set = known.get(key) ?? make(slot, text);
    known.set(key, set);
    return set;
  };
}

/** The text in capitals; a letter whose capital no font draws stays as it is. */
function capitals(text: string, locale: string, draw: (text: string, lost: Set<string>) => string): string {
  const lost = new Set<string>();
  const whole = draw(upperCase(text, locale), lost);
  if (lost.size === 0) return whole;
  const capital = (grapheme: string) => {
    const lacking = new Set<string>();
    const drawn = draw(upperCase(grapheme, locale), lacking);
    return lacking.size === 0 ? drawn : grapheme;
  };
  return splitGraphemes(text).map(capital).join('');
}

/** A coupon's code is copied letter by letter: nothing is changed in it. */
function typesetText(slot: TextSlot, text: string, locale: string): string {
  return slot === 'coupon' ? withoutControls(text) : typographic(text, locale);
}

function slotWords(slot: TextSlot, text: string, locale: string): readonly Word[] {
  if (text === '') return [];
  if (slot === 'coupon') return [{ text, marked: false }];
  if (slot === 'old-price') return oldPriceWords(text);
  return (slot === 'price' ? priceWords(text, locale) : undefined) ?? wordsOf(text, locale);
}

/** Every text of the copy, with its slot. */
function writtenIn(copy: Copy, locale: string): [TextSlot, string][] {
  const { points = [], labels = [] } = copy;
  return [
    ...WRITTEN_SLOTS.map((slot): [TextSlot, string] => [slot, copy[slot] ?? '']),
    ...POINT_SLOTS.map((slot, index): [TextSlot, string] => [slot, points[index] ?? '']),
    ...LABEL_SLOTS.map((slot, index): [TextSlot, string] => [slot, labels[index] ?? '']),
    ...offerTexts(copy, locale),
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
