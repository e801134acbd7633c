/** Quotation marks: outer pair, inner pair. French sets its marks off by a narrow no-break space. */
type Marks = readonly [open: string, close: string, innerOpen: string, innerClose: string];

const ENGLISH: Marks = ['“', '”', '‘', '’'];
const MARKS: Readonly<Record<string, Marks>> = {
  bg: ['„', '“', '‚', '‘'],
  cs: ['„', '“', '‚', '‘'],
  da: ['»', '«', '›', '‹'],
  de: ['„', '“', '‚', '‘'],
  el: ['«', '»', '“', '”'],
  et: ['„', '“', '‚', '‘'],
  fi: ['”', '”', '’', '’'],
  fr: ['«\u202f', '\u202f»', '“', '”'],
  hr: ['„', '“', '‚', '‘'],
  hu: ['„', '”', '»', '«'],
  ja: ['「', '」', '『', '』'],
  lt: ['„', '“', '‚', '‘'],
  no: ['«', '»', '‘', '’'],
  nb: ['«', '»', '‘', '’'],
  pl: ['„', '”', '«', '»'],
  ro: ['„', '”', '«', '»'],
  ru: ['«', '»', '„', '“'],
  sk: ['„', '“', '‚', '‘'],
  sl: ['„', '“', '‚', '‘'],
  sv: ['”', '”', '’', '’'],
  uk: ['«', '»', '„', '“'],
};

/** An unclosed direction control would reverse all text after it; the engine sets directions itself. */
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Format characters that no font draws. Joiners, direction marks, soft hyphens and zero-width spaces stay. */
const IGNORABLE = /(?![\u00ad\u061c\u200b-\u200f\u{e0020}-\u{e007f}])[\p{Cf}\p{Cs}]/gu;
/** No writing system puts more marks than this on one letter; a pile of them would cover the picture. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Turns plain typing into what a typesetter of that language would set. */
export function typographic(text: string, locale: string): string {
  const language = new Intl.Locale(locale).language;
  const clean = text
    .toWellFormed()
    .normalize('NFC')
    .replace(BIDI_CONTROLS, '')
    .replace(IGNORABLE, '')
    .replace(PILED_MARKS, '$1')
    .replace(/\.\.\./g, '…')
    .replace(/ -{1,2} /g, ' – ');
  const quoted = quote(clean, MARKS[language] ?? ENGLISH);
  return language === 'fr'
    ? quoted.replace(/(?<=[\p{L}\p{N}\p{Pe}\p{Pf}%*])[ \u00a0]?([!?;:])(?!\S)/gu, '\u202f$1')
    : quoted;
}

/** Sets real apostrophes and quotation marks. A `**` before a word does not count as the character before it. */
function quote(text: string, [open, close, innerOpen, innerClose]: Marks): string {
  return text
    .replace(/(?<=[\p{L}\p{N}])'(?=\p{L})/gu, '’')
    .replace(/(?<=^|[\s(\p{Pd}]|(?:^|[\s(])\*\*)"(?=\S)/gu, open)
    .replace(/"/g, close)
    .replace(/(?<=^|[\s(\p{Pd}]|(?:^|[\s(])\*\*)'(?=\d0s)/gu, '’')
    .replace(/(?<=^|[\s(\p{Pd}]|(?:^|[\s(])\*\*)'(?=\S)/gu, innerOpen)
    .replace(/(?<=\p{L})'(?!.*‘)/gu, '’')
    .replace(/'/g, innerClose);
}

/**
 * Capitals by the language's rules: a dotted İ in Turkish, no accents in Greek. A German ß becomes SS, which is correct
 * spelling and in every face.
 */
export function upperCase(text: string, locale: string): string {
  return text.toLocaleUpperCase(locale);
}
