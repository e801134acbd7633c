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
  { typed: /(?<![\p{L}\p{N}`])``(?=[^`]*'')/gu, set: '"' },
  { typed: /(?<![\p{L}\p{N}`])`(?=[^`']+')/gu, set: "'" },
  { typed: /''/g, set: '"' },
  // Before what is quoted, where the word before it is shortened: dell'"arte", l'«amic».
  { typed: new RegExp(`(?<=${LETTER})'(?=(?:["“„‘‹«]|«\\s)\\p{L})`, 'gu'), set: '’' },
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

/** Languages in which the mark is a letter of its own, the ʻokina, before a vowel; and the Uzbek oʻ and gʻ. */
const LETTERS: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(
    ['haw', 'to', 'sm', 'ty'].map((language) => [
      language,
      { typed: /(?<![\p{N}])['`‘’](?=[aeiouāēīōū])(?<!(?![aeiouāēīōū])\p{L}.)/giu, set: 'ʻ' },
    ]),
  ),
  uz: { typed: /(?<=[og])['`‘’ʼ](?!\s|$)/giu, set: 'ʻ' },
};

/** Sets what can only be an apostrophe or a prime, whatever quotation marks are about. */
export function setApostrophes(text: string, language: string): string {
  const letter = LETTERS[language];
  const lettered = letter ? text.replace(letter.typed, letter.set) : text;
  const set = RULES.reduce((typed, rule) => typed.replace(rule.typed, rule.set), lettered);
  const shortened = SHORTENED[language];
  return shortened ? set.replace(new RegExp(`${BEFORE}'(?=(?:${shortened})(?!\\p{L}))`, 'giu'), '’') : set;
}
