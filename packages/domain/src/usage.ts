import { z } from 'zod';

const count = z.int().min(0);

/** What a finished generation took. */
export const usageSchema = z
  .object({
    cpuMs: count.describe('CPU time of the worker, shared evenly among what it made at the same time.'),
    queueMs: count.describe('From its submission until a worker first took it on.'),
    outputs: count,
    bytes: count.describe('Of its outputs.'),
    pixels: count.describe('Of its outputs.'),
  })
  .meta({ id: 'Usage', description: 'What a generation took, retries included.' });
export type Usage = z.infer<typeof usageSchema>;
