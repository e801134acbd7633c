import { TELEPHONE_NUMBER } from './telephone-numbers.ts';

/** White space, and what an address ends at; punctuation after it belongs to the sentence. */
const REST = '[^\\s"<>“”„«»「」『』（）、。，！？]*[^\\s"\'<>“”„«»「」『』（）、。，！？.,;:!?…)\\]}*’]';
const NO_WORD_BEFORE = '(?<![\\p{L}\\p{M}\\p{N}_])';

/** Web addresses and e-mail addresses: other letters would lead elsewhere. */
const ADDRESS = `${NO_WORD_BEFORE}(?:[a-zA-Z][a-zA-Z\\d+.-]*://${REST}|www\\.${REST}|[\\p{L}\\p{N}][\\p{L}\\p{N}.!#$%&'+/=?^_{|}~-]*@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+|(?:[a-zA-Z\\d-]+\\.)+[a-z]{2,}/${REST})`;

/** The name of an account, a tag, the name of a file or a host with its hyphens, and a folder. */
const NAME = `(?<![\\p{L}\\p{M}\\p{N}_/])@[\\p{L}\\p{N}_](?:[\\p{L}\\p{M}\\p{N}_.-]*[\\p{L}\\p{M}\\p{N}_])?|${NO_WORD_BEFORE}#\\p{L}[\\p{L}\\p{M}\\p{N}_]*|(?<![^\\s"'(])[a-z\\d-]+(?:\\.[a-z\\d-]+)*\\.[a-z]{2,}(?![^\\s"'),.;:!?])|(?<![^\\s"'(])(?:[A-Za-z]:\\\\|\\.{1,2}/|~/)${REST}`;

/** Code between backticks, an option of a command, and a counter that counts down. */
const CODE = '(?<![\\p{L}\\p{N}`])`[^`\\s](?:[^`]*[^`\\s])?`(?![\\p{L}\\p{N}`])';
const OPTION = '(?<=(?:^|[\\s(\\[{=|:])["\'“‘„«]?)--[a-zA-Z][\\w-]*(?:=[\\w./-]+)?|(?<=\\w)--(?=[;)])';

const ADDRESSES = new RegExp(ADDRESS, 'gu');
const LITERAL = new RegExp(`${ADDRESS}|${CODE}|${NAME}|${OPTION}|${TELEPHONE_NUMBER}`, 'gu');
/** Letters that no word is written with. */
const FIRST_STAND_IN = 0xa7f7;

/**
 * Changes a text around what is to be read letter by letter: addresses, names, code, telephone numbers. Each is a letter to `change`, which
 * keeps every letter, in its order.
 */
export function aroundLiterals(text: string, change: (text: string) => string): string {
  const literals = text.match(LITERAL);
  if (!literals) return change(text);
  let standIn = FIRST_STAND_IN;
  while (text.includes(String.fromCodePoint(standIn))) standIn++;
  const letter = String.fromCodePoint(standIn);
  let next = 0;
  return change(text.replace(LITERAL, letter)).replaceAll(letter, () => literals[next++] ?? '');
}

/** Splits a text at its addresses; they have the odd places. */
export function splitAtAddresses(text: string): string[] {
  const addresses = text.match(ADDRESSES);
  return addresses ? text.split(ADDRESSES).flatMap((part, index) => [part, addresses[index] ?? '']) : [text];
}
