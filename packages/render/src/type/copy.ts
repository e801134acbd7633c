import type { Copy } from '@proofsheet/domain';
import type { TextSlot } from '../templates.ts';
import type { FontShelf } from './fonts.ts';

/** One word of a slot, and whether `**` asked for it to stand out. */
export interface Word {
  readonly text: string;
  readonly marked: boolean;
}

export interface SetCopy {
  /** The words of every slot that has any. */
  readonly slots: ReadonlyMap<TextSlot, readonly Word[]>;
  /** Characters that no font draws. They are left out: a box in a headline is worse. */
  readonly missing: readonly string[];
  /** Set without its quotation marks, because the template has a sign for them. */
  readonly quoted: boolean;
  /** The same copy without the marks around its headline; undefined when that is no quotation. */
  readonly unmarked?: SetCopy | undefined;
  /** The same copy with the number that a list's headline begins with in a slot of its own; undefined without one. */
  readonly numbered?: SetCopy | undefined;
}

const WRITTEN_SLOTS = ['headline', 'subline', 'button', 'price', 'brand'] as const;

/** Turns plain typing into typography, splits it into words, and leaves out what no font can draw. */
export function typeset(copy: Copy, fonts: FontShelf): SetCopy {
  const slots = new Map<TextSlot, readonly Word[]>();
  const missing = new Set<string>();
  for (const slot of WRITTEN_SLOTS) {
    const drawable = [...typographic(copy[slot] ?? '')].filter((character) => {
      const drawn = /\s/.test(character) || fonts.draws(character.codePointAt(0) ?? 0);
      if (!drawn && !/\p{Variation_Selector}|\u200d/u.test(character)) missing.add(character);
      return drawn;
    });
    const words = wordsOf(drawable.join(''));
    if (words.length > 0) slots.set(slot, words);
  }
  const set = { slots, missing: [...missing], quoted: false };
  return { ...set, numbered: numbered(set), unmarked: unmarked(set) };
}

/** "5 mistakes every beginner makes": up to three digits, then at least two words. */
function numbered(copy: SetCopy): SetCopy | undefined {
  const [first, ...rest] = copy.slots.get('headline') ?? [];
  if (!first || !/^\d{1,3}$/.test(first.text) || rest.length < 2) return undefined;
  const slots = new Map(copy.slots).set('number', [{ ...first, marked: false }]).set('headline', rest);
  return { ...copy, slots };
}

function unmarked(copy: SetCopy): SetCopy | undefined {
  const words = copy.slots.get('headline') ?? [];
  if (!/^[“„«]/.test(words[0]?.text ?? '') || !/[”“»][.!?]?$/.test(words.at(-1)?.text ?? '')) return undefined;
  const bare = words.map((word) => ({ ...word, text: word.text.replace(/[“”„«»]/g, '') }));
  const slots = new Map(copy.slots).set(
    'headline',
    bare.filter(({ text }) => text !== ''),
  );
  return { ...copy, slots, quoted: true };
}

/** Real apostrophes, quotation marks, dashes and ellipses. */
function typographic(text: string): string {
  return text
    .normalize('NFC')
    .replace(/(\w)'(\w)/g, '$1’$2')
    .replace(/(^|[\s(])"/g, '$1“')
    .replace(/"/g, '”')
    .replace(/(^|[\s(])'/g, '$1‘')
    .replace(/'/g, '’')
    .replace(/\.\.\./g, '…')
    .replace(/ -{1,2} /g, ' – ');
}

/** What touches a marked word without a space, such as a full stop, belongs to it and is marked with it. */
function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let open = false;
  for (const [index, part] of text.split('**').entries()) {
    const marked = index % 2 === 1;
    for (const [position, piece] of part.split(/\s+/).entries()) {
      const last = words.at(-1);
      if (position === 0 && open && piece !== '' && last) {
        words[words.length - 1] = { text: last.text + piece, marked: last.marked || marked };
      } else if (piece !== '') words.push({ text: piece, marked });
    }
    if (part !== '') open = !/\s$/.test(part);
  }
  return words;
}
