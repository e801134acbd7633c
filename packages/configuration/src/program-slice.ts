import { z } from 'zod';

/** The ports of the API and of Bull Board, unless an operator sets others. */
export const DEFAULT_PORTS = { api: 3900, admin: 3901 } as const;

/** Settings that API and worker share. */
export const programSlice = {
  schema: z.object({
    logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    /** The process stops when its standard input closes, which happens when the process that started it ends. */
    parentWatch: z
      .literal('1')
      .optional()
      .transform((value) => value === '1'),
  }),
  variables: { logLevel: 'LOG_LEVEL', parentWatch: 'PARENT_WATCH' },
} as const;
