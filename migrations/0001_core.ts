import { type Kysely, sql } from 'kysely';
import {
  createOwnUserTable,
  dropOwnUserTable,
  findUserTable,
  type UserColumn,
  type UserSetting,
  userColumn,
} from './user-table.ts';

/** Names are unqualified: the tables go to the schema of the connection's search path. */
export async function up(db: Kysely<unknown>, setting: UserSetting): Promise<void> {
  const userId = userColumn((await findUserTable(db, setting)) ?? (await createOwnUserTable(db)));
  await createApiKeys(db, userId);
  await createProjects(db, userId);
  await createAssets(db, userId);
  await createGenerations(db, userId);
  await createGenerationAssets(db);
  await createOutputs(db, userId);
  await createEvents(db, userId);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['Event', 'Output', 'GenerationAsset', 'Generation', 'Asset', 'Project', 'ApiKey']) {
    await db.schema.dropTable(table).execute();
  }
  await dropOwnUserTable(db);
}

async function createApiKeys(db: Kysely<unknown>, userId: UserColumn): Promise<void> {
  await sql`
    create table "ApiKey" (
      "id" uuid primary key,
      "userId" ${userId.type} not null ${userId.reference},
      "name" text not null,
      "prefix" text not null,
      "hash" text not null unique,
      "createdAt" timestamptz not null default now(),
      "lastUsedAt" timestamptz,
      "revokedAt" timestamptz
    )`.execute(db);
  await sql`create index "ApiKey_of_user" on "ApiKey" ("userId")`.execute(db);
}

async function createProjects(db: Kysely<unknown>, userId: UserColumn): Promise<void> {
  await sql`
    create table "Project" (
      "id" uuid primary key,
      "userId" ${userId.type} not null ${userId.reference},
      "name" text not null,
      "createdAt" timestamptz not null default now(),
      constraint "Project_with_user" unique ("id", "userId")
    )`.execute(db);
  await sql`create index "Project_of_user" on "Project" ("userId", "createdAt" desc, "id" desc)`.execute(db);
}

async function createAssets(db: Kysely<unknown>, userId: UserColumn): Promise<void> {
  await sql`
    create table "Asset" (
      "id" uuid primary key,
      "userId" ${userId.type} not null ${userId.reference},
      "projectId" uuid,
      "role" text not null check ("role" in ('PERSON', 'PRODUCT', 'LOGO', 'BACKGROUND')),
      "status" text not null default 'PENDING' check ("status" in ('PENDING', 'READY', 'REJECTED')),
      "originalName" text not null,
      "mediaType" text not null check ("mediaType" in ('image/jpeg', 'image/png', 'image/webp')),
      "bytes" integer not null check ("bytes" > 0),
      "width" integer not null check ("width" > 0),
      "height" integer not null check ("height" > 0),
      "sha256" text not null,
      "objectKey" text not null unique,
      "masterKey" text,
      "analysis" jsonb,
      "error" jsonb,
      "requestId" text,
      "createdAt" timestamptz not null default now(),
      "updatedAt" timestamptz not null default now(),
      constraint "Asset_project_of_same_user" foreign key ("projectId", "userId")
        references "Project" ("id", "userId") on delete set null ("projectId"),
      constraint "Asset_ready_is_analysed" check ("status" <> 'READY' or ("analysis" is not null and "masterKey" is not null)),
      constraint "Asset_rejected_says_why" check ("status" <> 'REJECTED' or "error" is not null)
    )`.execute(db);
  for (const index of [
    sql`"Asset_of_user" on "Asset" ("userId", "createdAt" desc, "id" desc)`,
    sql`"Asset_of_user_by_role" on "Asset" ("userId", "role", "createdAt" desc, "id" desc)`,
    sql`"Asset_of_project" on "Asset" ("projectId", "createdAt" desc, "id" desc)`,
    sql`"Asset_pending" on "Asset" ("id") where "status" = 'PENDING'`,
  ]) {
    await sql`create index ${index}`.execute(db);
  }
}

