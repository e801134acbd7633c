/** Quotation marks: outer pair, inner pair. French sets its marks off by a narrow space that does not break. */
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

/** What changes direction without being closed would turn round all that follows; the engine sets directions itself. */
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Drawn by no font and meant for no reader. Joiners, marks of direction, soft hyphens and zero-width spaces stay. */
const IGNORABLE = /(?![\u00ad\u061c\u200b-\u200f\u{e0020}-\u{e007f}])[\p{Cf}\p{Cs}]/gu;
/** No writing stacks more marks than this on one letter; piles of them would cover the whole picture. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Plain typing turned into what a typesetter of that language would set. */
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

/** Real apostrophes and quotation marks. `**` around a word does not hide what stands before it. */
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
 * Capitals as the language writes them: a dotted İ in Turkish, no accents in Greek. A German ß becomes SS, as its
 * spelling has it and as every face can draw.
 */
export function upperCase(text: string, locale: string): string {
  return text.toLocaleUpperCase(locale);
}
