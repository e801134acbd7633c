import type { ReviewLinkFacts } from '@proofsheet/database';
import { z } from 'zod';
import { id, time } from './fields.ts';

const fields = {
  id,
  generationId: id,
  name: z.string().describe('Reviewers see it.'),
  contact: z.string().nullable().describe('Whom reviewers are told to ask.'),
  allowDownload: z.boolean(),
  createdAt: time,
  expiresAt: time,
  revokedAt: time.nullable(),
};

export const reviewLinkSchema = z
  .object(fields)
  .meta({ id: 'ReviewLink', description: 'Opens one generation to people without an account. Without its token.' });

export const newReviewLinkSchema = z
  .object({
    ...fields,
    token: z.string().describe('Shown this once: only its hash is stored.'),
    path: z
      .string()
      .describe('Where it is opened on this server. The token stands behind the `#`, which browsers never send.'),
  })
  .meta({ id: 'CreatedReviewLink', description: 'A review link with its token.' });

export function reviewLinkAnswer(row: ReviewLinkFacts): z.infer<typeof reviewLinkSchema> {
  const { id, generationId, name, contact, allowDownload, createdAt, expiresAt, revokedAt } = row;
  return {
    ...{ id, generationId, name, contact, allowDownload },
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}
