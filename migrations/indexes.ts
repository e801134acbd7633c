import { type Kysely, sql } from 'kysely';
import { refusalOf, stateOf as sqlStateOf } from './refusal.ts';
import { type LockPatience, withShortLocks } from './short-locks.ts';

interface Index {
  readonly name: string;
  readonly table: string;
  /** What follows the table's name. */
  readonly definition: string;
  /** The index that serves its purpose until it is there, and then goes. */
  readonly replaces?: string;
}

/** Indexes over tables that may be large already: no migration could build them without keeping writers out. */
const INDEXES: readonly Index[] = [
  /* Assets with an older analysis, in pages by id. */
  {
    name: 'Asset_by_analysis',
    table: 'Asset',
    definition: `((("analysis"->>'version')::integer), "id") where "status" = 'READY'`,
  },
  /* Overdue generations, without reading those that have no deadline or have ended. */
  {
    name: 'Generation_deadline',
    table: 'Generation',
    definition: `("deadlineAt") where "status" in ('PENDING', 'PROCESSING') and "deadlineAt" is not null`,
  },
  /*
   * The whole foreign key. Without statistics, as after a restore, PostgreSQL finds a deleted generation's outputs by
   * user and kind otherwise, and reads all that the user has for each one.
   */
  { name: 'Output_of_generation', table: 'Output', definition: '("generationId", "userId", "kind")' },
  /* Events in the order of their commits. */
  { name: 'Event_of_user', table: 'Event', definition: '("userId", "position")', replaces: 'Event_of_user_by_id' },
  {
    name: 'Event_of_generation',
    table: 'Event',
    definition: '("generationId", "position")',
    replaces: 'Event_of_generation_by_id',
  },
  // Few rows each: what is deleted and not gone yet, what is a favourite, what has metadata.
  { name: 'Asset_deleted', table: 'Asset', definition: '("deletedAt") where "deletedAt" is not null' },
  { name: 'Generation_deleted', table: 'Generation', definition: '("deletedAt") where "deletedAt" is not null' },
  { name: 'Output_deleted', table: 'Output', definition: '("deletedAt") where "deletedAt" is not null' },
  {
    name: 'Output_favourites',
    table: 'Output',
    definition: '("userId", "createdAt" desc, "id" desc) where "favourite"',
  },
  {
    name: 'Generation_by_metadata',
    table: 'Generation',
    definition: `using gin ("metadata" jsonb_path_ops) where "metadata" <> '{}'::jsonb`,
  },
  // Written as the queries have it.
  {
    name: 'Generation_by_words',
    table: 'Generation',
    definition: 'using gin ("copyWords"("spec"))',
    replaces: 'Generation_by_headline',
  },
  // One format among the many of each ad.
  {
    name: 'Output_by_format',
    table: 'Output',
    definition: '("userId", "format", "createdAt" desc, "id" desc)',
  },
  // Whether a user has a file already is asked at every upload.
  { name: 'Asset_of_user_by_hash', table: 'Asset', definition: '("userId", "sha256")' },
  // What a user has stored is summed up from these alone, whatever everybody else has.
  { name: 'Asset_bytes', table: 'Asset', definition: '("userId") include ("bytes") where "deletedAt" is null' },
  { name: 'Output_bytes', table: 'Output', definition: '("userId") include ("bytes") where "deletedAt" is null' },
  { name: 'Generation_expiry', table: 'Generation', definition: '("expiresAt") where "expiresAt" is not null' },
  // Those that a user has made, among as many as generations have named.
  {
    name: 'WebhookEndpoint_kept',
    table: 'WebhookEndpoint',
    definition: '("userId", "createdAt" desc, "id" desc) where not "oneOff"',
  },
  // What no longer waits to be sent, the oldest first: to be deleted.
  {
    name: 'WebhookDelivery_ended',
    table: 'WebhookDelivery',
    definition: `("updatedAt") where "status" in ('DELIVERED', 'FAILED')`,
  },
  { name: 'Generation_of_webhook', table: 'Generation', definition: '("webhookId") where "webhookId" is not null' },
  { name: 'Batch_of_webhook', table: 'Batch', definition: '("webhookId") where "webhookId" is not null' },
  // For operators, who ask about all users: by time, and by what went wrong.
  { name: 'Generation_by_time', table: 'Generation', definition: '("createdAt" desc, "id" desc)' },
  { name: 'Generation_by_end', table: 'Generation', definition: '("finishedAt") where "finishedAt" is not null' },
  {
    name: 'Generation_unmade',
    table: 'Generation',
    definition: `("createdAt" desc, "id" desc) where "status" in ('FAILED', 'CANCELLED')`,
  },
  {
    name: 'Generation_failed_by_code',
    table: 'Generation',
    definition: `(("error" ->> 'code'), "createdAt" desc, "id" desc) where "status" = 'FAILED'`,
  },
  {
    name: 'Generation_failed_by_end',
    table: 'Generation',
    definition: `("finishedAt") where "status" = 'FAILED'`,
  },
  { name: 'Generation_of_batch', table: 'Generation', definition: '("batchId", "status")' },
];

/** `if not exists` does not keep two that begin at once apart: the later one finds the name taken. */
const BUILT_BY_ANOTHER: ReadonlySet<string> = new Set(['23505', '42P07']);

/**
 * Builds the indexes that are missing, beside readers and writers. A build that is killed leaves an index that is not
 * valid, and the next call builds it anew; one that another process is at is left to it.
 */
export async function buildIndexes(db: Kysely<unknown>, patience: LockPatience): Promise<void> {
  for (const index of INDEXES) {
    const state = await stateOf(db, index.name);
    if (state === 'building') continue;
    await complete(db, index, state, patience).catch((error: unknown) => {
      if (BUILT_BY_ANOTHER.has(sqlStateOf(error))) return;
      throw refusalOf(error, `The index "${index.name}" cannot be built`);
    });
  }
}

async function complete(db: Kysely<unknown>, index: Index, state: State, patience: LockPatience): Promise<void> {
  if (state === 'invalid') await drop(db, index.name);
  if (state !== 'valid') await build(db, index, patience);
  if (index.replaces && (await stateOf(db, index.replaces)) !== 'missing') await drop(db, index.replaces);
}

async function build(db: Kysely<unknown>, { name, table, definition }: Index, patience: LockPatience): Promise<void> {
  const target = sql`${sql.id(name)} on ${sql.id(table)} ${sql.raw(definition)}`;
  const { rows } = await sql`select from ${sql.id(table)} limit 1`.execute(db);
  if (rows.length > 0) {
    await sql`create index concurrently if not exists ${target}`.execute(db);
    return;
  }
  // Takes no time, and then no limit of the role or the connection can end it.
  await withShortLocks(db, patience, async (tx) => {
    await sql`create index if not exists ${target}`.execute(tx);
  });
}

async function drop(db: Kysely<unknown>, name: string): Promise<void> {
  await sql`drop index concurrently if exists ${sql.id(name)}`.execute(db);
}

type State = 'missing' | 'valid' | 'invalid' | 'building';

async function stateOf(db: Kysely<unknown>, name: string): Promise<State> {
  const { rows } = await sql<{ state: State }>`
    select case
      when "indisvalid" then 'valid'
      when exists (select from pg_stat_progress_create_index where "index_relid" = "indexrelid") then 'building'
      else 'invalid' end as "state"
    from pg_index join pg_class on pg_class."oid" = "indexrelid"
    where "relname" = ${name} and "relnamespace" = current_schema()::regnamespace`.execute(db);
  return rows[0]?.state ?? 'missing';
}
