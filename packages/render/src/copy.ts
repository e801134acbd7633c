import type { Copy } from '@proofsheet/domain';
import type { FontShelf } from './fonts.ts';
import { TEXT_SLOTS, type TextSlot } from './templates.ts';

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
}

/** Turns plain typing into typography, splits it into words, and leaves out what no font can draw. */
export function typeset(copy: Copy, fonts: FontShelf): SetCopy {
  const slots = new Map<TextSlot, readonly Word[]>();
  const missing = new Set<string>();
  for (const slot of TEXT_SLOTS) {
    const drawable = [...typographic(copy[slot] ?? '')].filter((character) => {
      const drawn = /\s/.test(character) || fonts.draws(character.codePointAt(0) ?? 0);
      if (!drawn && !/\p{Variation_Selector}|\u200d/u.test(character)) missing.add(character);
      return drawn;
    });
    const words = wordsOf(drawable.join(''));
    if (words.length > 0) slots.set(slot, words);
  }
  return { slots, missing: [...missing] };
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

function wordsOf(text: string): Word[] {
  return text.split('**').flatMap((part, index) =>
    part
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word) => ({ text: word, marked: index % 2 === 1 })),
  );
}
