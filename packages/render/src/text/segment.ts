import { emphasisIn } from '@proofsheet/domain';
import { splitGraphemes } from '../fonts/graphemes.ts';
import { phraseStarts } from './phrases/phrases.ts';

/** What lies between a word and the one before it, from the best place for a line break to the worst. */
export type Join = 'space' | 'phrase' | 'word' | 'hyphen' | 'letter';

/** An unbreakable piece of a slot's text, and whether `**` marks it. */
export interface Word {
  readonly text: string;
  readonly marked: boolean;
  /** Left out for a space. `hyphen` shows a hyphen where the line ends. */
  readonly join?: Exclude<Join, 'space'>;
  /** Which part of a price it is; left out for all other words. */
  readonly price?: PriceWord;
}

/** A part of a price, set as a whole. */
export interface PriceWord {
  readonly part: 'prefix' | 'amount' | 'suffix' | 'old';
  /** What may be raised at the end of an amount: its decimals with their sign. */
  readonly decimals?: string;
  /** Whether a space parts it from the amount on the same line. */
  readonly spaced: boolean;
  /** Its size as a share of its line's; 1 when left out. */
  readonly share?: number;
}

/** White space at which a line may break. */
const SPACES = /[^\S\u00a0\u2007\u202f]+/;
const ENDS_IN_SPACE = new RegExp(`${SPACES.source}$`);
const SOFT_HYPHEN = '\u00ad';
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々〆]/u;

/** Kinsoku: what never begins a line ... */
const NEVER_FIRST =
  /^[\p{Pe}\p{Pf}\p{M}、。，．：；？！!?,.:;%％‰°℃…‥・ー々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶㇰ-ㇿ～〜ๆฯ๚๛ໆຯ។-៚៛၊။།-༑་’”]/u;
