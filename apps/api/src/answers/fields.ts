import { ERROR_CODES, missingOutputSchema } from '@proofsheet/domain';
import { z } from 'zod';

export const id = z.uuid();
export const idInPath = z.object({ id });
export const time = z.iso.datetime();

/** What a key is called by its owner. */
export const keyName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((name) => !/\p{Cc}/u.test(name), 'must not contain control characters')
  .describe('What it is for.');

const NO_TIME = 'must be a time between the years 1 and 9999, such as 2026-01-31T12:00:00Z';

/** A time that a client gives: in UTC or with its distance to it, within the years that the database writes the same way. */
export const givenTime = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  .refine((text) => /^(?!0000)\d{4}-/.test(text), NO_TIME);

/** Why an asset was rejected or a generation failed. */
export const failureSchema = z
  .object({ code: z.enum(ERROR_CODES).or(z.string()), message: z.string() })
  .meta({ id: 'Failure', description: 'Why it went wrong. The codes are those of `Problem`.' });

/** An output that could not be made, with the reason. */
export const missingSchema = z.array(missingOutputSchema.meta({ id: 'MissingOutput' }));
