import { MAX_ATTEMPTS, UNFINISHED_STATUSES } from '@proofsheet/domain';
import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { DB } from './schema.generated.ts';

/*
 * What queries ask of a generation's state, beyond a single status. The diagram of states stands in the domain's states.ts.
 */

type Where = ExpressionBuilder<DB, 'Generation'>;

/** Waits for a worker, or is with one. */
export const isUnfinished = (where: Where) => where('status', 'in', UNFINISHED_STATUSES);

/** Its worker is gone: another one may take over. */
export const hasExpiredLease = () => sql<SqlBool>`("status" = 'PROCESSING' and "leaseUntil" < now())`;

/** Free for a worker to take, as far as its state goes. */
export const isClaimable = (where: Where) => where.or([where('status', '=', 'PENDING'), hasExpiredLease()]);

/** Workers that die and errors that may pass have not used all attempts up. */
export const hasAttemptsLeft = () => sql<SqlBool>`("attempt" - "excused" < ${MAX_ATTEMPTS})`;

/** It has ended, and not with everything that was asked for. */
export const isRetryable = () =>
  sql<SqlBool>`("status" = 'FAILED' or "status" = 'COMPLETED' and jsonb_array_length("missing") > 0)`;

/**
 * An unfinished row that was COMPLETED before it was retried: only then `missing` names something, and it does until
 * the generation is COMPLETED again.
 */
export const wasCompleted = () => sql<SqlBool>`(jsonb_array_length("missing") > 0)`;
