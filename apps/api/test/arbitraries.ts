import fc from 'fast-check';

/** As much of JSON Schema as the document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

export type Schemas = Readonly<Record<string, Schema>>;

/** Strings that went wrong somewhere. */
export const NASTY = [
  ...['', ' ', '\0', 'a\0b', '\ud800', 'x\udfff', '\u2028', '\ufeff', '\ufffe', '\u202e', 'e\u0301'.repeat(20)],
  ...['__proto__', 'constructor', 'toString', 'null', 'undefined', 'NaN', '-0', '1e309', '0x10', '+5', ' 5', '１'],
  ...["' or 1=1 --", '%00', '%', '../../etc/passwd', '😀'.repeat(50), 'x'.repeat(5000), '[', '{"a":1}'],
];

export const nasty = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 60 }));

const wrong: fc.Arbitrary<unknown> = fc.oneof(
  nasty,
  fc.constantFrom<unknown>(null, true, [], {}, [[]], -1, 0, 1.5, 1e21, Number.MAX_SAFE_INTEGER, -2147483649),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Values that mostly fit the schema, and are wrong somewhere now and then. `ids` are those of rows that exist. */
export function valuesOf(schema: Schema, schemas: Schemas, ids: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 30, arbitrary: right(schema, schemas, ids) }, { weight: 1, arbitrary: wrong });
}

function right(schema: Schema, schemas: Schemas, ids: readonly string[]): fc.Arbitrary<unknown> {
  const inner = (one: Schema) => valuesOf(one, schemas, ids);
  if (schema.$ref) return inner(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return fc.oneof(...choices.map(inner));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if ('const' in schema) return fc.constant(schema.const);
  const { minimum: min = -10, maximum: max = 1000 } = schema;
  switch ([schema.type].flat()[0]) {
    case 'integer':
      return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max, min - 1, max + 1));
    case 'number':
      return fc.double({ min, max, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(inner(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, 4),
      });
    case 'object':
      return objectOf(schema, inner);
    case 'string':
      return textOf(schema, ids);
    default:
      return wrong;
  }
}

function textOf({ format, minLength = 0, maxLength = 40 }: Schema, ids: readonly string[]): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.oneof(fc.constantFrom(...ids), fc.uuid());
  return fc.oneof(
    { weight: 5, arbitrary: fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 60) }) },
    { weight: 5, arbitrary: fc.constantFrom('#ff0000', 'de-AT', 'Hello **world**', 'split') },
    {
      weight: 1,
      arbitrary: fc.string({ minLength: Math.min(maxLength, 300), maxLength: Math.min(maxLength, 300) + 1 }),
    },
  );
}

function objectOf(schema: Schema, inner: (one: Schema) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const known = Object.entries(schema.properties ?? {}).map(([name, one]) => [name, inner(one)] as const);
  const free = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  const more = free ? fc.dictionary(fc.oneof(fc.string(), nasty), inner(free), { maxKeys: 3 }) : fc.constant({});
  const strange = fc.oneof(
    { weight: 20, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.dictionary(nasty, wrong, { maxKeys: 2 }) },
  );
  const requiredKeys = fc.oneof(
    { weight: 15, arbitrary: fc.constant(schema.required ?? []) },
    { weight: 1, arbitrary: fc.subarray([...(schema.required ?? [])]) },
  );
  return fc
    .tuple(fc.record(Object.fromEntries(known)), fc.subarray(known.map(([name]) => name)), requiredKeys, more, strange)
    .map(([all, optional, required, ...others]) => {
      const kept = Object.entries(all).filter(
        ([name]) => required.includes(name) || (optional.includes(name) && !schema.required?.includes(name)),
      );
      return Object.assign(Object.fromEntries(kept), ...others);
    });
}
