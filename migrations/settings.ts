import { z } from 'zod';

/** As an operator gives it to `migrate`; the tables themselves remember it. */
export const userSlice = {
  schema: z.object({
    table: z.string().optional().describe("The product's table of users, with its schema where that is needed."),
    key: z.string().default('id').describe('Its column that names a user, unique by itself.'),
  }),
  variables: { table: 'USER_TABLE', key: 'USER_KEY' },
} as const;