/** ... and what never ends one. */
const NEVER_LAST = /[\p{Ps}\p{Pi}「『（［｛〈《【〔“‘¥￥$€£#＃№]$/u;
/** The middle of a cluster: after a vowel that is written before its consonant or a sign that stacks the next one ... */
const CLUSTER_GOES_ON = /[เ-ไເ-ໄ\u1039\u17d2\u1a60\u0f84]$/u;
/** ... and before a vowel that is written after its consonant, or a consonant of Burmese that ends the syllable. */
const GOES_ON_CLUSTER = /^(?:[\p{M}ะาำๅະາຳຽ]|[\u1000-\u1021\u103f]\u103a)/u;
/** Letters that are segmented by dictionary, apart from the digits and Latin letters among them. */
const RUNS =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+|[^\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
/** Signs that end a syllable or a word, in scripts that write them instead of spaces: Tibetan, Ethiopic. */
const AFTER_WORD_SIGNS = /(?<=[་།༎༔፡-፧])(?![་-༔፡-፨\p{P}])/u;

/** Chinese particles stay with the word before them. */
const CHINESE_PARTICLE = /^[的了吗呢吧啊着过们得地]/u;

/** The words of a text. What follows a marked word without a space, such as a full stop, is marked with it. */
export function wordsOf(text: string, locale: string): Word[] {
  const words: Word[] = [];
  let open = false;
  for (const { text: part, marked } of emphasisIn(text)) {
    for (const [position, piece] of part.split(SPACES).entries()) {
      const last = words.at(-1);
      if (piece === '') continue;
      if (position > 0 || !open || !last) words.push(...segment({ text: piece, marked }, locale));
      else if (SPACELESS.test(last.text.slice(-1)) || SPACELESS.test(piece.slice(0, 1)))
        words.push(...touching(segment({ text: piece, marked }, locale), words, locale));
      else words[words.length - 1] = { ...last, text: last.text + piece, marked: last.marked || marked };
    }
    open = !ENDS_IN_SPACE.test(part);
  }
  return words.filter((word) => word.text !== '');
}

/** Pieces that follow without a space. A first piece that may not begin a line is joined to the word before it. */
function touching([first, ...rest]: Word[], words: Word[], locale: string): Word[] {
  const last = words.at(-1);
  if (!first) return rest;
  if (last && (NEVER_FIRST.test(first.text) || NEVER_LAST.test(last.text))) {
    words[words.length - 1] = { ...last, text: last.text + first.text };
    return rest;
  }
  return [{ ...first, join: last ? joinOf(last.text, first.text, locale) : 'word' }, ...rest];
}

/** Cuts text that is written without spaces into words, by dictionary; other text stays whole. */
function segment(word: Word, locale: string): Word[] {
  return word.text.split('\u200b').flatMap((piece, index): Word[] => {
    const first = index === 0 ? word : { ...word, join: 'phrase' as const };
    const starts = KANA.test(piece) ? phraseStarts(piece) : undefined;
    const pieces: { text: string; from: number }[] = [];
    let from = 0;
    for (const next of SPACELESS.test(piece) ? dictionaryWords(piece, locale, starts) : piece.split(AFTER_WORD_SIGNS)) {
      const last = pieces.at(-1);
      if (last && clings(last.text, next, starts?.has(from) ?? false)) last.text += next;
      else pieces.push({ text: next, from });
      from += next.length;
    }
    return pieces.map(({ text, from }, at) => {
      if (at === 0) return { ...first, text };
      const last = pieces[at - 1]?.text ?? '';
      return {
        text,
        marked: word.marked,
        join: starts ? joinInJapanese(text, starts.has(from)) : joinOf(last, text, locale),
      };
    });
  });
}

/** The words of a text; those of Japanese end with their phrase, where the dictionary finds a longer one. */
function dictionaryWords(text: string, locale: string, starts?: ReadonlySet<number>): string[] {
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' });
  const runs = text.match(RUNS) ?? [];
  const words = runs.flatMap((run) => Array.from(segmenter.segment(run), ({ segment: word }) => word));
  if (!starts) return words;
  let from = 0;
  return words.flatMap((word) => {
    const at = from;
    from += word.length;
    const cuts = Array.from(word.slice(1), (_, index) => index + 1).filter((cut) => starts.has(at + cut));
    return [0, ...cuts].map((cut, index) => word.slice(cut, cuts[index] ?? word.length));
  });
}

/** Whether no line may end between two pieces of text. */
function clings(last: string, next: string, isNewPhrase: boolean): boolean {
  if (NEVER_FIRST.test(next) || NEVER_LAST.test(last) || isGlued(last, next)) return true;
  if (CLUSTER_GOES_ON.test(last) || GOES_ON_CLUSTER.test(next)) return true;
  if (POLITE_PREFIX.test(last)) return true;
  // Particles and endings stay with the word before them, as in 聞き逃した, unless that grows too long for a line.
  if (!isNewPhrase && ENDING.test(next) && last.length + next.length <= LONGEST_KEPT) return true;
  // A number and what it counts, and Latin letters and digits in a row.
  return /[\d０-９]$/.test(last) && /^[\p{L}\p{N}]/u.test(next);
}

const ENDING = /^\p{Script=Hiragana}{1,5}$/u;
/** In characters, of which a headline has about so many in two lines. */
const LONGEST_KEPT = 8;

/** What makes the word after it polite, as in お届け, and is nothing without it. */
const POLITE_PREFIX = /^[おご御]$/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Within a phrase a word of kanji or katakana may stand alone, but not its particles and endings, nor what follows a prefix. */
function joinInJapanese(next: string, isNewPhrase: boolean): 'phrase' | 'word' | 'letter' {
  if (isNewPhrase) return 'phrase';
  return /^\p{Script=Hiragana}/u.test(next) ? 'letter' : 'word';
}

/** Where the phrases of a text are not known, one begins after a mark, and where hiragana end. */
function joinOf(last: string, next: string, locale: string): 'phrase' | 'word' | 'letter' {
  if (/[\p{P}\p{S}]$/u.test(last)) return 'phrase';
  // Particles and endings stay with the word before them.
  if (/^\p{Script=Hiragana}/u.test(next)) return /\p{Script=Hiragana}$/u.test(last) ? 'word' : 'letter';
  if (CHINESE_PARTICLE.test(next)) return 'word';
  if (/\p{Script=Hiragana}$/u.test(last)) return 'phrase';
  return locale.startsWith('ja') ? 'word' : 'phrase';
}

/**
 * The same words, split wherever a line may end as a last resort: at soft hyphens, after written hyphens,
 * dashes and slashes, and between two characters of Chinese, Japanese or Korean. The parts of a price stay whole.
 */
export function brokenWords(words: readonly Word[]): Word[] {
  return words.flatMap((word): Word[] => {
    if (word.price) return [word];
    const pieces = piecesOf(word.text);
    return pieces.map(({ text, join }, index) =>
      index === 0 ? { ...word, text } : { text, marked: word.marked, join },
    );
  });
}

/**
 * Whether what joins two pieces forbids a break: a no-break space or hyphen, the bar of a fraction, a raised digit, a
 * sign before its number.
 */
function isGlued(last: string, next: string): boolean {
  if (GLUE.test(last.slice(-1)) || GLUE.test(next.slice(0, 1))) return true;
  if (/[\p{L}\p{N}]$/u.test(last) && /^[²³¹\u2070-\u209c]/u.test(next)) return true;
  return /(?:^|[^\p{L}\p{N}])[-−+±~≈<>]$/u.test(last) && /^\p{Nd}/u.test(next);
}

const GLUE = /[\u00a0\u2007\u2011\u202f\u2044\u2060]/;

/** A text as it is drawn: a soft hyphen shows only where a line ends at it, a joiner never, a hyphen is a hyphen. */
export function asDrawn(text: string): string {
  return text.replaceAll(/[\u00ad\u2060]/g, '').replaceAll('\u2011', '-');
}

function piecesOf(text: string): { text: string; join: 'hyphen' | 'letter' }[] {
  return text.split(SOFT_HYPHEN).flatMap((part) => {
    const pieces: { text: string; join: 'hyphen' | 'letter' }[] = [];
    for (const grapheme of splitGraphemes(part)) {
      const last = pieces.at(-1);
      if (last && !mayPart(last.text, grapheme)) last.text += grapheme;
      else pieces.push({ text: grapheme, join: last ? 'letter' : 'hyphen' });
    }
    return pieces;
  });
}

function mayPart(last: string, next: string): boolean {
  if (NEVER_FIRST.test(next) || NEVER_LAST.test(last) || isGlued(last, next)) return false;
  if (/[\p{L}\p{N}][-‐/–—]$/u.test(last)) return /\p{L}/u.test(next);
  const character = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]/u;
  return character.test(last.slice(-1)) && character.test(next);
}
