import type { FontSupply } from '../fonts/font-library.ts';
import { CHARACTER_FALLBACKS } from './cldr.generated.ts';
import { type EmojiSet, splitEmoji, splitGraphemes } from './emoji.ts';

type Draws = FontSupply['draws'];

/**
 * Characters that need no glyph: what is never seen, and the hyphen that may not break, which is drawn as a hyphen.
 */
const NEEDS_NO_GLYPH = /^[\u00ad\u061c\u200b-\u200f\u2011\u2060\u{e0020}-\u{e007f}\p{Variation_Selector}]$/u;
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
export function drawable(text: string, emoji: EmojiSet, draws: Draws, missing: Set<string>): string {
  let set = '';
  for (const piece of splitEmoji(text, emoji)) {
    if (piece.emoji) set += piece.text;
    else for (const grapheme of splitGraphemes(piece.text)) set += drawableGrapheme(grapheme, set, draws, missing);
  }
  return set;
}

/** Every character that may stand for one of the text that no font draws. */
export function standIns(text: string, draws: Draws): string {
  const found = new Set<string>();
  const collect = (character: string, depth: number) => {
    for (const equal of depth === 0 || isDrawn(character, draws) ? [] : plainEquals(character))
      for (const part of equal) {
        found.add(part);
        collect(part, depth - 1);
      }
  };
  for (const character of new Set(text)) collect(character, DEEPEST);
  return [...found].join('');
}

function drawableGrapheme(grapheme: string, before: string, draws: Draws, missing: Set<string>): string {
  if (/^\s/.test(grapheme)) return drawableSpace(grapheme, draws);
  if (TAGS.test(grapheme)) {
    missing.add(lettersOfTags(grapheme));
    return '';
  }
  const composed = [grapheme, grapheme.normalize('NFC'), grapheme.normalize('NFD')].find((form) =>
    [...form].every((character) => isDrawn(character, draws)),
  );
  if (composed !== undefined) return composed;
  const characters = [...grapheme];
  const equals = characters.map((character) => plainEqual(character, draws, DEEPEST));
  const lost = characters.filter((_, index) => equals[index] === undefined);
  if (equals[0] !== undefined) {
    if (lost.length > 0) missing.add(lost.join(''));
    return apartFrom(before, grapheme, equals.join(''));
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

function drawableSpace(space: string, draws: Draws): string {
  if (draws(space.codePointAt(0) ?? 0)) return space;
  return NO_BREAK_SPACE.test(space) ? '\u00a0' : ' ';
}

function isDrawn(character: string, draws: Draws): boolean {
  return NEEDS_NO_GLYPH.test(character) || (!/\p{Cc}/u.test(character) && draws(character.codePointAt(0) ?? 0));
}

function plainEqual(character: string, draws: Draws, depth: number): string | undefined {
  if (isDrawn(character, draws)) return character;
  if (INVISIBLE.test(character)) return '';
  if (depth === 0) return undefined;
  for (const equal of plainEquals(character)) {
    const parts = [...equal].map((part) => plainEqual(part, draws, depth - 1));
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
