import { bindAmounts } from './amounts.ts';
import { setDashes, setMinus } from './dashes.ts';
import { setQuotation } from './quotation.ts';
import { splitAtUnits } from './units.ts';

/** An unclosed direction control would reverse all text after it; the engine sets directions itself. */
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Format characters that are drawn: the signs before and around Arabic and Syriac numbers, those of Kaithi. */
const DRAWN = '\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u{110bd}\\u{110cd}';
/** Those that no font draws. Joiners, direction marks, soft hyphens, zero-width spaces and word joiners stay. */
const IGNORABLE = new RegExp(
  `(?![\\u00ad\\u061c\\u200b-\\u200f\\u2060\\u{e0020}-\\u{e007f}${DRAWN}])[\\p{Cf}\\p{Cs}]`,
  'gu',
);
/** No writing system puts more marks than this on one letter; a pile of them would cover the picture. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Turns plain typing into what a typesetter of that language would set. What is typed as a real sign stays. */
export function typographic(text: string, locale: string): string {
  const { language } = new Intl.Locale(locale);
  const clean = withoutControls(text)
    .replace(/\.\.\./g, '…')
    .replaceAll('\u2010', '-');
  const dashed = setMinus(setDashes(clean, language));
  const quoted = setQuotation(dashed, locale);
  return bindAmounts(language === 'fr' ? spacePunctuation(quoted, locale) : quoted, locale);
}

function withoutControls(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(BIDI_CONTROLS, '')
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

/**
 * Capitals by the language's rules: a dotted İ in Turkish, no accents in Greek. A German ß becomes SS, which is correct
 * spelling and in every face. The unit of a number keeps its letters: 5 µm is no 5 MM.
 */
export function upperCase(text: string, locale: string): string {
  const parts = splitAtUnits(text, locale);
  return parts.map((part, index) => (index % 2 === 1 ? part : part.toLocaleUpperCase(locale))).join('');
}
