import type { Batch } from '@proofsheet/client';
import { COLUMNS, type ColumnKey } from './columns.ts';
import { placeOf } from './requests.ts';
import type { Row } from './rows.ts';

export interface CellError {
  readonly row: number;
  /** Undefined: the whole row. */
  readonly key: ColumnKey | undefined;
  readonly message: string;
}

/** Of all rows at once, as all are of one project: it is told there, and not a thousand times. */
const OF_PROJECT = /^\/\d+\/projectId$/;

export function isProjectOver(refused: Batch['refused']): boolean {
  return refused.some(({ errors }) => errors.some(({ pointer }) => OF_PROJECT.test(pointer)));
}

/** What the server says of rows, at the cells that it came from. `sent` are the rows in the order of the request. */
export function errorsAt(refused: Batch['refused'], sent: readonly Row[]): CellError[] {
  return refused.flatMap(({ row: index, errors }) =>
    errors.flatMap(({ pointer, detail }) => {
      const row = sent[index];
      if (row === undefined || OF_PROJECT.test(pointer)) return [];
      const { key } = placeOf(pointer);
      const field = pointer.split('/').slice(2).join('.');
      // What programs are told besides.
      const said = detail.replace(/; GET \/v1.*$/, '');
      return [{ row: row.id, key, message: key === undefined && field !== '' ? `${field}: ${said}` : said }];
    }),
  );
}

/** In words for a list: the line as it is numbered, and the column. */
export function tellError({ row, key, message }: CellError, rows: readonly Row[]): string {
  const line = rows.findIndex(({ id }) => id === row) + 1;
  const column = COLUMNS.find((one) => one.key === key)?.name;
  return `Row ${line}${column ? `, ${column}` : ''}: ${message}`;
}

export function withoutErrorsOf(
  errors: readonly CellError[],
  before: readonly Row[],
  after: readonly Row[],
): CellError[] {
  const was = new Map(before.map((row) => [row.id, row]));
  const is = new Map(after.map((row) => [row.id, row]));
  return errors.filter(({ row, key }) => {
    const now = is.get(row);
    return now !== undefined && (key === undefined ? now === was.get(row) : now[key] === was.get(row)?.[key]);
  });
}
