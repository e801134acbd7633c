import { type Kysely, sql } from 'kysely';
import { presentUserColumn } from './user-table.ts';

/**
 * A user can be deleted with all that was theirs, also by the product around, by one DELETE of their row. Its rows go
 * by foreign keys alone, so three of those change; none is checked here, which would hold locks for as long as it takes.
 *
 * - The use of an asset goes with the asset.
 * - An event goes with its generation or asset. A reference to the user, too, would have each event wait for a DELETE of
 *   that user, and the DELETE for the row that the event's transaction has changed: a deadlock.
 * - Projects are taken off their images after the images, because the triggers of foreign keys run in the order in which
 *   these were made: a million images less to change before they go.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { reference } = await presentUserColumn(db);
  await sql`
    alter table "GenerationAsset"
      drop constraint "GenerationAsset_assetId_fkey",
      add constraint "GenerationAsset_assetId_fkey" foreign key ("assetId")
        references "Asset" ("id") on delete cascade not valid`.execute(db);
  await sql`alter table "Event" drop constraint "Event_userId_fkey"`.execute(db);
  await sql`
    alter table "Project"
      drop constraint "Project_userId_fkey",
      add constraint "Project_userId_fkey" foreign key ("userId") ${reference} not valid`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  const { reference } = await presentUserColumn(db);
  await sql`alter table "Event" add constraint "Event_userId_fkey" foreign key ("userId") ${reference} not valid`.execute(
    db,
  );
  await sql`
    alter table "GenerationAsset"
      drop constraint "GenerationAsset_assetId_fkey",
      add constraint "GenerationAsset_assetId_fkey" foreign key ("assetId") references "Asset" ("id") not valid`.execute(
    db,
  );
}
