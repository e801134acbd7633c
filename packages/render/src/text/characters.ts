import { NUMBER_SIGNS } from '@proofsheet/domain';
import type { FontSupply } from '../fonts/font-library.ts';
import { clustersOf, glyphsOf, splitGraphemes } from '../fonts/graphemes.ts';
import { CHARACTER_FALLBACKS } from './cldr.generated.ts';
import { type EmojiSet, splitEmoji } from './emoji.ts';

/** What the fonts of a text draw. */
export type Glyphs = Pick<FontSupply, 'draws' | 'joins'>;

/**
 * Characters that need no glyph: what is never seen, and the hyphen that may not break, which is drawn as a hyphen.
 */
const NEEDS_NO_GLYPH = /^[\u00ad\u061c\u200b-\u200f\u2011\u2060\u{e0020}-\u{e007f}\p{Variation_Selector}]$/u;
/** The engine passes over these, so that it draws a box whatever a font has. */
const PASSED_OVER = new RegExp(`^[${NUMBER_SIGNS}]$`, 'u');
/** Never seen, and left out where no font has it. */
const INVISIBLE = /^\p{Default_Ignorable_Code_Point}$/u;
const TAGS = /^[\u{e0020}-\u{e007f}]+$/u;
const FIRST_TAG = 0xe0000;
const NO_BREAK_SPACE = /^[\u00a0\u2007\u202f]/;
/** Decompositions are never nested deeper than this. */
const DEEPEST = 4;

/**
 * The text as the fonts can draw it. What no font has becomes its plain equal: a letter and its mark apart, Unicode's
 * compatibility decomposition, or what the CLDR says it may be written as; a character that some font draws stays itself.
 * What has no equal either is left out and named in `missing`: a base character with all its marks, a mark alone.
 */
export function drawable(text: string, emoji: EmojiSet, glyphs: Glyphs, missing: Set<string>): string {
  let set = '';
  for (const piece of splitEmoji(text, emoji)) {
    if (piece.emoji) set += piece.text;
    else for (const grapheme of splitGraphemes(piece.text)) set += drawableGrapheme(grapheme, set, glyphs, missing);
  }
  return set;
}

/** Every character that may stand for one of the text that no font draws, or for a cluster that none draws whole. */
export function standIns(text: string, { draws, joins }: Glyphs): string {
  const parted = clustersOf(text).filter((cluster) => !joins(cluster));
  const found = new Set(parted.flatMap((cluster) => [...String.fromCodePoint(...cluster).normalize('NFKC')]));
  const collect = (character: string, depth: number) => {
    for (const equal of depth === 0 || isDrawn(character, { draws }) ? [] : plainEquals(character))
      for (const part of equal) {
        found.add(part);
        collect(part, depth - 1);
      }
  };
  for (const character of new Set(text)) collect(character, DEEPEST);
  return [...found].join('');
}

function drawableGrapheme(grapheme: string, before: string, glyphs: Glyphs, missing: Set<string>): string {
  if (/^\s$/.test(grapheme)) return drawableSpace(grapheme, glyphs);
  if (TAGS.test(grapheme)) {
    missing.add(lettersOfTags(grapheme));
    return '';
  }
  const characters = [...grapheme];
  const whole = wholeForms(characters.length).map((form) => (form ? grapheme.normalize(form) : grapheme));
  const drawn = whole.find((form) => isDrawnWhole(form, glyphs));
  if (drawn !== undefined) return drawn;
  const equals = characters.map((character) => plainEqual(character, glyphs, DEEPEST));
  const lost = characters.filter((_, index) => equals[index] === undefined);
  if (equals[0] !== undefined) {
    const equal = equals.join('');
    // Marks that no font draws on their letter would stand beside it.
    const marks = joinsAll(equal, glyphs) ? lost : characters.slice(1);
    if (marks.length > 0) missing.add(marks.join(''));
    return apartFrom(before, grapheme, marks === lost ? equal : equals[0]);
  }
  // A sign that stands around digits is one grapheme with them: they stay.
  const isOthers = (character: string, index: number) => index > 0 && !/[\p{M}\u200d]/u.test(character);
  const isLeftOut = (character: string, index: number) => !isOthers(character, index) || equals[index] === undefined;
  missing.add(characters.filter(isLeftOut).join(''));
  return characters.map((character, index) => (isOthers(character, index) ? (equals[index] ?? '') : '')).join('');
}

/** A flag of which only the plain one is drawn leaves the tags that name its region. */
function lettersOfTags(tags: string): string {
  return [...tags]
    .map((tag) => String.fromCodePoint((tag.codePointAt(0) as number) - FIRST_TAG))
    .join('')
    .replace('\u007f', '');
}

function drawableSpace(space: string, { draws }: Glyphs): string {
  if (draws(space.codePointAt(0) ?? 0)) return space;
  return NO_BREAK_SPACE.test(space) ? '\u00a0' : ' ';
}

/** The closest first: a single character may have a form of its own that its composition lacks; marks belong on their letter. */
function wholeForms(characters: number): readonly (NormalizationForm | undefined)[] {
  return characters > 1 ? ['NFC', undefined, 'NFD', 'NFKC'] : [undefined, 'NFC', 'NFD'];
}
type NormalizationForm = 'NFC' | 'NFD' | 'NFKC';

function isDrawnWhole(cluster: string, glyphs: Glyphs): boolean {
  return [...cluster].every((character) => isDrawn(character, glyphs)) && joinsAll(cluster, glyphs);
}

function joinsAll(text: string, { joins }: Glyphs): boolean {
  return splitGraphemes(text)
    .map(glyphsOf)
    .every((points) => points.length < 2 || joins(points));
}

function isDrawn(character: string, { draws }: Pick<Glyphs, 'draws'>): boolean {
  return (
    NEEDS_NO_GLYPH.test(character) ||
    (!/\p{Cc}/u.test(character) && !PASSED_OVER.test(character) && draws(character.codePointAt(0) ?? 0))
  );
}

function plainEqual(character: string, glyphs: Glyphs, depth: number): string | undefined {
  if (isDrawn(character, glyphs)) return character;
  if (INVISIBLE.test(character)) return '';
  if (depth === 0) return undefined;
  for (const equal of plainEquals(character)) {
    const parts = [...equal].map((part) => plainEqual(part, glyphs, depth - 1));
    if (parts.every((part) => part !== undefined)) return parts.join('');
  }
  return undefined;
}

/** What one character may be written as, the closest first. */
function plainEquals(character: string): string[] {
  const listed = CHARACTER_FALLBACKS[character] ?? [];
  const forms = ['NFD', 'NFKC', 'NFKD'] as const;
  const [canonical = character, ...compatible] = forms.map((form) => character.normalize(form));
  // A fraction keeps its bar; what else the CLDR lists is closer, such as a small two in square metres.
  const ordered = compatible[0]?.includes('\u2044') ? [...compatible, ...listed] : [...listed, ...compatible];
  return [canonical, ...ordered].map((equal) => equal.trim()).filter((equal) => equal !== '' && equal !== character);
}

/** A fraction or a raised digit after a digit does not become part of its number: 2⅓ is 2 1/3, and 10⁶ is 10^6. */
function apartFrom(before: string, typed: string, equal: string): string {
  if (!/\p{N}$/u.test(before) || !/^\p{Nd}/u.test(equal)) return equal;
  if (/[/\u2044]/.test(equal)) return `\u00a0${equal}`;
  return /^[\u00b2\u00b3\u00b9\u2070-\u207f]/.test(typed) ? `^${equal}` : equal;
}