async function createGenerations(db: Kysely<unknown>, userId: UserColumn): Promise<void> {
  await sql`
    create table "Generation" (
      "id" uuid primary key,
      "userId" ${userId.type} not null ${userId.reference},
      "projectId" uuid,
      "kind" text not null check ("kind" in ('THUMBNAIL', 'AD')),
      "status" text not null default 'PENDING'
        check ("status" in ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'CANCELLED')),
      "spec" jsonb not null,
      "seed" integer not null,
      "idempotencyKey" text,
      "attempt" integer not null default 0 check ("attempt" >= 0),
      "dispatch" integer not null default 0 check ("dispatch" >= 0),
      "leaseUntil" timestamptz,
      "runAfter" timestamptz,
      "deadlineAt" timestamptz,
      "progress" integer not null default 0 check ("progress" between 0 and "outputCount"),
      "outputCount" integer not null check ("outputCount" > 0),
      "error" jsonb,
      "metadata" jsonb not null default '{}',
      "requestId" text,
      "createdAt" timestamptz not null default now(),
      "updatedAt" timestamptz not null default now(),
      "startedAt" timestamptz,
      "finishedAt" timestamptz,
      constraint "Generation_project_of_same_user" foreign key ("projectId", "userId")
        references "Project" ("id", "userId") on delete set null ("projectId"),
      constraint "Generation_with_user_and_kind" unique ("id", "userId", "kind"),
      constraint "Generation_idempotent" unique ("userId", "idempotencyKey"),
      constraint "Generation_lease_while_processing" check (("status" = 'PROCESSING') = ("leaseUntil" is not null)),
      constraint "Generation_finished_when_terminal"
        check (("status" in ('COMPLETED', 'FAILED', 'CANCELLED')) = ("finishedAt" is not null)),
      constraint "Generation_failed_says_why" check ("status" <> 'FAILED' or "error" is not null)
    )`.execute(db);
  for (const index of [
    sql`"Generation_of_user" on "Generation" ("userId", "createdAt" desc, "id" desc)`,
    sql`"Generation_of_project" on "Generation" ("projectId", "createdAt" desc, "id" desc)`,
    sql`"Generation_unfinished" on "Generation" ("userId") where "status" in ('PENDING', 'PROCESSING')`,
    sql`"Generation_pending" on "Generation" ("id") where "status" = 'PENDING'`,
    sql`"Generation_leased" on "Generation" ("leaseUntil") where "status" = 'PROCESSING'`,
  ]) {
    await sql`create index ${index}`.execute(db);
  }
}

async function createGenerationAssets(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "GenerationAsset" (
      "generationId" uuid not null references "Generation" ("id") on delete cascade,
      "assetId" uuid not null references "Asset" ("id"),
      "role" text not null check ("role" in ('PERSON', 'PRODUCT', 'LOGO', 'BACKGROUND')),
      "position" integer not null check ("position" >= 0),
      primary key ("generationId", "position")
    )`.execute(db);
  await sql`create index "GenerationAsset_of_asset" on "GenerationAsset" ("assetId")`.execute(db);
}

/**
 * An output repeats the user, the project and the kind of its generation, so that each list of a frontend reads one
 * index from its newest end; a join would have to sort all rows. The foreign key keeps user and kind the same as the
 * generation's.
 */
async function createOutputs(db: Kysely<unknown>, userId: UserColumn): Promise<void> {
  await sql`
    create table "Output" (
      "id" uuid primary key,
      "generationId" uuid not null,
      "userId" ${userId.type} not null,
      "projectId" uuid references "Project" ("id") on delete set null,
      "kind" text not null,
      "index" integer not null check ("index" >= 0),
      "variant" integer not null check ("variant" >= 0),
      "template" text not null,
      "templateVersion" integer not null,
      "format" text not null,
      "width" integer not null check ("width" > 0),
      "height" integer not null check ("height" > 0),
      "mediaType" text not null check ("mediaType" in ('image/jpeg', 'image/png', 'image/webp', 'image/avif')),
      "bytes" integer not null check ("bytes" > 0),
      "sha256" text not null,
      "objectKey" text not null unique,
      "placeholder" text not null,
      "score" double precision not null,
      "report" jsonb not null,
      "createdAt" timestamptz not null default now(),
      constraint "Output_once" unique ("generationId", "index"),
      constraint "Output_like_its_generation" foreign key ("generationId", "userId", "kind")
        references "Generation" ("id", "userId", "kind") on delete cascade
    )`.execute(db);
  for (const index of [
    sql`"Output_of_user" on "Output" ("userId", "createdAt" desc, "id" desc)`,
    sql`"Output_of_user_by_kind" on "Output" ("userId", "kind", "createdAt" desc, "id" desc)`,
    sql`"Output_of_project" on "Output" ("projectId", "createdAt" desc, "id" desc)`,
  ]) {
    await sql`create index ${index}`.execute(db);
  }
}

async function createEvents(db: Kysely<unknown>, userId: UserColumn): Promise<void> {
  await sql`
    create table "Event" (
      "id" bigint generated always as identity primary key,
      "type" text not null,
      "userId" ${userId.type} not null ${userId.reference},
      "generationId" uuid references "Generation" ("id") on delete cascade,
      "assetId" uuid references "Asset" ("id") on delete cascade,
      "data" jsonb not null default '{}',
      "createdAt" timestamptz not null default now()
    )`.execute(db);
  await sql`create index "Event_of_user" on "Event" ("userId", "id")`.execute(db);
  await sql`create index "Event_of_generation" on "Event" ("generationId", "id")`.execute(db);
  await sql`create index "Event_of_asset" on "Event" ("assetId", "id") where "assetId" is not null`.execute(db);
}
