import { ago } from '../clock.ts';
import type { Db } from '../connect.ts';

/** A picture, or why there is none. */
export type TemplatePicture = { readonly mediaType: string; readonly bytes: Buffer } | { readonly refusal: string };

export async function findTemplatePicture(db: Db, revision: string): Promise<TemplatePicture | undefined> {
  const row = await db
    .selectFrom('TemplatePicture')
    .select(['mediaType', 'bytes', 'refusal'])
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { mediaType, bytes, refusal } = row;
  return bytes === null || mediaType === null ? { refusal: refusal ?? '' } : { mediaType, bytes };
}

export async function hasTemplatePicture(db: Db, revision: string): Promise<boolean> {
  const row = await db
    .selectFrom('TemplatePicture')
    .select('revision')
    .where('revision', '=', revision)
    .executeTakeFirst();
  return row !== undefined;
}

/** Two workers that draw the same one at once draw the same: the first stays. */
export async function keepTemplatePicture(db: Db, revision: string, picture: TemplatePicture): Promise<void> {
  await db
    .insertInto('TemplatePicture')
    .values({ revision, ...picture })
    .onConflict((conflict) => conflict.column('revision').doNothing())
    .execute();
}

const KEPT_DAYS = 90;

/** Most that are so old show what a template was. Of one that is as it was the picture is drawn again when it is asked for. */
export async function trimTemplatePictures(db: Db): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('TemplatePicture')
    .where('createdAt', '<', ago(KEPT_DAYS * 24 * 3600))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
