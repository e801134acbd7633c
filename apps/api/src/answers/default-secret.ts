import { z } from 'zod';
import { time } from './fields.ts';

export const defaultSecretSchema = z
  .object({
    secret: z.string().describe('What verifies the signatures: `whsec_…`.'),
    previousSecretUntil: time.nullable().describe('How long the secret before signs, too.'),
  })
  .meta({ id: 'DefaultSecret', description: 'The secret of the webhooks that generations and batches name.' });

export function defaultSecretAnswer({ secret, previousUntil }: { secret: string; previousUntil: Date | null }) {
  const overlaps = previousUntil !== null && previousUntil > new Date();
  return { secret, previousSecretUntil: overlaps ? previousUntil.toISOString() : null };
}
