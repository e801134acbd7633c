import { type ErrorCode, Fault, type FieldError } from '@proofsheet/domain';
import type { FastifySchemaCompiler } from 'fastify';
import type { output, ZodType } from 'zod';
import { pointerTo, unstorable } from './strings.ts';
import { wordsFor } from './words.ts';

/**
 * Names all that is wrong with one part of a request: what no schema takes, and what no database stores. A malformed id
 * in the path is 404: it names nothing.
 */
export const validatorCompiler: FastifySchemaCompiler<ZodType> = ({ schema, httpPart }) => {
  return (data: unknown) => {
    const unfit = httpPart === 'headers' ? [] : unstorable(data);
    const checked = checkedBy(schema, data, unfit);
    if ('value' in checked) return checked;
    if (httpPart === 'params') return { error: new Fault('not_found', 'There is nothing of this id.') };
    return { error: fieldsFault(checked.errors) };
  };
};

/** The value as the schema makes it, or all that is wrong with it; `unfit` is what is already known to be. */
export function checkedBy<Schema extends ZodType>(
  schema: Schema,
  data: unknown,
  unfit = unstorable(data),
): { value: output<Schema> } | { errors: FieldError[] } {
  const result = schema.safeParse(data, { error: wordsFor });
  if (result.success && unfit.length === 0) return { value: result.data };
  return { errors: [...unfit, ...(result.error?.issues.flatMap(fieldErrors) ?? [])] };
}

/** Each field once, with the first thing that is wrong with it. */
export function fieldsFault(errors: readonly FieldError[], code: ErrorCode = 'validation_failed'): Fault {
  const fields = [...new Map(errors.toReversed().map((error) => [error.field, error])).values()].toReversed();
  const told = fields.slice(0, MOST_TOLD).map(({ field, message }) => (field ? `${field}: ${message}` : message));
  const rest = fields.length > MOST_TOLD ? [`${fields.length - MOST_TOLD} more`] : [];
  return new Fault(code, `${[...told, ...rest].join('; ')}.`, { fields: fields.slice(0, MOST_LISTED) });
}

/** A body of brackets alone may have thousands. */
const MOST_LISTED = 100;
const MOST_TOLD = 5;

interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

/** An unknown name is an error of its own field. */
function fieldErrors({ path, message, keys }: Issue): FieldError[] {
  const paths = keys?.map((key) => [...path, key]) ?? [path];
  return paths.map((one) => ({ field: one.length === 0 ? undefined : pointerTo(one), message }));
}
