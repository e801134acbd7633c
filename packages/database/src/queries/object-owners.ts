import type { ObjectFolder, ObjectOwner } from '@proofsheet/domain';
import { sql } from 'kysely';
import { ago } from '../clock.ts';
import type { Db } from '../connect.ts';
import { BEFORE_ALL_IDS } from '../ids.ts';
import { assetObjects } from './asset-objects.ts';
import { outputObjects } from './outputs.ts';

/*
 * Which objects in the storage rows name. Rows are read after the objects were listed: an attempt claims its row before it
 * writes an object.
 */

/** The rows of those ids that have one. */
export async function ownersOf(
  db: Db,
  { folder, ids }: { folder: ObjectFolder; ids: readonly string[] },
): Promise<ObjectOwner[]> {
  if (ids.length === 0) return [];
  if (folder === 'generations') return selectGenerations(db).where('id', 'in', ids).execute();
  if (folder === 'fonts') return selectFonts(db).where('id', 'in', ids).execute();
  if (folder === 'uploads') return selectUploads(db).where('id', 'in', ids).execute();
  return selectAssets(db).where('id', 'in', ids).execute();
}

export interface OwnerPage {
  readonly folder: ObjectFolder;
  /** The last id of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
  /** Younger rows may name objects that were stored after the list was made. */
  readonly olderThanSeconds: number;
}

/** Rows that have not changed for a while, in the order of their ids, which is also the order of their keys. */
export async function ownersPage(
  db: Db,
  { folder, after = BEFORE_ALL_IDS, limit, olderThanSeconds }: OwnerPage,
): Promise<ObjectOwner[]> {
  const settled = ago(olderThanSeconds);
  if (folder === 'generations') {
    const generations = selectGenerations(db).where('id', '>', after).where('updatedAt', '<', settled);
    return generations.orderBy('id').limit(limit).execute();
  }
  // Whether its object has come is up to the client: none is missing.
  if (folder === 'uploads') return [];
  // A font never changes.
  if (folder === 'fonts') {
    const fonts = selectFonts(db).where('id', '>', after).where('createdAt', '<', settled);
    return fonts.orderBy('id').limit(limit).execute();
  }
  const assets = selectAssets(db).where('id', '>', after).where('updatedAt', '<', settled);
  return assets.orderBy('id').limit(limit).execute();
}

function selectGenerations(db: Db) {
  return db
    .selectFrom('Generation')
    .select('id')
    .select(sql<number | undefined>`case when "status" = 'PROCESSING' then "attempt" end`.as('working'))
    .select(
      sql<string[]>`array(
      select unnest(${outputObjects}) from "Output" where "generationId" = "Generation"."id")`.as('keys'),
    );
}

function selectFonts(db: Db) {
  return db.selectFrom('Font').select('id').select(sql<string[]>`array["objectKey"]`.as('keys'));
}

/** Those that wait for their file or for their completion. */
function selectUploads(db: Db) {
  const open = db.selectFrom('AssetUpload').where('assetId', 'is', null);
  return open.select('id').select(sql<string[]>`array["objectKey"]`.as('keys'));
}

function selectAssets(db: Db) {
  return db.selectFrom('Asset').select('id').select(assetObjects.as('keys'));
}
