import {
  type AssetRole,
  type EventType,
  type GenerationKind,
  type GenerationSpec,
  type GenerationStatus,
  outputCount,
} from '@proofsheet/domain';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { fromNow, now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import { type Filters, isThere, matching } from '../filters.ts';
import { type UserId, userIdAsText } from '../ids.ts';
import { afterCursor, exactCreatedAt, given, type Page, type PageRequest, toPage } from '../page.ts';
import { createBucketDeliveries, type Destination, shownDelivery } from './bucket-deliveries.ts';
import { recordEvents } from './events.ts';
import { projectsNamed } from './projects.ts';
import { copyHas, generationsWithWords } from './search.ts';
import { recordUsage } from './usage.ts';

export interface NewGeneration {
  readonly id: string;
  readonly userId: UserId;
  readonly projectId?: string | null;
  readonly batchId?: string | null;
  readonly kind: GenerationKind;
  readonly spec: GenerationSpec;
  readonly seed: number;
  readonly metadata?: Record<string, string>;
  /** Which endpoint is told of it, and of which events. */
  readonly webhookId?: string | null;
  readonly webhookEvents?: readonly EventType[] | null;
  /** Where its outputs are copied to as well. */
  readonly deliver?: Destination | undefined;
  /** By the database's clock. A generation that is not finished by then is cancelled. */
  readonly deadlineSeconds?: number | undefined;
  /** How many seconds after its end it goes. */
  readonly expiresAfter?: number | null;
  /** The id of the request that submitted it; the worker's log lines carry it. */
  readonly requestId?: string | null;
  /** In the order in which the client named them. */
  readonly assets: readonly { readonly assetId: string; readonly role: AssetRole }[];
}

const COLUMNS = [
  'id',
  'projectId',
  'batchId',
  'kind',
  'status',
  'spec',
  'seed',
  'attempt',
  'excused',
  'dispatch',
  'progress',
  'outputCount',
  'missing',
  'error',
  'metadata',
  'usage',
  'webhookId',
  'requestId',
  'createdAt',
  'startedAt',
  'retriedAt',
  'deadlineAt',
  'finishedAt',
  'expiresAt',
] as const;

function selectGenerations(db: Db | Tx) {
  return db.selectFrom('Generation').select(COLUMNS).select([userIdAsText, shownDelivery]);
}

export type GenerationRow = Awaited<ReturnType<ReturnType<typeof selectGenerations>['executeTakeFirstOrThrow']>>;

/**
 * Inserts the PENDING row, the assets that it uses, and its event. The row is the outbox: the sweep enqueues it if it
 * has no job.
 */
export function createGeneration(tx: Tx, generation: NewGeneration): Promise<void> {
  return createGenerations(tx, [generation]);
}

/** The same for many, each kind of row in one statement. */
export async function createGenerations(tx: Tx, generations: readonly NewGeneration[]): Promise<void> {
  if (generations.length === 0) return;
  const rows = generations.map(
    ({ assets: _, spec, metadata = {}, deadlineSeconds, webhookEvents = null, deliver: _deliver, ...row }) => ({
      ...row,
      webhookEvents: webhookEvents && [...webhookEvents],
      spec: JSON.stringify(spec),
      metadata: JSON.stringify(metadata),
      outputCount: outputCount(spec),
      deadlineAt: deadlineSeconds === undefined ? null : fromNow(deadlineSeconds),
    }),
  );
  await tx.insertInto('Generation').values(rows).execute();
  const uses = generations.flatMap(({ id: generationId, assets }) =>
    assets.map(({ assetId, role }, position) => ({ generationId, assetId, role, position })),
  );
  await createBucketDeliveries(
    tx,
    generations.flatMap(({ id: generationId, deliver }) => (deliver ? [{ generationId, ...deliver }] : [])),
  );
  if (uses.length > 0) await tx.insertInto('GenerationAsset').values(uses).execute();
  for (const [userId, theirs] of Map.groupBy(generations, (one) => one.userId))
    await recordUsage(tx, userId, { generations: theirs.length });
  await recordEvents(
    tx,
    generations.map(({ id: generationId, userId }) => ({ type: 'generation.created', userId, generationId })),
  );
}

export function findGeneration(
  db: Db | Tx,
  { userId, id }: { userId: UserId; id: string },
): Promise<GenerationRow | undefined> {
  return selectGenerations(db).where('id', '=', id).where('userId', '=', userId).where(isThere).executeTakeFirst();
}

/** What names a generation's latest job, and whose it is. For operators: it does not ask who asks. */
export function generationDispatch(
  db: Db,
  id: string,
): Promise<{ id: string; userId: UserId; kind: GenerationKind; dispatch: number } | undefined> {
  return db
    .selectFrom('Generation')
    .select(['id', 'kind', 'dispatch', userIdAsText])
    .where('id', '=', id)
    .executeTakeFirst();
}

export interface GenerationFilter extends PageRequest, Filters {
  readonly userId: UserId;
  readonly kind?: GenerationKind | undefined;
  readonly status?: readonly GenerationStatus[] | undefined;
  readonly projectId?: string | undefined;
  /** Those that have all of it. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  /** Words, or beginnings of words, of the copy or of the project's name. */
  readonly search?: string | undefined;
  readonly batchId?: string | undefined;
}

/**
 * A user's generations, newest first. A search reads those with the words in their copy and those in projects of that
 * name apart, each by the index that suits it, and merges both: joined by `or` it would use none.
 */
export async function listGenerations(
  db: Db,
  { cursor, limit, ...filter }: GenerationFilter,
): Promise<Page<GenerationRow>> {
  const { userId, kind, projectId, batchId, metadata, search } = filter;
  const listed = { list: 'generations', ...filter };
  const pageWith = (found: RawBuilder<SqlBool>) =>
    selectGenerations(db)
      .select(exactCreatedAt)
      .where((where) => where.and(given({ userId, kind, projectId, batchId })))
      .where(matching(filter))
      .where(hasMetadata(metadata))
      .where(found)
      .where(afterCursor(cursor, listed))
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
  if (search === undefined) return toPage(await pageWith(sql`true`), limit, listed);
  const byCopy = await pageWith(await hasWords(db, { userId, search }));
  const projects = await projectsNamed(db, { userId, search });
  const byProject = projects.length === 0 ? [] : await pageWith(sql`"projectId" = any(${projects}::uuid[])`);
  return toPage(newestFirst([...byCopy, ...byProject]), limit, listed);
}

async function hasWords(db: Db, given: { userId: UserId; search: string }): Promise<RawBuilder<SqlBool>> {
  const few = await generationsWithWords(db, given);
  return few ? sql`"id" = any(${few}::uuid[])` : copyHas(given.search);
}

/** Each row once. */
function newestFirst<Row extends { id: string; exactCreatedAt: string }>(rows: readonly Row[]): Row[] {
  const each = [...new Map(rows.map((row) => [row.id, row])).values()];
  const place = ({ exactCreatedAt, id }: Row) => `${exactCreatedAt} ${id}`;
  return each.sort((a, b) => (place(a) < place(b) ? 1 : -1));
}

/** Written as the index of migration 0016 has it. */
function hasMetadata(metadata: GenerationFilter['metadata']) {
  if (metadata === undefined) return sql<SqlBool>`true`;
  return sql<SqlBool>`("metadata" <> '{}'::jsonb and "metadata" @> ${JSON.stringify(metadata)}::jsonb)`;
}

/** The assets of a generation, each with its role there, in the order of the request. The caller has checked whose it is. */
export function assetUses(db: Db, generationId: string): Promise<{ assetId: string; role: AssetRole }[]> {
  return db
    .selectFrom('GenerationAsset')
    .select(['assetId', 'role'])
    .where('generationId', '=', generationId)
    .orderBy('position')
    .execute();
}

/**
 * What a user changes of a generation; what is left out stays. Its outputs go with it to another project. False: the
 * user has no such generation.
 */
export function changeGeneration(
  db: Db,
  {
    userId,
    id,
    projectId,
    metadata,
    expiresAfter,
  }: {
    userId: UserId;
    id: string;
    projectId?: string | null | undefined;
    metadata?: Record<string, string> | undefined;
    expiresAfter?: number | null | undefined;
  },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('Generation')
      .set({ ...given({ projectId, metadata: metadata && JSON.stringify(metadata) }), updatedAt: now })
      .$if(expiresAfter !== undefined, (query) =>
        query.set({
          expiresAfter,
          expiresAt: sql<Date>`"finishedAt" + make_interval(secs => ${expiresAfter ?? null})`,
        }),
      )
      .where('id', '=', id)
      .where('userId', '=', userId)
      .where(isThere)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows > 0n && projectId !== undefined)
      await tx.updateTable('Output').set({ projectId }).where('generationId', '=', id).execute();
    return numUpdatedRows > 0n;
  });
}
