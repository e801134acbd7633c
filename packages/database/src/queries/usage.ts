import { sql } from 'kysely';
import type { Db, Tx } from '../connect.ts';
import type { UserId } from '../ids.ts';

/* What users have used, day by day by the database's clock in UTC: migration 0017. */

const today = sql<Date>`(now() at time zone 'UTC')::date`;

/** What one transaction adds. */
export interface Used {
  readonly generations?: number;
  readonly outputs?: number;
  readonly bytes?: number;
  readonly pixels?: number;
  readonly cpuMs?: number;
}

/** In the transaction that it counts. */
export async function recordUsage(tx: Tx, userId: UserId, used: Used): Promise<void> {
  await tx
    .insertInto('UsageEntry')
    .values({ userId, ...used })
    .execute();
}

/** What quotas go by. */
export interface UsedToday {
  readonly generations: number;
  readonly uploadBytes: number;
  /** Until the day is over. */
  readonly secondsLeft: number;
}

export function usedToday(db: Db | Tx, userId: UserId): Promise<UsedToday> {
  return db
    .selectFrom('UsageEntry')
    .select(sql<number>`coalesce(sum("generations"), 0)::float8`.as('generations'))
    .select(sql<number>`coalesce(sum("uploadBytes"), 0)::float8`.as('uploadBytes'))
    .select(
      sql<number>`ceil(extract(epoch from date_trunc('day', now() at time zone 'UTC') + interval '1 day'
        - (now() at time zone 'UTC')))::float8`.as('secondsLeft'),
    )
    .where('userId', '=', userId)
    .where('day', '=', today)
    .executeTakeFirstOrThrow();
}

/** The days on which something was used, the latest first. */
export function usageByDay(db: Db, { userId, days }: { userId: UserId; days: number }) {
  const sum = (column: 'generations' | 'outputs' | 'bytes' | 'pixels' | 'cpuMs' | 'uploads' | 'uploadBytes') =>
    sql<number>`sum(${sql.ref(column)})::float8`.as(column);
  return db
    .selectFrom('UsageEntry')
    .select(sql<string>`to_char("day", 'YYYY-MM-DD')`.as('day'))
    .select([sum('generations'), sum('outputs'), sum('bytes'), sum('pixels'), sum('cpuMs')])
    .select([sum('uploads'), sum('uploadBytes')])
    .where('userId', '=', userId)
    .where('day', '>', sql<Date>`${today} - ${days}::integer`)
    .groupBy('UsageEntry.day')
    .orderBy('UsageEntry.day', 'desc')
    .execute();
}

/**
 * The bytes of what a user has and has not deleted, summed up each time from an index that has them: 0.12 s at a million
 * outputs of one user. A counter would have to be kept right by every way in which rows go.
 */
export async function storedBytes(db: Db, userId: UserId): Promise<{ assets: number; outputs: number }> {
  const bytesOf = async (table: 'Asset' | 'Output') => {
    const rows = db.selectFrom(table).select(sql<number>`coalesce(sum("bytes"), 0)::float8`.as('bytes'));
    const theirs = rows.where('userId', '=', userId).where('deletedAt', 'is', null);
    return (await theirs.executeTakeFirstOrThrow()).bytes;
  };
  return { assets: await bytesOf('Asset'), outputs: await bytesOf('Output') };
}

/**
 * Makes one entry of the many of each day that is over, a page of days at a time, and answers how many days that were:
 * one statement, so that nothing is counted twice or not at all. Entries of yesterday may still come: a transaction keeps
 * the day on which it began.
 */
export async function sumUpUsage(db: Db, { limit }: { limit: number }): Promise<number> {
  const { rows } = await sql<{ days: number }>`
    with "many" as (
      select "userId", "day" from "UsageEntry" where "day" < ${today} - 1
      group by "userId", "day" having count(*) > 1 limit ${limit}
    ), "gone" as (
      delete from "UsageEntry" using "many"
      where "UsageEntry"."userId" = "many"."userId" and "UsageEntry"."day" = "many"."day"
      returning "UsageEntry".*
    ), "summed" as (
      insert into "UsageEntry"
        ("userId", "day", "generations", "outputs", "bytes", "pixels", "cpuMs", "uploads", "uploadBytes")
      select "userId", "day", sum("generations"), sum("outputs"), sum("bytes"), sum("pixels"), sum("cpuMs"),
        sum("uploads"), sum("uploadBytes")
      from "gone" group by "userId", "day" returning 1
    ) select count(*)::integer as "days" from "summed"`.execute(db);
  return rows[0]?.days ?? 0;
}
