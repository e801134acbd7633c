import { z } from 'zod';

/** Where the API and Bull Board listen unless told otherwise, however they are started. */
export const DEFAULT_PORTS = { api: 3900, admin: 3901 } as const;

/** What API and worker take alike, whatever they do. */
export const programSlice = {
  schema: z.object({
    logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    /** The process ends with the one that started it, whose end closes its standard input. */
    parentWatch: z
      .literal('1')
      .optional()
      .transform((value) => value === '1'),
  }),
  variables: { logLevel: 'LOG_LEVEL', parentWatch: 'PARENT_WATCH' },
} as const;
