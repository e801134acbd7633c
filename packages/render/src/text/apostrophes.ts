/** Scripts whose words are written with apostrophes; between Chinese or Japanese a straight mark is a quotation mark. */
const LETTER = '[\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}\\p{Script=Armenian}\\p{Script=Arabic}\\p{M}]';
const BEFORE = '(?<![\\p{L}\\p{N}])';

/** Words that begin with an apostrophe, by language; a single letter may in every one: 's morgens, 't Hart. */
const SHORTENED: Readonly<Record<string, string>> = {
  en: 'til|till|tis|tisn’t|twas|twere|twill|twixt|cause|cuz|cos|em|bout|round|neath|nuff|nother|fraid|gainst|tween|kay|sup|ello|tude|burbs|hood',
  de: 'ne|nen|nem|ner|nes|rum|ran|rauf|raus|rein|rüber|runter|sist',
  it: 'sto|sta|sti|ste|na|no|ndrangheta|ndranghetista',
  nl: 'er|ie|tis|dr',
};

interface Rule {
  readonly typed: RegExp;
  readonly set: string;
}

const RULES: readonly Rule[] = [
  { typed: /''/g, set: '"' },
  { typed: new RegExp(`(?<=${LETTER})[\`´](?=${LETTER})`, 'gu'), set: '’' },
  // Feet and inches, minutes and seconds of arc, and the Swiss thousand.
  { typed: /(?<=\p{Nd})'(\s?\p{Nd}{1,2}(?:[.,]\p{Nd}+)?[½¼¾]?)"/gu, set: '′$1″' },
  { typed: /(?<=\p{N})"(?=\s?[x×]\s?\p{Nd})/gu, set: '″' },
  { typed: /(?<=\p{Nd})'(?=\p{Nd}{3}(?!\p{Nd}))/gu, set: '’' },
  { typed: /(?<=\p{Nd})'(?=\p{Nd}{1,2}(?!\p{Nd})|\s?[x×]\s?\p{Nd})/gu, set: '′' },
  // Within a word, and after a number: 80's.
  { typed: new RegExp(`(?<=${LETTER}|\\p{Nd})'(?=${LETTER})`, 'gu'), set: '’' },
  { typed: /(?<=\p{Script=Hebrew})'(?=\p{Script=Hebrew})/gu, set: '׳' },
  // Rock 'n' roll, a decade, a shortened word.
  { typed: new RegExp(`${BEFORE}'([nN])'(?![\\p{L}\\p{N}])`, 'gu'), set: '’$1’' },
  { typed: new RegExp(`${BEFORE}'(?=\\p{Nd}{2}(?:s|er\\p{L}*|-?tal\\p{L}*)(?!\\p{L}))`, 'gu'), set: '’' },
  { typed: new RegExp(`${BEFORE}'(?=[stndmrk](?![\\p{L}\\p{N}']))`, 'gu'), set: '’' },
];

/** A single mark that may close a quotation: something before it, nothing after it. */
const CLOSING_MARK = /(?<=[^\s'"])'(?![\p{L}\p{N}])/u;

/** Sets what can only be an apostrophe or a prime, whatever quotation marks are about. */
export function setApostrophes(text: string, language: string): string {
  const set = RULES.reduce((typed, rule) => typed.replace(rule.typed, rule.set), text);
  const shortened = SHORTENED[language];
  const words = shortened ? set.replace(new RegExp(`${BEFORE}'(?=(?:${shortened})(?!\\p{L}))`, 'giu'), '’') : set;
  return words.replace(new RegExp(`${BEFORE}'(?=\\p{Nd}{2}(?!\\p{Nd}))`, 'gu'), (mark, index: number) =>
    CLOSING_MARK.test(words.slice(index + 1)) ? mark : '’',
  );
}
