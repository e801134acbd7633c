import type { OutageWatch } from '@proofsheet/domain';
import { Kysely, PostgresDialect, type PostgresPool, type Transaction } from 'kysely';
import { z } from 'zod';
import { openPool } from './pool.ts';
import type { DB } from './schema.generated.ts';
import { tlsOf } from './tls.ts';

export type Db = Kysely<DB>;
export type Tx = Transaction<DB>;

export const databaseConfigSchema = z.object({
  url: z
    .url({
      protocol: /^postgres(ql)?$/,
      hostname: /.*/,
      error: 'expected an address like postgres://user:password@host:5432/name',
    })
    .superRefine((url, context) => {
      try {
        tlsOf(url);
      } catch (error) {
        context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
      }
    }),
  poolSize: z.coerce.number().int().min(1).default(10).describe('Connections of one process, at most.'),
  statementSeconds: z.coerce
    .number()
    .min(0)
    .default(15)
    .describe(
      'The server cancels what runs longer, and a transaction that is idle for longer. 0: never, for migrations.',
    ),
});
export type DatabaseConfig = z.input<typeof databaseConfigSchema>;

/** As an operator gives it; each program chooses the rest for its work. */
export const databaseSlice = {
  schema: databaseConfigSchema.pick({ url: true }),
  variables: { url: 'DATABASE_URL' },
} as const;

/** A pool that connects when first used, and recovers by itself after an outage. End it with `db.destroy()`. */
export function connectDatabase(config: DatabaseConfig, watch?: OutageWatch): Db {
  const { url, poolSize, statementSeconds } = databaseConfigSchema.parse(config);
  const limits = statementSeconds > 0 ? { statementMs: statementSeconds * 1000 } : undefined;
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool: openPool({ url, size: poolSize, limits, watch }) as PostgresPool }),
  });
}
