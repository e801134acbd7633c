import { copySchema } from '@proofsheet/domain';
import { z } from 'zod';

/** A field of the page for one part of the copy. */
export interface WordField {
  /** `headline`, or `rating/value`. */
  readonly name: string;
  readonly type: 'line' | 'lines' | 'number';
  /** The most characters of a line. */
  readonly most?: number;
  /** How many lines at most. */
  readonly lines?: number;
  readonly about: string;
}

interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  /** A part that may be a text or an object: the object has a field for everything that there is. */
  readonly anyOf?: readonly JsonSchema[];
}

/** Every part of the copy that a client may send, as the contract has it. */
export function wordFields(): WordField[] {
  const { properties = {} } = z.toJSONSchema(z.object(copySchema.shape), {
    io: 'input',
    unrepresentable: 'any',
  }) as JsonSchema;
  return Object.entries(properties).flatMap(([name, schema]) => fieldsOf(name, schema));
}

function fieldsOf(name: string, schema: JsonSchema): WordField[] {
  const about = schema.description ?? '';
  const { properties } = schema.anyOf?.find((one) => one.properties) ?? schema;
  if (properties) return Object.entries(properties).flatMap(([part, inner]) => fieldsOf(`${name}/${part}`, inner));
  if (schema.type === 'array')
    return [{ name, type: 'lines', lines: schema.maxItems ?? 4, ...most(schema.items), about }];
  if (schema.type === 'number' || schema.type === 'integer') return [{ name, type: 'number', about }];
  return [{ name, type: 'line', ...most(schema), about }];
}

function most(schema: JsonSchema | undefined): { most?: number } {
  return schema?.maxLength === undefined ? {} : { most: schema.maxLength };
}
