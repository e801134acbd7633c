import { setApostrophes } from './apostrophes.ts';
import { QUOTATION_MARKS } from './cldr.generated.ts';
import { localesFor } from './locales.ts';
import { pairMarks, type Role } from './pair-marks.ts';
import { type Mark, type Place, placesIn } from './quotation-places.ts';

/** The outer pair is set for `"`, the inner one for `'`, and for a pair within another of its kind. */
type Marks = Readonly<Record<Mark, readonly [open: string, close: string]>>;

/** French sets its guillemets off by a narrow space that does not break. */
const NARROW = '\u202f';
const HEBREW = /^\p{Script=Hebrew}$/u;
const SPACE = /^\s$/;
/** What closes a quotation that was opened by a real mark. */
const COUNTERPARTS: Readonly<Record<string, string>> = Object.fromEntries(
  ['“”', '‘’', '«»', '»«', '‹›', '›‹', '「」', '『』', '《》', '””', '’’'].map(([open, close]) => [open, close]),
);

/** The quotation marks of a locale, as the CLDR has them. */
function marksOf(locale: string): Marks {
  const name = localesFor(locale).find((one) => QUOTATION_MARKS[one] !== undefined) ?? 'und';
  const [open = '“', close = '”', innerOpen = '‘', innerClose = '’'] = QUOTATION_MARKS[name] ?? '';
  return { '"': [open, close], "'": [innerOpen, innerClose] };
}

/** Sets real quotation marks, apostrophes and primes for straight ones. What is typed as a real one stays. */
export function setQuotation(text: string, locale: string): string {
  const { language } = new Intl.Locale(locale);
  const typed = setApostrophes(text, language);
  const set = /["']/.test(typed) ? setMarks([...typed], marksOf(locale)) : typed;
  return language === 'fr' ? spaceGuillemets(set, typed) : set;
}

function spaceGuillemets(set: string, typed: string): string {
  const spaced = set.replace(/«[^\S\u202f]+/g, `«${NARROW}`).replace(/[^\S\u202f]+»/g, `${NARROW}»`);
  // Guillemets that are typed without spaces stay so.
  return /[«»]/.test(typed)
    ? spaced
    : spaced.replace(/«(?!\u202f)/g, `«${NARROW}`).replace(/(?<!\u202f)»/g, `${NARROW}»`);
}

/** A quotation that is open: the mark that closes it, and whether its pair is the inner one. */
interface Open {
  readonly mark: Mark;
  readonly close: string;
  readonly inner: boolean;
}

function setMarks(characters: string[], marks: Marks): string {
  const places = placesIn(characters);
  const roles = pairMarks(places);
  const open: Open[] = [];
  for (const [index, place] of places.entries()) {
    const role = roles[index] as Role;
    const { at } = place;
    const set = setAs(role, place, marks, open);
    if (place.typed) continue;
    characters[at] = set;
    if (place.opens || place.closes) continue;
    // A mark with a space on both sides stands right beside what it encloses.
    if (role === 'open' && SPACE.test(characters[at + 1] ?? '')) characters[at + 1] = '';
    if (role === 'close' && SPACE.test(characters[at - 1] ?? '')) characters[at - 1] = '';
  }
  return characters.join('');
}

function setAs(role: Role, { mark, before = '', typed }: Place, marks: Marks, open: Open[]): string {
  if (role === 'open') {
    const inner = mark === "'" || open.at(-1)?.inner === false;
    const [opening, closing] = marks[inner ? "'" : '"'];
    open.push({ mark, close: (typed && COUNTERPARTS[typed]) ?? closing, inner });
    return opening;
  }
  if (role === 'close') {
    const at = open.findLastIndex((one) => one.mark === mark);
    const [closed] = at < 0 ? [] : open.splice(at);
    return closed?.close ?? marks[mark][1];
  }
  if (role === 'prime') return mark === '"' ? '″' : '′';
  if (role === 'apostrophe' && HEBREW.test(before)) return mark === '"' ? '״' : '׳';
  return role === 'apostrophe' ? '’' : mark;
}
