import type { SigningKeyRow } from '@proofsheet/database';
import { z } from 'zod';
import { id, time } from './fields.ts';

const fields = {
  id: id.describe('Stands in the address, as `key`.'),
  name: z.string(),
  createdAt: time,
  revokedAt: time.nullable().describe('Since when its addresses are not answered.'),
};

export const signingKeySchema = z
  .object(fields)
  .meta({ id: 'SigningKey', description: 'Signs image addresses. Its secret is never shown again.' });

export const newSigningKeySchema = z
  .object({ ...fields, secret: z.string().describe('The key of the HMAC, as it is. Shown this once.') })
  .meta({ id: 'CreatedSigningKey', description: 'A signing key with its secret.' });

export function signingKeyAnswer({ id, name, createdAt, revokedAt }: SigningKeyRow): z.infer<typeof signingKeySchema> {
  return { id, name, createdAt: createdAt.toISOString(), revokedAt: revokedAt?.toISOString() ?? null };
}
