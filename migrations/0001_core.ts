import { type Kysely, type RawBuilder, sql } from 'kysely';
import { createUserUnlessThere, dropOwnUser, userIdType } from './user-table.ts';

/** Unqualified names throughout: the tables live in the schema of the connection's search path. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createUserUnlessThere(db);
  const userId = await userIdType(db);
  await createProjects(db, userId);
  await createAssets(db, userId);
  await createGenerations(db, userId);
  await createOutputs(db);
  await createEvents(db, userId);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['Event', 'Output', 'GenerationAsset', 'Generation', 'Asset', 'Project', 'ApiKey']) {
    await db.schema.dropTable(table).execute();
  }
  await dropOwnUser(db);
}

async function createProjects(db: Kysely<unknown>, userId: RawBuilder<unknown>): Promise<void> {
  await sql`
    create table "ApiKey" (
      "id" uuid primary key,
      "userId" ${userId} not null references "User" ("id") on delete cascade,
      "name" text not null,
      "prefix" text not null,
      "hash" text not null unique,
      "createdAt" timestamptz not null default now(),
      "revokedAt" timestamptz
    )`.execute(db);
  await sql`
    create table "Project" (
      "id" uuid primary key,
      "userId" ${userId} not null references "User" ("id") on delete cascade,
      "name" text not null,
      "createdAt" timestamptz not null default now()
    )`.execute(db);
  await sql`create index "Project_of_user" on "Project" ("userId", "createdAt" desc, "id" desc)`.execute(db);
}

async function createAssets(db: Kysely<unknown>, userId: RawBuilder<unknown>): Promise<void> {
  await sql`
    create table "Asset" (
      "id" uuid primary key,
      "userId" ${userId} not null references "User" ("id") on delete cascade,
      "projectId" uuid references "Project" ("id") on delete set null,
      "role" text not null check ("role" in ('PERSON', 'PRODUCT', 'LOGO', 'BACKGROUND')),
      "status" text not null default 'PENDING' check ("status" in ('PENDING', 'READY', 'REJECTED')),
      "originalName" text not null,
      "mediaType" text not null,
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
      constraint "Asset_ready_is_analysed" check ("status" <> 'READY' or ("analysis" is not null and "masterKey" is not null)),
      constraint "Asset_rejected_says_why" check ("status" <> 'REJECTED' or "error" is not null)
    )`.execute(db);
  await sql`create index "Asset_of_user" on "Asset" ("userId", "createdAt" desc, "id" desc)`.execute(db);
  await sql`create index "Asset_of_project" on "Asset" ("projectId", "createdAt" desc, "id" desc)`.execute(db);
  await sql`create index "Asset_pending" on "Asset" ("updatedAt") where "status" = 'PENDING'`.execute(db);
}

async function createGenerations(db: Kysely<unknown>, userId: RawBuilder<unknown>): Promise<void> {
  await sql`
    create table "Generation" (
      "id" uuid primary key,
      "userId" ${userId} not null references "User" ("id") on delete cascade,
      "projectId" uuid references "Project" ("id") on delete set null,
      "kind" text not null check ("kind" in ('THUMBNAIL', 'AD')),
      "status" text not null default 'PENDING'
        check ("status" in ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'CANCELLED')),
      "spec" jsonb not null,
      "seed" integer not null,
      "idempotencyKey" text,
      "attempt" integer not null default 0 check ("attempt" >= 0),
      "dispatch" integer not null default 0 check ("dispatch" >= 0),
      "leaseUntil" timestamptz,
      "runAfter" timestamptz not null default now(),
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
      constraint "Generation_idempotent" unique ("userId", "idempotencyKey"),
      constraint "Generation_lease_while_processing" check (("status" = 'PROCESSING') = ("leaseUntil" is not null)),
      constraint "Generation_failed_says_why" check ("status" <> 'FAILED' or "error" is not null)
    )`.execute(db);
  await sql`create index "Generation_of_user" on "Generation" ("userId", "createdAt" desc, "id" desc)`.execute(db);
  await sql`create index "Generation_of_project" on "Generation" ("projectId", "createdAt" desc, "id" desc)`.execute(
    db,
  );
  await sql`create index "Generation_pending" on "Generation" ("runAfter") where "status" = 'PENDING'`.execute(db);
  await sql`create index "Generation_leased" on "Generation" ("leaseUntil") where "status" = 'PROCESSING'`.execute(db);
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
 * An output repeats its user, project and creation time from its generation: the three lists of a frontend then read one
 * index each, however many rows there are.
 */
async function createOutputs(db: Kysely<unknown>): Promise<void> {
  const userId = await userIdType(db);
  await sql`
    create table "Output" (
      "id" uuid primary key,
      "generationId" uuid not null references "Generation" ("id") on delete cascade,
      "userId" ${userId} not null references "User" ("id") on delete cascade,
      "projectId" uuid references "Project" ("id") on delete set null,
      "kind" text not null check ("kind" in ('THUMBNAIL', 'AD')),
      "index" integer not null check ("index" >= 0),
      "variant" integer not null check ("variant" >= 0),
      "template" text not null,
      "templateVersion" integer not null,
      "format" text not null,
      "width" integer not null check ("width" > 0),
      "height" integer not null check ("height" > 0),
      "mediaType" text not null,
      "bytes" integer not null check ("bytes" > 0),
      "sha256" text not null,
      "objectKey" text not null unique,
      "placeholder" text not null,
      "score" double precision not null,
      "report" jsonb not null,
      "createdAt" timestamptz not null default now(),
      constraint "Output_once" unique ("generationId", "index")
    )`.execute(db);
  await sql`create index "Output_of_user" on "Output" ("userId", "createdAt" desc, "id" desc)`.execute(db);
  await sql`create index "Output_of_user_by_kind" on "Output" ("userId", "kind", "createdAt" desc, "id" desc)`.execute(
    db,
  );
  await sql`create index "Output_of_project" on "Output" ("projectId", "createdAt" desc, "id" desc)`.execute(db);
}

async function createEvents(db: Kysely<unknown>, userId: RawBuilder<unknown>): Promise<void> {
  await sql`
    create table "Event" (
      "id" bigint generated always as identity primary key,
      "type" text not null,
      "userId" ${userId} not null references "User" ("id") on delete cascade,
      "generationId" uuid references "Generation" ("id") on delete cascade,
      "assetId" uuid references "Asset" ("id") on delete cascade,
      "data" jsonb not null default '{}',
      "createdAt" timestamptz not null default now()
    )`.execute(db);
  await sql`create index "Event_of_user" on "Event" ("userId", "id")`.execute(db);
  await sql`create index "Event_of_generation" on "Event" ("generationId", "id")`.execute(db);
}
