import { type Kysely, sql } from 'kysely';

/**
 * A review link opens one generation to whoever has it, for a while. Of its token only the hash is stored, as of a key. A
 * reviewer is one browser that has said something by it, told from others by a secret of which the hash is stored, too. All
 * of it belongs to the generation and goes with it; what is said of an output goes with that.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "ReviewLink" (
      "id" uuid primary key,
      "generationId" uuid not null references "Generation" ("id") on delete cascade,
      "name" text not null,
      "contact" text,
      "hash" text not null unique,
      "allowDownload" boolean not null,
      "createdAt" timestamptz not null default now(),
      "expiresAt" timestamptz not null,
      "revokedAt" timestamptz
    )`.execute(db);
  await sql`create index "ReviewLink_of_generation" on "ReviewLink" ("generationId", "createdAt")`.execute(db);
  await sql`
    create table "Reviewer" (
      "id" uuid primary key,
      "linkId" uuid not null references "ReviewLink" ("id") on delete cascade,
      "hash" text not null,
      "name" text not null,
      "createdAt" timestamptz not null default now(),
      constraint "Reviewer_once" unique ("linkId", "hash")
    )`.execute(db);
  await sql`
    create table "ReviewDecision" (
      "reviewerId" uuid not null references "Reviewer" ("id") on delete cascade,
      "outputId" uuid not null references "Output" ("id") on delete cascade,
      "decision" text not null check ("decision" in ('APPROVED', 'REJECTED')),
      "decidedAt" timestamptz not null default now(),
      primary key ("reviewerId", "outputId")
    )`.execute(db);
  await sql`create index "ReviewDecision_of_output" on "ReviewDecision" ("outputId")`.execute(db);
  await sql`
    create table "ReviewComment" (
      "id" uuid primary key,
      "reviewerId" uuid not null references "Reviewer" ("id") on delete cascade,
      "outputId" uuid not null references "Output" ("id") on delete cascade,
      "number" integer not null check ("number" > 0),
      "text" text not null,
      "x" double precision check ("x" between 0 and 1),
      "y" double precision check ("y" between 0 and 1),
      "requestKey" text,
      "createdAt" timestamptz not null default now(),
      "editedAt" timestamptz,
      "resolvedAt" timestamptz,
      constraint "ReviewComment_number" unique ("outputId", "number"),
      constraint "ReviewComment_idempotent" unique ("reviewerId", "requestKey"),
      constraint "ReviewComment_pin" check (("x" is null) = ("y" is null))
    )`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['ReviewComment', 'ReviewDecision', 'Reviewer', 'ReviewLink'])
    await db.schema.dropTable(table).execute();
}
