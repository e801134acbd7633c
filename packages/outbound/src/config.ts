import { z } from 'zod';
import { type Network, networkOf } from './networks.ts';

const network = z.string().transform((text, context): Network => {
  const parsed = networkOf(text);
  if (parsed) return parsed;
  context.addIssue('networks are written as 10.0.0.0/8 or fd00::/8, separated by commas');
  return z.NEVER;
});

/** Where requests that users ask for may go besides public addresses. */
export const outboundSlice = {
  schema: z.object({
    allow: z
      .string()
      .transform((text) => text.split(',').map((one) => one.trim()))
      .pipe(z.array(network))
      .optional(),
  }),
  variables: { allow: 'OUTBOUND_ALLOW' },
} as const;
