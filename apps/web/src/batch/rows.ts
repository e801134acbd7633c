import { COLUMN_KEYS, type ColumnKey, columnNamed } from './columns.ts';
import type { Cells } from './read-table.ts';

/** One line of the table. */
export type Row = { readonly id: number } & { readonly [Key in ColumnKey]: string };

export const MOST_ROWS = 1000;
/** There to be typed into. */
const LEAST_ROWS = 12;

let next = 1;

function emptyRow(): Row {
  const cells = Object.fromEntries(COLUMN_KEYS.map((key) => [key, ''])) as Record<ColumnKey, string>;
  return { ...cells, id: next++ };
}

export function isEmpty(row: Row): boolean {
  return COLUMN_KEYS.every((key) => row[key].trim() === '');
}

/** An empty line always follows, as far as there may be more. */
export function withRoom(rows: readonly Row[]): readonly Row[] {
  const filled = rows.findLastIndex((row) => !isEmpty(row)) + 1;
  const wanted = Math.max(LEAST_ROWS, Math.min(filled + 1, MOST_ROWS));
  const missing = Math.max(0, wanted - rows.length);
  return missing === 0 ? rows : [...rows, ...Array.from({ length: missing }, emptyRow)];
}

/** Puts cells into the table from a place on; `columns` says for each of theirs which of ours it is. */
export function putCells(
  rows: readonly Row[],
  at: number,
  cells: Cells,
  columns: readonly (ColumnKey | undefined)[],
): readonly Row[] {
  const changed = [...rows];
  for (const [index, line] of cells.entries()) {
    const put: Partial<Record<ColumnKey, string>> = {};
    for (const [place, cell] of line.entries()) {
      const key = columns[place];
      if (key !== undefined) put[key] = key in put && cell !== '' ? `${put[key]} | ${cell}` : cell;
    }
    changed[at + index] = { ...(changed[at + index] ?? emptyRow()), ...put };
  }
  return withRoom(changed);
}

export interface Guess {
  readonly hasHeader: boolean;
  readonly columns: readonly (ColumnKey | undefined)[];
  /** Whether every column of the first line is known by its name. */
  readonly isSure: boolean;
}

/** Which columns are meant. A first line in which a name is known is a header, where others follow. */
export function guessColumns(cells: Cells, inOrder: readonly ColumnKey[]): Guess {
  const [first = []] = cells;
  const named = first.map(columnNamed);
  const known = namesIn(cells);
  if (known === 0)
    return { hasHeader: false, columns: first.map((_, place) => inOrder[place]), isSure: first.length <= 1 };
  return { hasHeader: true, columns: named, isSure: known === first.length };
}

/** How many names of columns are known in the first line. */
export function namesIn([first = [], ...others]: Cells): number {
  return others.length === 0 ? 0 : first.filter((name) => columnNamed(name) !== undefined).length;
}
