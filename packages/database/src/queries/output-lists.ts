import type { GenerationKind } from '@proofsheet/domain';
import { type SqlBool, sql } from 'kysely';
import type { Db } from '../connect.ts';
import { type Filters, matching } from '../filters.ts';
import type { UserId } from '../ids.ts';
import {
  afterCursor,
  encodeCursor,
  exactCreatedAt,
  exactTime,
  given,
  type Page,
  type PageRequest,
  toPage,
} from '../page.ts';
import { type OutputRow, selectOutputs } from './outputs.ts';
import { copyHas, generationsWithWords } from './search.ts';

export interface OutputFilter extends Filters {
  readonly userId: UserId;
  readonly kind?: GenerationKind | undefined;
  readonly projectId?: string | undefined;
  readonly generationId?: string | undefined;
  readonly favourite?: boolean | undefined;
  /** Words, or beginnings of words, of the copy that they were ordered with. */
  readonly search?: string | undefined;
}

/** All finished images of a user, newest first. */
export async function listOutputs(
  db: Db,
  { cursor, limit, ...filter }: OutputFilter & PageRequest,
): Promise<Page<OutputRow>> {
  const listed = listedBy(filter);
  const rows = await selectOutputs(db)
    .select(exactCreatedAt)
    .where(await fits(db, filter))
    .where(afterCursor(cursor, listed))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, listed);
}

/** One page of a list that is read from anywhere. */
export interface OutlinedPage {
  /** What `listOutputs` takes to give this page; null for the first one. */
  readonly cursor: string | null;
  /** When its newest image was made. */
  readonly createdAt: Date;
  /** Width by height of each of its images, in their order. */
  readonly ratios: number[];
}

/** So many of the newest images are outlined: the outline of all that anybody has would hold up everybody else. */
export const OUTLINED = 250_000;

/**
 * The whole list in little: its pages, each with the cursor that it is read by and the proportions of its images. Pages are
 * counted from the oldest image on, so all but the first stay as they are while images are added.
 */
export async function outlineOutputs(
  db: Db,
  { limit, ...filter }: OutputFilter & Pick<PageRequest, 'limit'>,
): Promise<OutlinedPage[]> {
  const newest = db
    .selectFrom('Output')
    .select(['id', 'createdAt', 'width', 'height'])
    .where(await fits(db, filter))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(OUTLINED);
  const place = sql<number>`row_number() over (order by "createdAt", "id") - 1`;
  const numbered = db
    .selectFrom(newest.as('newest'))
    .select(['id', 'createdAt', place.as('place')])
    .select(sql<number>`round("width"::numeric / "height", 3)::double precision`.as('ratio'));
  const page = sql`"place" / ${sql.lit(limit)}`;
  const oldest = sql`filter (where "place" % ${sql.lit(limit)} = 0)`;
  const rows = await db
    .selectFrom(numbered.as('numbered'))
    .select(sql<Date>`max("createdAt")`.as('createdAt'))
    .select(sql<string>`min("id"::text) ${oldest}`.as('id'))
    .select(sql<string>`min(${exactTime}) ${oldest}`.as('exactCreatedAt'))
    .select(sql<number[]>`array_agg("ratio" order by "place" desc)`.as('ratios'))
    .groupBy(page)
    .orderBy(page, 'desc')
    .execute();
  // Each page is behind the last image of the page before.
  return rows.map(({ createdAt, ratios }, page) => {
    const before = rows[page - 1];
    const behind = before && { createdAt: before.exactCreatedAt, id: before.id };
    return { cursor: behind ? encodeCursor(behind, listedBy(filter)) : null, createdAt, ratios };
  });
}

/** Of which list a cursor is: an outline's are the list's. */
function listedBy({ userId, kind, projectId, generationId, favourite, search, ...filter }: OutputFilter) {
  const { createdAfter, createdBefore, id, format } = filter;
  const range = { createdAfter, createdBefore, id, format };
  return { list: 'outputs', userId, kind, projectId, generationId, favourite, search, ...range };
}

async function fits(db: Db, filter: OutputFilter) {
  const { userId, kind, projectId, generationId, favourite, search } = filter;
  const conditions = [matching(filter), isFavourite(favourite)];
  if (search !== undefined) conditions.push(await madeWith(db, { userId, search }));
  for (const [name, value] of Object.entries(given({ userId, kind, projectId, generationId })))
    conditions.push(sql`${sql.ref(name)} = ${value}`);
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}

/** Each generation may have made more than a hundred. */
const FEW = 300;

/** Images of few generations are found by these; those of many are met soon on the way through all of the user's. */
async function madeWith(db: Db, { userId, search }: { userId: UserId; search: string }) {
  const few = await generationsWithWords(db, { userId, search, few: FEW });
  if (few) return sql<SqlBool>`"generationId" = any(${few}::uuid[])`;
  // Not `exists`, which PostgreSQL turns into a join with all generations.
  return sql<SqlBool>`(select ${copyHas(search)} from "Generation" where "Generation"."id" = "Output"."generationId")`;
}

/** Without a parameter, so that the index of the favourites is used. */
function isFavourite(favourite: boolean | undefined) {
  if (favourite === undefined) return sql<SqlBool>`true`;
  return favourite ? sql<SqlBool>`"favourite"` : sql<SqlBool>`not "favourite"`;
}
