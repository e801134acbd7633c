import { ANALYSIS_VERSION } from '@proofsheet/domain';
import { type SqlBool, sql } from 'kysely';
import type { Db } from '../connect.ts';
import { BEFORE_ALL_IDS } from '../ids.ts';

/** Which READY assets are analysed again: those with an older analysis, or any. */
export type Again = 'older' | 'any';

/** Written as in the index, so that the index is used. */
export const analysisVersion = sql<number>`("analysis"->>'version')::integer`;

export interface StalePage {
  readonly again: Again;
  readonly limit: number;
  /** The last row of the page before. */
  readonly after?: StaleAsset | undefined;
}
export interface StaleAsset {
  readonly id: string;
  readonly version: number;
}

const BEFORE_ALL: StaleAsset = { id: BEFORE_ALL_IDS, version: 0 };

/**
 * A page of the READY assets that are to be analysed again. Rows that reach the present version meanwhile are not met
 * twice: they leave the list of older analyses, and the list of all assets goes by the id alone.
 */
export function staleAssets(db: Db, { again, limit, after = BEFORE_ALL }: StalePage): Promise<StaleAsset[]> {
  const ready = db
    .selectFrom('Asset')
    .select(['id', analysisVersion.as('version')])
    .where('status', '=', 'READY')
    .limit(limit);
  if (again === 'any') return ready.where('id', '>', after.id).orderBy('id').execute();
  return ready
    .where(sql<SqlBool>`${analysisVersion} < ${ANALYSIS_VERSION}`)
    .where(sql<SqlBool>`(${analysisVersion}, "id") > (${after.version}::integer, ${after.id}::uuid)`)
    .orderBy(analysisVersion)
    .orderBy('id')
    .execute();
}

/** How many assets of each version are to be analysed again, the oldest version first. */
export async function countStaleAssets(
  db: Db,
  { again }: { again: Again },
): Promise<{ version: number; count: number }[]> {
  const rows = await db
    .selectFrom('Asset')
    .select([analysisVersion.as('version'), sql<number>`count(*)::integer`.as('count')])
    .where('status', '=', 'READY')
    .where(again === 'any' ? sql<SqlBool>`true` : sql<SqlBool>`${analysisVersion} < ${ANALYSIS_VERSION}`)
    .groupBy(analysisVersion)
    .orderBy(analysisVersion)
    .execute();
  return rows;
}
