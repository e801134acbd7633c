import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Db } from '../connect.ts';
import { wordsOf } from '../filters.ts';
import type { UserId } from '../ids.ts';

/** As `copyWords` of migration 0032 has it: letters of scripts that are written without spaces. */
const UNSPACED =
  /[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3005-\u3007\u3040-\u30FF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\uFF66-\uFF9F\u{20000}-\u{3FFFF}]+/gu;

/**
 * A generation has all words of the text in its copy, each as a word or the beginning of one; what is written without spaces
 * as a part of anything.
 */
export function copyHas(text: string): RawBuilder<SqlBool> {
  const pairs = (text.match(UNSPACED) ?? []).flatMap(pairsOf);
  const asked = sql`(${wordsOf(text.replace(UNSPACED, ' '))} && ${pairs.join(' & ')}::tsquery)`;
  return sql`"copyWords"("spec") @@ ${asked}`;
}

/** Each two letters that follow each other; of one letter, what begins with it. */
function pairsOf(run: string): string[] {
  const letters = Array.from(run);
  if (letters.length === 1) return [`'${run}':*`];
  return letters.slice(1).map((letter, before) => `'${letters[before]}${letter}'`);
}

/** How many generations with a word are few: these are found by the index of words. */
const FEW = 1000;

/**
 * Of few generations with the words their ids; undefined of many. Many are met soon on the way through all of the user's rows
 * from the newest on, which would take long for a word that hardly any has; PostgreSQL cannot tell the beginning of a rare
 * word from others.
 */
export async function generationsWithWords(
  db: Db,
  { userId, search, few = FEW }: { userId: UserId; search: string; few?: number },
): Promise<string[] | undefined> {
  const theirs = db.selectFrom('Generation').select('id').where('userId', '=', userId).where(copyHas(search));
  const rows = await theirs.limit(few).execute();
  return rows.length < few ? rows.map(({ id }) => id) : undefined;
}
