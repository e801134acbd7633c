import type { Mark, Place } from './quotation-places.ts';

/** What a mark is. `keep` leaves one that stands alone. */
export type Role = 'open' | 'close' | 'prime' | 'apostrophe' | 'keep';

/** How unlikely a reading is; that of a whole text is the sum. */
const COST = {
  impossible: 20,
  /** A closing mark without an opening one, and an opening one without a closing one. */
  unopened: 8,
  unclosed: 6,
  /** A mark with a space on both sides that is none, and one that opens or closes all the same. */
  alone: 4,
  spaced: 1,
  /** Within a quotation of the same marks, and where a straight mark closes what a real one opened. */
  nested: 2.5,
  mixed: 0.3,
  /** After a number; a quotation that ends with one costs as much as a prime, and one that begins right after it more. Of two marks after
   * one number the second closes. */
  prime: 1,
  closesNumber: 1,
  opensAfterNumber: 1.5,
  /** Between letters, other than of scripts without spaces; in Hebrew a quotation begins after a prefix, and ends a word. */
  withinWord: 0.5,
  endsWithinHebrew: 3,
  afterDash: 0.3,
  /** What is said of a mark within a quotation is a little less likely than without. */
  within: 0.1,
} as const;

/** No more quotations are open at once than this. */
const DEEPEST = 3;

const SPACE = /^\s$/;
const DIGIT = /^\p{N}$/u;
const DASH = /^\p{Pd}$/u;
const SPACED_LETTER =
  /^(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー])[\p{L}\p{M}]$/u;
const HEBREW = /^\p{Script=Hebrew}$/u;

/** What is open, from the outside: `"` and `'`, and D and S for real double and single marks. */
type State = string;

interface Reading {
  readonly cost: number;
  readonly role: Role;
  readonly before: Reading | undefined;
}

interface Step {
  readonly role: Role;
  readonly cost: number;
  readonly state: State;
}

/** The likeliest reading of all marks of a text together: each mark's role. */
export function pairMarks(places: readonly Place[]): Role[] {
  let readings = new Map<State, Reading | undefined>([['', undefined]]);
  for (const place of places) {
    const next = new Map<State, Reading>();
    for (const [state, before] of readings) {
      for (const { role, cost, state: after } of stepsFrom(state, place)) {
        const sum = (before?.cost ?? 0) + cost;
        if (sum < (next.get(after)?.cost ?? Number.POSITIVE_INFINITY)) next.set(after, { cost: sum, role, before });
      }
    }
    readings = next;
  }
  const total = ([state, reading]: [State, Reading | undefined]) => (reading?.cost ?? 0) + state.length * COST.unclosed;
  const [best] = [...readings].sort((one, other) => total(one) - total(other));
  const roles: Role[] = [];
  for (let reading = best?.[1]; reading; reading = reading.before) roles.push(reading.role);
  return roles.reverse();
}

function stepsFrom(state: State, place: Place): Step[] {
  const { mark, typed, before = '', opens, closes } = place;
  const steps: Step[] = [...openings(state, place), ...closings(state, place)];
  if (typed !== undefined) return [...steps, { role: 'keep', cost: closes ? COST.within : COST.mixed, state }];
  const within = state.includes(mark) ? COST.within : 0;
  if (DIGIT.test(before)) steps.push({ role: 'prime', cost: COST.prime + within, state });
  const apostrophe = mark === "'" ? apostropheCost(place) : gershayimCost(place);
  if (apostrophe !== undefined) steps.push({ role: 'apostrophe', cost: apostrophe + within, state });
  if (!opens && !closes) steps.push({ role: 'keep', cost: COST.alone, state });
  return steps;
}

function openings(state: State, { mark, typed, before = '', opens, closes, tail, head }: Place): Step[] {
  if (state.length === DEEPEST || (typed !== undefined && !opens)) return [];
  const own = typed === undefined ? mark : REAL[mark];
  const stands = opens ? 0 : closes ? COST.impossible : COST.spaced;
  const word = head !== '' && tail !== '' && isWithinWord(head, tail) ? COST.withinWord : 0;
  const after = DIGIT.test(before) ? COST.opensAfterNumber : 0;
  const year = mark === "'" && typed === undefined && /^\p{Nd}{2}$/u.test(tail) ? (before === '' ? 0.3 : 0.8) : 0;
  const cost = stands + word + after + year + (state.includes(own) ? COST.nested : 0);
  return [{ role: 'open', cost, state: state + own }];
}

function closings(state: State, { mark, typed, before = '', opens, closes, tail, head }: Place): Step[] {
  if (typed !== undefined && !closes) return [];
  const stands = closes ? 0 : opens ? COST.impossible : COST.spaced;
  const hebrew = HEBREW.test([...tail][0] ?? '') ? COST.endsWithinHebrew : COST.withinWord;
  const word = head !== '' && tail !== '' && isWithinWord(head, tail) ? hebrew : 0;
  const number = DIGIT.test(before) && head !== '' && typed === undefined ? COST.closesNumber : 0;
  const cost = stands + word + number + (DASH.test(before) ? COST.afterDash : 0);
  const found = [mark, REAL[mark]].flatMap((one): Step[] => {
    const at = state.lastIndexOf(one);
    if (at < 0) return [];
    const mixed = (one === mark) === (typed === undefined) ? 0 : COST.mixed;
    return [{ role: 'close', cost: cost + mixed + (state.length - 1 - at) * COST.unclosed, state: state.slice(0, at) }];
  });
  return typed === undefined ? [...found, { role: 'close', cost: cost + COST.unopened, state }] : found;
}

const REAL: Readonly<Record<Mark, string>> = { '"': 'D', "'": 'S' };

function isWithinWord(head: string, tail: string): boolean {
  return SPACED_LETTER.test([...head].at(-1) ?? '') && SPACED_LETTER.test([...tail][0] ?? '');
}

/** Endings that are written with an apostrophe: of a plural's owner, and of words whose last letter is not spoken. */
const SHORT_ENDING = /(?:[sxzß]|in|ol|an|th|[^\p{L}]o|po|mo)$/iu;

function apostropheCost({ before = '', after = '', opens, closes, head, tail }: Place): number | undefined {
  if (!opens && !closes) return undefined;
  if (DIGIT.test(before)) return 3;
  if (opens && closes) return head !== '' && tail !== '' && !isWithinWord(head, tail) ? 3 : 0.2;
  if (opens) return /^\p{Nd}{2}$/u.test(tail) ? 0.2 : 1.5;
  if (HEBREW.test(before)) return 0.5;
  return SHORT_ENDING.test(head) && (after === '' || SPACE.test(after) || /^\p{P}$/u.test(after)) ? 0.5 : 1;
}

/** An abbreviation of Hebrew has its mark before its last letter, or before an ending: מנכ"לית. */
function gershayimCost({ head, tail }: Place): number | undefined {
  if (!HEBREW.test([...head].at(-1) ?? '') || !HEBREW.test([...tail][0] ?? '')) return undefined;
  return [...tail].length === 1 ? 0.2 : 1;
}
