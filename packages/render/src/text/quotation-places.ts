/** Marks of double kind pair with each other, and those of single kind. */
export type Mark = '"' | "'";

/** A mark between its neighbours; `**` and other straight marks do not count as such. */
export interface Place {
  readonly at: number;
  readonly mark: Mark;
  /** The real mark that was typed; undefined for a straight one. */
  readonly typed: string | undefined;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Something stands right after it that it may open before. */
  readonly opens: boolean;
  /** Something stands right before it that it may close after. */
  readonly closes: boolean;
  /** The letters or digits that touch it. */
  readonly head: string;
  readonly tail: string;
}

const SPACE = /^\s$/;
const OPENING = /^[\p{Ps}\p{Pi}¡¿‚„]$/u;
const CLOSING = /^[\p{Pe}\p{Pf}.,;:!?…%。，、．！？：；]$/u;
const NEIGHBOUR = /[^"'*]/;
const WORD = /[\p{L}\p{M}\p{N}]/u;
const TYPED: Readonly<Record<Mark, RegExp>> = { '"': /^[“”„‟«»「」『』《》]$/, "'": /^[‘‚‛‹›]$/ };
const TYPED_OPENING = /^[“„‟«「『《‘‚‛‹]$/;

/** Every straight mark of a text, and the real ones that open or close. */
export function placesIn(characters: readonly string[]): Place[] {
  const hasSingle = characters.some((character) => TYPED["'"].test(character));
  return characters.flatMap((character, at) => {
    const straight = character === '"' || character === "'";
    // An apostrophe closes only what a real mark opened.
    const mark = (['"', "'"] as const).find((one) => character === one || TYPED[one].test(character));
    const kind = mark ?? (hasSingle && character === '’' ? "'" : undefined);
    return kind === undefined ? [] : [placeAt(characters, at, kind, straight ? undefined : character)];
  });
}

function placeAt(characters: readonly string[], at: number, mark: Mark, typed: string | undefined): Place {
  const before = characters.slice(0, at).findLast((one) => NEIGHBOUR.test(one));
  const after = characters.slice(at + 1).find((one) => NEIGHBOUR.test(one));
  const stands = before === undefined || SPACE.test(before) || OPENING.test(before);
  const opens = after !== undefined && !SPACE.test(after) && (stands || !CLOSING.test(after));
  const closes = before !== undefined && !stands;
  return { at, mark, typed, before, after, ...waysOf(typed, opens, closes), ...touching(characters, at) };
}

/** A real mark does one thing: what its neighbours say, else what it does in most languages. */
function waysOf(typed: string | undefined, opens: boolean, closes: boolean): Pick<Place, 'opens' | 'closes'> {
  if (typed === undefined || opens !== closes) return { opens, closes };
  return { opens: TYPED_OPENING.test(typed), closes: !TYPED_OPENING.test(typed) };
}

function touching(characters: readonly string[], at: number): Pick<Place, 'head' | 'tail'> {
  let [from, to] = [at, at + 1];
  while (from > 0 && WORD.test(characters[from - 1] as string)) from--;
  while (to < characters.length && WORD.test(characters[to] as string)) to++;
  return { head: characters.slice(from, at).join(''), tail: characters.slice(at + 1, to).join('') };
}
