import type { GenerationKind } from '@proofsheet/domain';
import { sql } from 'kysely';
import { ago } from '../clock.ts';
import type { Db } from '../connect.ts';

/*
 * What operators watch, of all users together. Queues say how much waits; since when, how fast, and what went wrong is in
 * the rows, which outlive every queue.
 */

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** For how long the work of one queue waits that could be done now; null where none does. */
export interface Waiting {
  readonly thumbnail: number | null;
  readonly ad: number | null;
  readonly ingest: number | null;
}

/** By the ids, which rise with time: of what is done nothing is read. */
export async function oldestWaiting(db: Db): Promise<Waiting> {
  const seconds = sql<number>`extract(epoch from now() - "createdAt")::float8`.as('seconds');
  const generation = async (kind: GenerationKind) => {
    const row = await db
      .selectFrom('Generation')
      .select(seconds)
      .where('status', '=', sql.lit('PENDING' as const))
      .where('kind', '=', kind)
      .where(sql<boolean>`coalesce("runAfter" <= now(), true)`)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    return row?.seconds ?? null;
  };
  const asset = await db
    .selectFrom('Asset')
    .select(seconds)
    .where('status', '=', sql.lit('PENDING' as const))
    .where('deletedAt', 'is', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return {
    thumbnail: await generation('THUMBNAIL'),
    ad: await generation('AD'),
    ingest: asset?.seconds ?? null,
  };
}

/** What came in and went out in one minute. */
export interface MinuteOfGenerations {
  readonly minute: Date;
  readonly created: number;
  readonly completed: number;
  readonly failed: number;
}

/** The last whole minutes and the present one, oldest first, also those in which nothing happened. */
export function generationsByMinute(db: Db, { minutes }: { minutes: number }): Promise<MinuteOfGenerations[]> {
  const since = sql`date_trunc('minute', now()) - make_interval(mins => ${minutes - 1})`;
  return sql<MinuteOfGenerations>`
    with "came" as (
      select date_trunc('minute', "createdAt") as "minute", count(*)::int as "created"
      from "Generation" where "createdAt" >= ${since} group by 1
    ), "went" as (
      select date_trunc('minute', "finishedAt") as "minute", count(*) filter (where "status" = 'COMPLETED')::int as "completed",
        count(*) filter (where "status" = 'FAILED')::int as "failed"
      from "Generation" where "finishedAt" >= ${since} group by 1
    )
    select "minute", coalesce("created", 0) as "created", coalesce("completed", 0) as "completed",
      coalesce("failed", 0) as "failed"
    from generate_series(${since}, date_trunc('minute', now()), interval '1 minute') as "minute"
      left join "came" using ("minute") left join "went" using ("minute")
    order by "minute"`
    .execute(db)
    .then(({ rows }) => rows);
}

export interface FailureCount {
  readonly code: string;
  readonly lastHour: number;
  readonly lastDay: number;
}

/** The most frequent ones first. */
export function failuresByCode(db: Db): Promise<FailureCount[]> {
  return db
    .selectFrom('Generation')
    .select([
      sql<string>`coalesce("error" ->> 'code', 'internal')`.as('code'),
      sql<number>`(count(*) filter (where "finishedAt" > ${ago(HOUR_SECONDS)}))::int`.as('lastHour'),
      sql<number>`count(*)::int`.as('lastDay'),
    ])
    .where('status', '=', sql.lit('FAILED' as const))
    .where('finishedAt', '>', ago(DAY_SECONDS))
    .groupBy('code')
    .orderBy('lastHour', 'desc')
    .orderBy('lastDay', 'desc')
    .limit(50)
    .execute();
}
