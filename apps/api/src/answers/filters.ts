import { LIMITS } from '@proofsheet/domain';
import { z } from 'zod';
import { givenTime, id } from './fields.ts';

/** One value, or several of which a row has one: `?status=PENDING&status=PROCESSING`. */
export function severalOf<Schema extends z.ZodType>(schema: Schema) {
  return z
    .union([schema, z.array(schema).min(1).max(LIMITS.pageSize)])
    .transform((given): z.output<Schema>[] => [given].flat() as z.output<Schema>[]);
}

/** What the lists of assets, generations and outputs take. */
export const rangeQuery = {
  createdAfter: givenTime.optional().describe('Only what was created later.'),
  createdBefore: givenTime.optional().describe('Only what was created earlier.'),
  id: severalOf(id).optional().describe('Only these, as far as they are yours.'),
};

export const searchQuery = {
  search: z
    .string()
    .min(1)
    .max(100)
    .regex(/^[^\0]*$/, 'must not contain U+0000')
    .optional()
    .describe('Words or beginnings of words; all of them have to be there.'),
};

/** What is kept and given back untouched. */
const text = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^\0]*$/, 'must not contain U+0000');
export const metadataSchema = z.record(text(64), text(500));

/** `order=7`; several times for several. The value may hold further equal signs. */
export const metadataQuery = {
  metadata: severalOf(text(565).regex(/^[^=]+=/, 'must be a name and a value, as order=7'))
    .transform((pairs) =>
      Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)])),
    )
    .optional()
    .describe('Only those with this metadata, as `order=7`; several have to be there all.'),
};
