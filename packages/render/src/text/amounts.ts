import { distinct, escaped, multiples, numberSuffixes } from './units.ts';

/** White space at which a line may break. */
const SPACE = '[^\\S\\u00a0\\u2007\\u202f]+';
const NO_BREAK = '\u00a0';
/** Between the groups of a long number. */
const NARROW = '\u202f';
/** `**` may begin or end anywhere in an amount. */
const MARKS = '(?:\\*\\*)?';
const WORD_ENDS = '(?![\\p{L}\\p{M}\\p{N}])';

/** Currency signs that are letters, and are typed in every language. */
const SIGNS_OF_LETTERS = [
  'kr.',
  'kr',
  'Kč',
  'zł',
  'Ft',
  'lei',
  'лв.',
  'лв',
  'руб.',
  'руб',
  'р.',
  'грн',
  'Fr.',
  'Rs.',
  'Rs',
  'TL',
];
const WORDS_FOR_MONEY =
  '[Ee]uros?|[Dd]ollars?|[Cc]ents?|[Pp]ounds?|Pfund|[Ff]ranken|[Ff]rancs?|[Yy]en|евро|рублей|рубля|円|元|원';
/** Codes of currencies that are words in capitals: TOP 10. */
const WORDS: ReadonlySet<string> = new Set('ALL BAM COP CUP GEL MAD MOP PEN SOS TOP TRY'.split(' '));
/** Abbreviations that announce a number. */
const BEFORE_NUMBER =
  '(?:No|Nr|N|Núm|núm|Nº|nº|N°|n°|n|nr|no|№|№|p|pp|pg|S|str|s|стр|с|Abb|Fig|fig|Art|art|Bd|Vol|vol|Ch|ch|Kap|kap|Cap|cap|Ver|ver|v|ca|Ca|approx|Tel)\\.|[#№§¶]|§§|[Nn][°º]|[Nn]ro';

interface Rule {
  readonly typed: RegExp;
  readonly set: string;
}

/** Of each language that Intl knows: made for its first text that has a number, and kept. */
const rules = new Map<string, readonly Rule[]>();

/**
 * Keeps an amount on one line, whatever space was typed in it: the groups of a long number, a number and its unit, its
 * currency, its percent sign, the word or sign that announces it; initials too.
 */
export function bindAmounts(text: string, locale: string): string {
  const initials = text.replace(/(?<=(?<![\p{L}\p{M}])\p{L}\.)[^\S\u00a0\u202f]+(?=\p{L}\.(?!\p{L}))/gu, NO_BREAK);
  if (!/\p{N}/u.test(initials)) return initials;
  return rulesOf(locale).reduce((bound, { typed, set }) => bound.replace(typed, set), initials);
}

function rulesOf(locale: string): readonly Rule[] {
  const language = languageOf(locale);
  const known = rules.get(language) ?? makeRules(language);
  rules.set(language, known);
  return known;
}

/** The language and script whose names Intl has; its default for one that it has not. Not every language has a script. */
function languageOf(locale: string): string {
  const { language, script } = new Intl.Locale(locale).maximize();
  return new Intl.NumberFormat(script ? `${language}-${script}` : language).resolvedOptions().locale;
}

function makeRules(locale: string): Rule[] {
  const currency = `(?:\\p{L}{0,3}\\p{Sc}|${currencyNames(locale).map(escaped).join('|')}|${WORDS_FOR_MONEY})`;
  const multiple = `(?:${multiples(locale).map(escaped).join('|') || '(?!)'})`;
  const suffix = numberSuffixes(locale);
  const number = `\\p{N}(?:[.,]?[–—-]{1,2})?${MARKS}`;
  const rule = (before: string, after: string): Rule => ({
    typed: new RegExp(`(?<=${before})${SPACE}(?=${after})`, 'gu'),
    set: NO_BREAK,
  });
  return [
    { typed: GROUPS, set: NARROW },
    rule(number, `${MARKS}(?:${suffix}|${currency})${WORD_ENDS}`),
    rule(`\\p{N}[\\s]?${multiple}`, `${MARKS}(?:${suffix}|${currency})${WORD_ENDS}`),
    // 12 de milioane: words of several words.
    ...multiples(locale).flatMap((words) => {
      const [first = '', ...rest] = words.split(/\s+/).map(escaped);
      return rest.map((word) => rule(`\\p{N}[\\s]?${first}`, `${word}${WORD_ENDS}`));
    }),
    // A sign with a number on both sides belongs to the first.
    rule(`(?<![\\p{L}\\p{N}]|\\p{N}\\s|\\p{N}\\s?${multiple}\\s)${currency}${MARKS}`, `${MARKS}[-−+]?\\p{Nd}`),
    rule(`(?<![\\p{L}\\p{N}])(?:${BEFORE_NUMBER})${MARKS}`, `${MARKS}\\p{N}`),
    // ≥ 18, < 1 ms, ± 5 %
    rule(`(?<![^\\s(*])[~≈<>≤≥±]`, `\\p{Sc}?\\p{N}`),
    rule(`\\p{N}\\s?[ap]\\.`, 'm\\.'),
    // 3 × 4 m, 10 – 20 kg, and € 5 / month.
    rule(`\\p{N}[^\\s\\p{L}]{0,2}`, `[×x÷+=±<>≈≤≥][^\\S]\\p{Sc}?[−-]?\\p{N}`),
    rule(`\\p{N}[″′]?[^\\S][×x÷+=±<>≈≤≥]`, `\\p{Sc}?[−-]?\\p{N}`),
    rule(`\\p{N}[^\\s\\p{L}]{0,2}`, `[–—−-][^\\S]\\p{Sc}?\\p{N}`),
    rule(`\\p{N}[^\\s\\p{L}]{0,2}[^\\S][–—−-]`, `\\p{Sc}?\\p{N}`),
    rule(`(?:\\p{N}|${currency})${MARKS}`, '/[^\\S]?\\p{L}'),
    rule(`(?:\\p{N}|${currency})${MARKS}[^\\S]?/`, '\\p{L}'),
  ];
}

/** A space within a number whose groups but the first have three digits each. */
const GROUPS =
  /(?<=(?<![\p{N}.,])\p{Nd}{1,3}(?:[\s]\p{Nd}{3})*)[^\S\u00a0\u2007\u202f](?=\p{Nd}{3}(?!\p{Nd})(?![\s]\p{Nd}{1,2}(?!\p{Nd})))/gu;

/** Every currency of more than one letter by its code, and by its signs in the locale; longest first. */
export function currencyNames(locale: string): string[] {
  const codes = Intl.supportedValuesOf('currency').filter((code) => !WORDS.has(code));
  const signs = codes.flatMap((currency) =>
    (['symbol', 'narrowSymbol'] as const).map((currencyDisplay) => {
      const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay });
      return format.formatToParts(1).find(({ type }) => type === 'currency')?.value ?? '';
    }),
  );
  // Some locales write a full stop after a sign, and many people leave it out.
  const all = [...codes, ...signs, ...SIGNS_OF_LETTERS].filter((sign) => !/^\p{Sc}$/u.test(sign) && sign.length > 1);
  return distinct([...all, ...all.map((sign) => sign.replace(/\.$/, ''))]);
}
