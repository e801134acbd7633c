import { sql } from 'kysely';
import type { Db } from '../connect.ts';
import { isThere } from '../filters.ts';

/** Notes that the master is stored at this width, too. False: the asset is gone, or has another master by now. */
export async function keepAssetRendition(
  db: Db,
  { id, masterKey, width }: { id: string; masterKey: string; width: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('Asset')
    .set({ renditions: sql<number[]>`array_append(array_remove("renditions", ${width}::integer), ${width}::integer)` })
    .where('id', '=', id)
    .where('masterKey', '=', masterKey)
    .where(isThere)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
