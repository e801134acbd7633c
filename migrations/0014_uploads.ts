import { type Kysely, sql } from 'kysely';
import { presentUserColumn } from './user-table.ts';

/**
 * A file that its client sends straight to the storage: announced, and an asset once it is there and good. The asset is
 * named here so that completing it again gives the same answer; it may be one that had the same file before.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const userId = await presentUserColumn(db);
  await sql`
    create table "AssetUpload" (
      "id" uuid primary key,
      "userId" ${userId.type} not null ${userId.reference},
      "projectId" uuid,
      "role" text not null check ("role" in ('PERSON', 'PRODUCT', 'LOGO', 'BACKGROUND')),
      "originalName" text not null,
      "mediaType" text not null check ("mediaType" in ('image/jpeg', 'image/png', 'image/webp')),
      "bytes" integer not null check ("bytes" > 0),
      "objectKey" text not null unique,
      "assetId" uuid references "Asset" ("id") on delete cascade,
      "createdAt" timestamptz not null default now(),
      constraint "AssetUpload_project_of_same_user" foreign key ("projectId", "userId")
        references "Project" ("id", "userId") on delete set null ("projectId")
    )`.execute(db);
  for (const index of [
    sql`"AssetUpload_of_user" on "AssetUpload" ("userId")`,
    sql`"AssetUpload_of_project" on "AssetUpload" ("projectId")`,
    sql`"AssetUpload_of_asset" on "AssetUpload" ("assetId")`,
    sql`"AssetUpload_by_age" on "AssetUpload" ("createdAt")`,
  ]) {
    await sql`create index ${index}`.execute(db);
  }
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('AssetUpload').execute();
}
