import type { AssetStatus } from '@proofsheet/domain';
import { sql } from 'kysely';
import type { Db, Tx } from '../connect.ts';
import { isThere } from '../filters.ts';
import type { UserId } from '../ids.ts';

interface Parts {
  readonly assets: readonly { readonly id: string; readonly status: AssetStatus }[];
  readonly fonts: readonly { readonly id: string }[];
}

/** What a brand names, of what the user has. It is not deleted before the transaction ends, so it then leaves the brand, too. */
export async function holdBrandParts(
  tx: Tx,
  { userId, assets, fonts }: { userId: UserId; assets: readonly string[]; fonts: readonly string[] },
): Promise<Parts> {
  const logos = tx
    .selectFrom('Asset')
    .select(['id', 'status'])
    .where('userId', '=', userId)
    .where('id', '=', sql<string>`any(${assets}::uuid[])`)
    .where(isThere)
    .orderBy('id')
    .forKeyShare();
  const faces = tx
    .selectFrom('Font')
    .select('id')
    .where('userId', '=', userId)
    .where('id', '=', sql<string>`any(${fonts}::uuid[])`)
    .orderBy('id')
    .forKeyShare();
  return { assets: await logos.execute(), fonts: await faces.execute() };
}

/** Deleted assets are logos of no project any more. Called after their rows are locked. */
export async function dropLogos(tx: Tx, { userId, assetIds }: { userId: UserId; assetIds: readonly string[] }) {
  for (const version of ['light', 'dark'] as const) {
    const at = sql`"brand" #>> ${sql.lit(`{logos,${version}}`)}`;
    await tx
      .updateTable('Project')
      .set({ brand: sql<string>`"brand" #- ${sql.lit(`{logos,${version}}`)}` })
      .where('userId', '=', userId)
      .where(sql<boolean>`${at} = any(${assetIds}::text[])`)
      .execute();
  }
}

/** A deleted font is that of no project any more. */
export async function dropFont(db: Db | Tx, { userId, id }: { userId: UserId; id: string }): Promise<void> {
  for (const part of ['font', 'textFont'] as const) {
    await db
      .updateTable('Project')
      .set({ brand: sql<string>`"brand" - ${sql.lit(part)}::text` })
      .where('userId', '=', userId)
      .where(sql<boolean>`"brand" ->> ${sql.lit(part)} = ${id}`)
      .execute();
  }
}
