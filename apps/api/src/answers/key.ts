import type { KeyFacts } from '@proofsheet/database';
import { keyKindSchema } from '@proofsheet/domain';
import { z } from 'zod';
import { id, time } from './fields.ts';

const fields = {
  id,
  name: z.string(),
  kind: keyKindSchema.describe('A SESSION is a browser that is signed in.'),
  operator: z.boolean().describe('Whether it shows what is of all users.'),
  prefix: z.string().describe('Its first letters.'),
  createdAt: time,
  lastUsedAt: time.nullable().describe('To the minute.'),
  expiresAt: time.nullable(),
  revokedAt: time.nullable(),
};

export const keySchema = z.object(fields).meta({ id: 'Key', description: 'An API key, without its secret.' });

export const newKeySchema = z
  .object({ ...fields, key: z.string().describe('Shown this once: only its hash is stored.') })
  .meta({ id: 'CreatedKey', description: 'An API key with its secret.' });

export function keyAnswer(row: KeyFacts): z.infer<typeof keySchema> {
  const { id, name, kind, operator, prefix, createdAt, lastUsedAt, expiresAt, revokedAt } = row;
  return {
    ...{ id, name, kind, operator, prefix, createdAt: createdAt.toISOString() },
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}
