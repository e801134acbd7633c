import { z } from 'zod';

/** What API and workers share about webhooks. */
export const webhooksSlice = {
  schema: z.object({
    /** Secrets are encrypted with it before they are stored. */
    key: z.string().min(32, 'has at least 32 characters').optional(),
  }),
  variables: { key: 'WEBHOOK_KEY' },
} as const;
