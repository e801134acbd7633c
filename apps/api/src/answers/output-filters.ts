import { generationKindSchema } from '@proofsheet/domain';
import { z } from 'zod';
import { id } from './fields.ts';
import { rangeQuery, searchQuery, severalOf } from './filters.ts';

/** What the list of outputs takes, and the outline of it. */
export const outputFilters = {
  kind: generationKindSchema.optional(),
  projectId: id.optional(),
  generationId: id.optional(),
  format: severalOf(
    z
      .string()
      .min(1)
      .max(64)
      .regex(/^[^\0]*$/, 'must not contain U+0000'),
  )
    .optional()
    .describe('Names of formats.'),
  favourite: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  ...rangeQuery,
  ...searchQuery,
};
