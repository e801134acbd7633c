import { setApostrophes } from './apostrophes.ts';
import { QUOTATION_MARKS } from './cldr.generated.ts';
import { localesFor } from './locales.ts';

/** The outer pair is set for `"`, the inner one for `'`. */
type Mark = '"' | "'";
type Marks = Readonly<Record<Mark, readonly [open: string, close: string]>>;

/** French sets its guillemets off by a narrow space that does not break. */
const NARROW = '\u202f';

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

const SPACE = /^\s$/;
const LETTER = /^[\p{L}\p{M}]$/u;
const DIGIT = /^\p{N}$/u;
const HEBREW = /^\p{Script=Hebrew}$/u;
const OPENING = /^[\p{Ps}\p{Pi}¡¿‚„]$/u;
const CLOSING = /^[\p{Pe}\p{Pf}.,;:!?…%。，、．！？：；]$/u;
const DASH = /^\p{Pd}$/u;

/** A straight mark between its neighbours; `**` and other straight marks do not count as such. */
interface Place {
  readonly mark: Mark;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Something stands right after it, and before it nothing, a space or an opening bracket. */
  readonly opens: boolean;
  readonly closes: boolean;
}

function setMarks(characters: string[], marks: Marks): string {
  const places = new Map(
    characters.flatMap((_, at) => placeAt(characters, at) ?? []).map((one) => [one.at, one.place]),
  );
  const open: Mark[] = [];
  for (const [at, character] of characters.entries()) {
    const place = places.get(at);
    if (!place) {
      followTyped(character, open, marks);
      continue;
    }
    const later = [...places].flatMap(([other, one]) => (other > at && one.mark === place.mark ? [one] : []));
    const role = roleOf(place, open.includes(place.mark), later);
    characters[at] = setAs(role, place, marks);
    if (role === 'open') open.push(place.mark);
    if (role === 'close') open.splice(Math.max(0, open.lastIndexOf(place.mark)));
    if (place.opens || place.closes) continue;
    // A mark with a space on both sides stands right beside what it encloses.
    if (role === 'open' && SPACE.test(characters[at + 1] ?? '')) characters[at + 1] = '';
    if (role === 'close' && SPACE.test(characters[at - 1] ?? '')) characters[at - 1] = '';
  }
  return characters.join('');
}

function placeAt(characters: readonly string[], at: number): { at: number; place: Place } | undefined {
  const mark = characters[at];
  if (mark !== '"' && mark !== "'") return undefined;
  const isNeighbour = (one: string) => !/["'*]/.test(one);
  const before = characters.slice(0, at).findLast(isNeighbour);
  const after = characters.slice(at + 1).find(isNeighbour);
  const opens = after !== undefined && !SPACE.test(after) && !CLOSING.test(after);
  const closes = before !== undefined && !SPACE.test(before) && !OPENING.test(before);
  return { at, place: { mark, before, after, opens, closes } };
}

type Role = 'open' | 'close' | 'prime' | 'apostrophe';

function roleOf(place: Place, isOpen: boolean, later: readonly Place[]): Role {
  const { mark, before = '', after = '', opens } = place;
  const closes = place.closes && (isOpen || !DASH.test(before));
  if (HEBREW.test(before) && HEBREW.test(after) && (isOpen || !later[0]?.closes || later[0].opens)) return 'apostrophe';
  const next = later[0];
  const closedLater = later.some((one) => one.closes);
  const closedNext = next?.closes === true && !next.opens;
  if (DIGIT.test(before) && !(isOpen ? !closedNext : LETTER.test(after) && closedNext)) return 'prime';
  if (mark === "'" && !isOpen && (!opens || !closedLater)) return 'apostrophe';
  // The students' house, within single marks.
  if (mark === "'" && isOpen && !opens && closedNext && /^[sxz]$/i.test(before) && SPACE.test(after))
    return 'apostrophe';
  if (opens !== closes) return opens ? 'open' : 'close';
  return isOpen ? 'close' : 'open';
}

function setAs(role: Role, { mark, before = '' }: Place, marks: Marks): string {
  if (role === 'open') return marks[mark][0];
  if (role === 'close') return marks[mark][1];
  if (role === 'prime') return mark === '"' ? '″' : '′';
  if (HEBREW.test(before)) return mark === '"' ? '״' : '׳';
  return '’';
}

/** A mark that was typed as a real one opens or closes as well. */
function followTyped(character: string, open: Mark[], marks: Marks): void {
  for (const mark of ['"', "'"] as const) {
    const [opening, closing] = marks[mark];
    const isOpen = open.includes(mark);
    if (character === closing && isOpen) open.splice(open.lastIndexOf(mark));
    else if (character === opening && opening !== '’') open.push(mark);
  }
}
