import { sslModeOf } from '@proofsheet/configuration';
import { z } from 'zod';

/** Those that say one way to connect: `prefer` and `allow` would try another, which the queue's clients cannot. */
const SSL_MODES = ['disable', 'require', 'verify-ca', 'verify-full'];

export const queueConfigSchema = z.object({
  url: z
    .string()
    .regex(/^(rediss?|postgres(ql)?):\/\/./, 'starts with redis://, rediss:// or postgres://')
    .refine(
      (url) => !url.startsWith('postgres') || SSL_MODES.includes(sslModeOf(url) ?? 'disable'),
      `has an sslmode of ${SSL_MODES.join(', ')}, or none`,
    )
    .describe('Redis (`?cluster=true` for a cluster) for any number of machines; PostgreSQL for one machine only.'),
  prefix: z
    .string()
    .default('{proofsheet}')
    .describe('Before every Redis key. The braces keep all keys in one slot of a cluster.'),
  lockSeconds: z.coerce
    .number()
    .positive()
    .default(15)
    .describe('A worker that is silent for this long counts as dead, and its jobs are given to another.'),
});
export type QueueConfig = z.output<typeof queueConfigSchema>;

/** As an operator gives it. */
export const queueSlice = {
  schema: queueConfigSchema,
  variables: { url: 'QUEUE_URL', prefix: 'QUEUE_PREFIX', lockSeconds: 'QUEUE_LOCK_SECONDS' },
} as const;

export function isPostgres(config: QueueConfig): boolean {
  return config.url.startsWith('postgres');
}

/** An address of PostgreSQL whose `sslmode` pg takes as psql does: `require` encrypts, and checks no certificate. */
export function withLibpqTls(url: string): string {
  return /[?&]sslmode=/.test(url) && !url.includes('uselibpqcompat=') ? `${url}&uselibpqcompat=true` : url;
}
