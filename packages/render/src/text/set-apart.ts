import { POINT_SLOTS, type Sign, type TextSlot } from '../templates/manifest.ts';
import { type EmojiSet, splitEmoji } from './emoji.ts';
import { numberThatBegins } from './number.ts';
import type { Word } from './segment.ts';

type Slots = ReadonlyMap<TextSlot, readonly Word[]>;

/** Moves the number of "5 mistakes every beginner makes" into its slot. */
export function numbered(slots: Slots, locale: string): Slots | undefined {
  const begun = numberThatBegins(slots.get('headline') ?? [], locale);
  return begun && new Map(slots).set('number', [begun.number]).set('headline', begun.rest);
}

/** More of them together would be small. */
const MOST_EMOJI = 2;

/**
 * Moves the emoji that ends a headline, or else the one that begins it, into its slot. Undefined where there is none,
 * where it is one of many, and where the words make no sense without it: an emoji among them stays there.
 */
export function emojiApart(slots: Slots, emoji: EmojiSet): Slots | undefined {
  const headline = slots.get('headline') ?? [];
  const isEmoji = ({ text }: Word) => {
    const pieces = splitEmoji(text, emoji);
    return pieces.length <= MOST_EMOJI && pieces.every((piece) => piece.emoji);
  };
  const [first, last] = [headline[0], headline.at(-1)];
  const lifted = last && isEmoji(last) ? last : first && isEmoji(first) ? first : undefined;
  const rest = headline.filter((word) => word !== lifted);
  if (!lifted || rest.length === 0 || rest.every(isEmoji)) return undefined;
  return new Map(slots).set('emoji', [{ text: lifted.text, marked: false }]).set('headline', rest);
}

const OPENING = /^[“„«»”「『‘‚‹›]/;
const CLOSING = /[\u00a0\u202f]?([”“»«」』’‘›‹])((?:[\u00a0\u202f]?[.!?…。！？]+)?)$/;

/** The headline without the marks around it. Undefined when it is no quotation from its first word to its last. */
export function unmarked(slots: Slots): Slots | undefined {
  const words = slots.get('headline') ?? [];
  const text = words.map((word) => word.text).join(' ');
  const [open] = OPENING.exec(text) ?? [];
  const [, close] = CLOSING.exec(text) ?? [];
  if (open === undefined || close === undefined) return undefined;
  const others = text.split(open).length - (open === close ? 3 : 2);
  if (others > 0 || (open === close && text.length < 3)) return undefined;
  const bare = words.map((word, index) => {
    const opened = index === 0 ? word.text.replace(/^.[\u00a0\u202f]?/u, '') : word.text;
    return { ...word, text: index === words.length - 1 ? opened.replace(CLOSING, '$2') : opened };
  });
  return new Map(slots).set(
    'headline',
    bare.filter(({ text }) => text !== ''),
  );
}

const DASH = /^[-–—―−~]+[\u00a0\u202f]?/;
const BULLET = /^(?:[•‣⁃◦▪▫●○■□◆◇►▶▸▹∙·✓✔☑✅]\ufe0f?|[-–—→*»›](?=\p{L}|$))/u;

/** The words without the signs that the template draws before them itself. */
export function withoutSigns(slots: Slots, signs: readonly Sign[]): Slots {
  const bare = new Map(slots);
  const strip = (slot: TextSlot, sign: RegExp) => {
    const words = withoutSign(bare.get(slot) ?? [], sign);
    if (words.length > 0) bare.set(slot, words);
  };
  const points = POINT_SLOTS.filter((slot) => slots.has(slot));
  if (signs.includes('dash')) strip('author', DASH);
  for (const slot of signs.includes('bullets') ? points : []) strip(slot, BULLET);
  const numbers = points.map((_, index) => numberSign(index + 1));
  const allNumbered = points.every((slot, index) => numbers[index]?.test(bare.get(slot)?.[0]?.text ?? ''));
  for (const [index, slot] of signs.includes('numbers') && allNumbered ? points.entries() : [])
    strip(slot, numbers[index] as RegExp);
  return bare;
}

/** `1.`, `1)`, `(1)`, ① or the keycap, as a list is numbered by hand. */
function numberSign(place: number): RegExp {
  return new RegExp(
    `^(?:\\(?${place}[.):]\\)?(?=\\p{L}|$)|${place}\\ufe0f?\\u20e3|${String.fromCodePoint(0x245f + place)})`,
    'u',
  );
}

function withoutSign([first, ...rest]: readonly Word[], sign: RegExp): Word[] {
  if (!first) return [];
  const text = first.text.replace(sign, '');
  return text === '' ? rest : [{ ...first, text }, ...rest];
}
