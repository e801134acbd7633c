import { NUMBER_SIGNS } from '@proofsheet/domain';
import { aroundLiterals, splitAtAddresses } from './addresses.ts';
import { bindAmounts } from './amounts.ts';
import { setDashes, setMinus } from './dashes.ts';
import { setQuotation } from './quotation.ts';
import { splitAtUnits } from './units.ts';

/** An unclosed direction control would reverse all text after it; the engine sets directions itself. */
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Those that no font draws. Joiners, direction marks, soft hyphens, zero-width spaces and word joiners stay. */
const IGNORABLE = new RegExp(
  `(?![\\u00ad\\u061c\\u200b-\\u200f\\u2060\\u{e0020}-\\u{e007f}${NUMBER_SIGNS}])[\\p{Cf}\\p{Cs}]`,
  'gu',
);
/** No writing system puts more marks than this on one letter; a pile of them would cover the picture. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Turns plain typing into what a typesetter of that language would set. What is typed as a real sign stays. */
export function typographic(text: string, locale: string): string {
  const { language } = new Intl.Locale(locale);
  return aroundLiterals(withoutControls(text), (typed) => {
    const clean = typed.replace(/\.\.\./g, '…').replaceAll('\u2010', '-');
    const dashed = setMinus(setDashes(clean, language));
    const quoted = setQuotation(dashed, locale);
    return bindPunctuation(bindAmounts(language === 'fr' ? spacePunctuation(quoted, locale) : quoted, locale));
  });
}

/** The text without what no font draws, or what would reverse what follows. */
export function withoutControls(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(BIDI_CONTROLS, '')
    .replaceAll('\u0085', '\n')
    .replaceAll('\ufeff', '\u2060')
    .replace(IGNORABLE, '')
    .replace(PILED_MARKS, '$1');
}

/** French sets its high punctuation off by a narrow space, which is not broken; in Canada the colon alone. */
function spacePunctuation(text: string, locale: string): string {
  const signs = new Intl.Locale(locale).region === 'CA' ? '[:]' : '[!?;:]+';
  const typed = new RegExp(
    `(?<=[\\p{L}\\p{M}\\p{N}\\p{Pe}\\p{Pf}\\p{Extended_Pictographic}%*…″′])[ \\u00a0\\u202f]?(${signs})(?![^\\s*\\p{Pe}\\p{Pf}])`,
    'gu',
  );
  return text.replace(typed, '\u202f$1').replace(/[ \u00a0]+(?=[!?;:]+(?![^\s*]))/g, '\u202f');
}

/** No line begins with a mark that closes or repeats what is before it, and none ends with one that opens. */
function bindPunctuation(text: string): string {
  return text
    .replace(/(?<=\S)[^\S\u00a0\u2007\u202f](?=[ๆໆៗ]|[!?:;,.»›”)\]}…。！？、，]+(?:\s|$))/gu, '\u00a0')
    .replace(/(?<=(?:^|\s)[«‹“„([{¿¡]+)[^\S\u00a0\u2007\u202f](?=\S)/gu, '\u00a0');
}

/** Languages whose small i has a dotted capital, as in Turkish; Tatar and Kazakh where they are written in Latin. */
const DOTTED = /^(?:tr|az|crh|gag|(?:tt|kk)-Latn)$/;
/** Irish changes the beginning of a word by a small letter before its capital: tAthair, na hÉireann, i bhFraisc. */
const IRISH_PREFIX = /(?<![\p{L}\p{M}])(?:bh|[a-z])(?=\p{Lu})/gu;

/**
 * Capitals by the language's rules: a dotted İ in Turkish, no accents in Greek. A German ß becomes SS, which is correct
 * spelling and in every face. The unit of a number keeps its letters: 5 µm is no 5 MM. So does an address, which is
 * another one in capitals.
 */
export function upperCase(text: string, locale: string): string {
  return splitAtAddresses(text)
    .map((part, index) => (index % 2 === 1 ? part : capitalsAround(splitAtUnits(part, locale), locale)))
    .join('');
}

/** In capitals but for what has the odd places. */
function capitalsAround(parts: readonly string[], locale: string): string {
  return parts.map((part, index) => (index % 2 === 1 ? part : capitalsOf(part, locale))).join('');
}

function capitalsOf(text: string, locale: string): string {
  const { language, script } = new Intl.Locale(locale);
  if (DOTTED.test(script === 'Latn' && /^(?:tt|kk)$/.test(language) ? `${language}-Latn` : language))
    return text.toLocaleUpperCase('tr');
  // Eastern Armenian spells the ligature with another letter than Unicode's default, which is Western.
  if (language === 'hy' && !/arevmda/.test(locale)) return text.replaceAll('և', 'ԵՎ').toLocaleUpperCase(locale);
  if (language !== 'ga') return text.toLocaleUpperCase(locale);
  const prefixed = text.split(IRISH_PREFIX);
  const prefixes = text.match(IRISH_PREFIX) ?? [];
  return prefixed.map((part, index) => part.toLocaleUpperCase(locale) + (prefixes[index] ?? '')).join('');
}
