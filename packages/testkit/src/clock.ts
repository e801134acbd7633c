import { connectDatabase, type Db } from '@proofsheet/database';
import { sql } from 'kysely';
import { testDatabase } from './databases.ts';

export interface ClockedDatabase {
  readonly db: Db;
  readonly url: string;
  /** Moves the clock of all connections to `url` forward. */
  advance(seconds: number): Promise<void>;
}

/**
 * A database whose `now()` the test sets: a schema in front of PostgreSQL's own in the search path defines another
 * `now()`, so that the queries under test are the production ones, word for word. Defaults of columns keep the real
 * time, to which they were bound when the tables were made; a generation's creation goes by the test's, because its
 * deadline is counted from it.
 */
export async function clockedDatabase(): Promise<ClockedDatabase> {
  const { db: plain, url } = await testDatabase();
  await sql`create schema "clock"`.execute(plain);
  await sql`create table "clock"."ahead" ("seconds" double precision not null)`.execute(plain);
  await sql`insert into "clock"."ahead" values (0)`.execute(plain);
  await sql`
    create function "clock"."now"() returns timestamptz language sql stable
    return pg_catalog.now() + make_interval(secs => (select "seconds" from "clock"."ahead"))`.execute(plain);
  await sql`alter table "Generation" alter column "createdAt" set default "clock"."now"()`.execute(plain);
  await plain.destroy();
  const clocked = `${url}?options=${encodeURIComponent('-c search_path=clock,pg_catalog,public')}`;
  const db = connectDatabase({ url: clocked });
  return {
    db,
    url: clocked,
    async advance(seconds) {
      await sql`update "clock"."ahead" set "seconds" = "seconds" + ${seconds}`.execute(db);
    },
  };
}
