import { type Kysely, sql } from 'kysely';

/** Thai, Lao, Burmese, Khmer, Japanese and Chinese: written without spaces between words. */
const UNSPACED =
  '[\\u0E00-\\u0EFF\\u1000-\\u109F\\u1780-\\u17FF\\u3005-\\u3007\\u3040-\\u30FF\\u31F0-\\u31FF\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uF900-\\uFAFF\\uFF66-\\uFF9F\\U00020000-\\U0003FFFF]+';

/**
 * All words of an order's copy, in no language: what is written with spaces by its words, what is written without by each
 * two letters that follow each other, so that any part of it is found. `copyHas` of packages/database asks in the same way.
 * It needs no extension, which many servers do not have.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function "copyWords"("spec" jsonb) returns tsvector language sql immutable parallel safe as $$
      select to_tsvector('simple'::regconfig, regexp_replace("copy"."text", ${sql.lit(UNSPACED)}, ' ', 'g'))
        || array_to_tsvector(array(
          select distinct substr("run"."letters"[1], "place", 2)
          from regexp_matches("copy"."text", ${sql.lit(UNSPACED)}, 'g') as "run" ("letters"),
            generate_series(1, length("run"."letters"[1])) as "place"))
      from (
        select coalesce(replace(string_agg("part" #>> '{}', ' '), '**', ''), '') as "text"
        from jsonb_path_query("spec" -> 'copy', 'strict $.** ? (@.type() == "string")') as "part"
      ) as "copy"
    $$`.execute(db);
}

/** With the index that is made of it. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index if exists "Generation_by_words"`.execute(db);
  await sql`drop function "copyWords"(jsonb)`.execute(db);
}
