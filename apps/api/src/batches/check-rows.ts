import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RawRow } from '@proofsheet/batch-rows';
import type { RefusedRow, UserId } from '@proofsheet/database';
import {
  type ErrorCode,
  Fault,
  type FieldError,
  type GenerationRequest,
  generationRequestSchema,
} from '@proofsheet/domain';
import type { LookUps } from '../orders/look-up.ts';
import { type Order, orderOf } from '../orders/order-of.ts';
import { checkedBy } from '../validation.ts';

/** A row that is valid by itself. */
export interface ValidRow {
  readonly row: number;
  readonly line: number | undefined;
  readonly request: GenerationRequest;
}

export interface CheckedRows<Row> {
  readonly good: readonly Row[];
  readonly refused: readonly RefusedRow[];
}

/** In between, others get their turn. */
const ROWS_A_TURN = 50;

export async function checkRows(rows: readonly RawRow[]): Promise<CheckedRows<ValidRow>> {
  const good: ValidRow[] = [];
  const refused: RefusedRow[] = [];
  for (const [row, raw] of rows.entries()) {
    if (row % ROWS_A_TURN === ROWS_A_TURN - 1) await nextTurn();
    const { line } = raw;
    const checked = 'problem' in raw ? wrong(raw.problem) : checkedBy(generationRequestSchema, raw.value);
    if ('value' in checked) good.push({ row, line, request: checked.value });
    else refused.push(refusedRow({ row, line }, 'validation_failed', checked.errors));
  }
  return { good, refused };
}

/** The rows with all that they refer to; those that refer to what the user does not have are refused. */
export function orderRows(
  rows: readonly ValidRow[],
  lookUps: LookUps,
  userId: UserId,
): CheckedRows<{ readonly row: number; readonly order: Order }> {
  const good: { row: number; order: Order }[] = [];
  const refused: RefusedRow[] = [];
  for (const valid of rows) {
    try {
      good.push({ row: valid.row, order: orderOf(lookUps, { userId, request: valid.request }) });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      refused.push(refusedRow(valid, error.code, error.fields));
    }
  }
  return { good, refused };
}

function wrong(message: string): { errors: FieldError[] } {
  return { errors: [{ field: undefined, message }] };
}

/** Each field once; more of one row are not told. */
const MOST_ERRORS = 20;

function refusedRow(
  { row, line }: Pick<ValidRow, 'row' | 'line'>,
  code: ErrorCode,
  errors: readonly FieldError[],
): RefusedRow {
  const where = line === undefined ? '' : `line ${line}: `;
  const each = [...new Map(errors.toReversed().map((error) => [error.field, error])).values()].toReversed();
  const told = each.slice(0, MOST_ERRORS).map(({ field, message }) => ({
    pointer: field === undefined ? `/${row}` : `/${row}/${field}`,
    detail: `${where}${message}`,
  }));
  return { row, code, errors: told };
}

/** All that is wrong with a batch of which all is to be made. */
export function batchFault(refused: readonly RefusedRow[]): Fault {
  const fields = refused.flatMap(({ errors }) =>
    errors.map(({ pointer, detail }) => ({ field: pointer.slice(1), message: detail })),
  );
  const [first] = refused;
  const told = fields.slice(0, 5).map(({ field, message }) => `${field}: ${message.replace(/\.$/, '')}`);
  const rest = fields.length > 5 ? [`${fields.length - 5} more`] : [];
  const message = `${refused.length} of the generations cannot be made, so none is. ${[...told, ...rest].join('; ')}.`;
  return new Fault(first?.code ?? 'validation_failed', message, { fields: fields.slice(0, 100) });
}
