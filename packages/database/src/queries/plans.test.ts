import { anAnalysis, aUser, testDatabase } from '@proofsheet/testkit';
import { type CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  backlogOf,
  createApiKey,
  createProject,
  type DB,
  type Db,
  failuresByCode,
  generationsByMinute,
  lastPosition,
  listAssets,
  listGenerations,
  listOutputs,
  listProjectImages,
  newsOfKeys,
  oldestWaiting,
  outlineOutputs,
  type Page,
  readEvents,
  START,
  searchGenerations,
  staleAssets,
  storedBytes,
} from '../index.ts';

/*
 * The lists that a frontend lives on stay flat: a page reads about as many rows as it gives, wherever it lies, however
 * many rows the user and everybody else has. Measured by EXPLAIN ANALYZE of the very queries that the functions send.
 */

const MANY = 6_000;
const LIMIT = 20;

let db: Db;
let pool: pg.Pool;
const sent: CompiledQuery[] = [];
let userId: string;
let projectId: string;

beforeAll(async () => {
  const { url, db: plain } = await testDatabase();
  await plain.destroy();
  pool = new pg.Pool({ connectionString: url });
  db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }), log: ({ query }) => void sent.push(query) });
  for (let user = 0; user < 3; user++) {
    userId = await aUser(db);
    projectId = (await createProject(db, { userId, name: 'Spring sale' })).id;
    await insertMany(userId, projectId);
  }
  await sql`analyze`.execute(db);
}, 120_000);
afterAll(() => db.destroy());

/** A third of the rows in the project; the very oldest are the only LOGO and the only AD; all but three are done. */
async function insertMany(userId: string, projectId: string): Promise<void> {
  const nth = sql`generate_series(1, ${sql.lit(MANY)}) as "n"`;
  const inProject = sql`case when "n" % 3 = 0 then ${projectId}::uuid end`;
  const at = sql`timestamptz '2026-01-01Z' + "n" / 4 * interval '1 second'`;
  await sql`
    insert into "Asset" ("id", "userId", "projectId", "role", "originalName", "mediaType", "bytes", "width", "height",
      "sha256", "objectKey", "createdAt")
    select gen_random_uuid(), ${userId}, ${inProject}, case "n" when 1 then 'LOGO' else 'PERSON' end, 'a.jpg', 'image/jpeg',
      1, 1, 1, 'f00', gen_random_uuid()::text, ${at} from ${nth}`.execute(db);
  await sql`
    insert into "Generation" ("id", "userId", "projectId", "kind", "status", "finishedAt", "spec", "seed", "outputCount",
      "progress", "createdAt")
    select gen_random_uuid(), ${userId}, ${inProject}, case "n" when 1 then 'AD' else 'THUMBNAIL' end,
      case when "n" > 3 then 'COMPLETED' else 'PENDING' end, case when "n" > 3 then now() end,
      jsonb_build_object('copy', jsonb_build_object('headline', case "n" when 1 then 'Einmalig 新しいヘッドホン' else 'Immer' end)),
      1, 1, 1, ${at}
    from ${nth}`.execute(db);
  await sql`
    insert into "BucketDelivery" ("generationId", "bucket", "path", "status")
    select "id", 'press', '', 'DELIVERED' from "Generation" where "userId" = ${userId}`.execute(db);
  await sql`
    insert into "Output" ("id", "generationId", "userId", "projectId", "kind", "index", "variant", "template",
      "templateVersion", "format", "width", "height", "mediaType", "bytes", "sha256", "objectKey", "placeholder", "score",
      "report", "createdAt")
    select gen_random_uuid(), "id", "userId", "projectId", "kind", 0, 0, 't', 1,
      case when "kind" = 'AD' then 'tower' else 'square' end, 1, 1, 'image/jpeg', 1, 'f00',
      "id"::text, 'p', 1, '{}', "createdAt" from "Generation" where "userId" = ${userId}`.execute(db);
  await sql`
    insert into "Event" ("type", "userId", "generationId")
    select 'generation.created', "userId", "id" from "Generation" where "userId" = ${userId}`.execute(db);
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}

async function planOf(query: CompiledQuery): Promise<PlanNode[]> {
  const explained = await pool.query(`explain (analyze, format json) ${query.sql}`, [...query.parameters]);
  const flatten = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)];
  return flatten(explained.rows[0]['QUERY PLAN'][0].Plan);
}

/** Fails when the queries that `run` sends scan a table, or touch more rows than `most` anywhere in their plans. */
async function expectFlat(run: () => Promise<unknown>, most: number): Promise<void> {
  sent.length = 0;
  await run();
  const queries = [...sent];
  expect(queries).not.toHaveLength(0);
  for (const query of queries) {
    for (const node of await planOf(query)) {
      // It holds what operators wrote by hand: too little for an index to be worth it.
      if (node['Relation Name'] === 'UserShare') continue;
      const touched = node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0);
      expect(node['Node Type'], query.sql).not.toMatch(/Seq Scan|Bitmap/);
      expect(touched, `${node['Node Type']} in ${query.sql}`).toBeLessThanOrEqual(most);
    }
  }
}

type List = (page: { cursor?: string | undefined; limit: number }) => Promise<Page<unknown>>;

test.each<[string, () => List]>([
  ['all outputs of a user', () => (page) => listOutputs(db, { userId, ...page })],
  ['all assets of a user', () => (page) => listAssets(db, { userId, ...page })],
  ['all images of a project', () => (page) => listProjectImages(db, { userId, projectId, ...page })],
  ['all generations of a user', () => (page) => listGenerations(db, { userId, ...page })],
  ['the outputs of a project', () => (page) => listOutputs(db, { userId, projectId, ...page })],
  ['the assets of a project', () => (page) => listAssets(db, { userId, projectId, ...page })],
])('%s: the first page and one far behind read one page of an index', async (_, make) => {
  const list = make();
  await expectFlat(() => list({ limit: LIMIT }), 2 * (LIMIT + 1));
  const { nextCursor } = await list({ limit: 1_500 });
  await expectFlat(() => list({ limit: LIMIT, cursor: nextCursor ?? '' }), 2 * (LIMIT + 1));
});

test('a rare kind or role is found at once among many others', async () => {
  await expectFlat(() => listOutputs(db, { userId, kind: 'AD', limit: LIMIT }), LIMIT);
  await expectFlat(() => listAssets(db, { userId, role: 'LOGO', limit: LIMIT }), LIMIT);
});

test('a rare format or word is found at once among many others, and so is a frequent one', async () => {
  await sql`vacuum analyze "Generation"`.execute(db);
  await expectFlat(() => listOutputs(db, { userId, format: ['tower'], limit: LIMIT }), LIMIT);
  for (const search of ['einmal', 'ヘッドホン'])
    expect((await listOutputs(db, { userId, search, limit: LIMIT })).rows).toMatchObject([{ kind: 'AD' }]);
  sent.length = 0;
  expect((await listOutputs(db, { userId, search: 'immer', limit: LIMIT })).rows).toHaveLength(LIMIT);
  const [, page] = sent;
  for (const node of page ? await planOf(page) : []) {
    expect(node['Node Type']).not.toMatch(/Seq Scan/);
    expect(node['Actual Rows']).toBeLessThanOrEqual(LIMIT + 1);
  }
});

test('the outline of a list reads each of its rows once, by an index', async () => {
  await expectFlat(() => outlineOutputs(db, { userId, limit: 100 }), MANY);
});

test('counting what a user waits for reads only that', async () => {
  expect(await backlogOf(db, userId)).toMatchObject({ unfinished: 3, weight: 1 });
  await expectFlat(() => backlogOf(db, userId), 3);
});

test('assets of an older analysis are found without reading the many others, page by page', async () => {
  const makeReady = (count: string, version: number) => sql`
    update "Asset" set "status" = 'READY', "masterKey" = 'm', "analysis" = ${JSON.stringify(anAnalysis({ version }))}::jsonb
    where "id" in (select "id" from "Asset" where "status" = 'PENDING' limit ${sql.raw(count)})`;
  await makeReady('100', 1).execute(db);
  await makeReady('all', 2).execute(db);
  await sql`vacuum analyze "Asset"`.execute(db);
  const first = await staleAssets(db, { again: 'older', limit: LIMIT });
  await expectFlat(() => staleAssets(db, { again: 'older', limit: LIMIT }), LIMIT);
  await expectFlat(() => staleAssets(db, { again: 'older', limit: LIMIT, after: first.at(-1) }), LIMIT);
  await expectFlat(() => staleAssets(db, { again: 'any', limit: LIMIT, after: first.at(-1) }), LIMIT);
});

test('the next events of a user or a generation, and the last one, are found at once', async () => {
  const { id: keyId } = await createApiKey(db, { userId, name: 'test' });
  const after = await lastPosition(db, userId);
  const generationId = (await listGenerations(db, { userId, limit: 1 })).rows[0]?.id;
  const early = (await readEvents(db, { userId, after: START, limit: 1 }))[0]?.position ?? START;
  await expectFlat(() => readEvents(db, { userId, after: early, limit: LIMIT }), LIMIT);
  await expectFlat(() => readEvents(db, { userId, after, limit: LIMIT }), LIMIT);
  await expectFlat(() => readEvents(db, { userId, generationId, after: START, limit: LIMIT }), LIMIT);
  await expectFlat(() => lastPosition(db, userId), 1);
  expect(await newsOfKeys(db, [keyId])).toEqual([{ id: keyId, userId, position: after }]);
});

test('what a user has stored is summed up from an index, without the rows of anybody', async () => {
  await sql`vacuum analyze "Asset"`.execute(db);
  await sql`vacuum analyze "Output"`.execute(db);
  expect(await storedBytes(db, userId)).toEqual({ assets: MANY, outputs: MANY });
  await expectFlat(() => storedBytes(db, userId), MANY);
});

test('what operators ask of all users reads a page of an index, however many rows there are', async () => {
  const failed = (await listGenerations(db, { userId, limit: 3 })).rows.map(({ id }) => id);
  await sql`
    update "Generation" set "status" = 'FAILED', "error" = '{"code": "internal", "message": "It broke."}'
    where "id" = any(${failed}::uuid[])`.execute(db);
  await sql`vacuum analyze "Generation"`.execute(db);
  const oldest = '2026-01-01T00:05:00Z';
  for (const search of [{}, { userId }, { createdBefore: oldest }, { userId, createdBefore: oldest }]) {
    await expectFlat(() => searchGenerations(db, { ...search, limit: LIMIT }), 2 * (LIMIT + 1));
    const { nextCursor } = await searchGenerations(db, { ...search, limit: 500 });
    await expectFlat(
      () => searchGenerations(db, { ...search, limit: LIMIT, cursor: nextCursor ?? '' }),
      2 * (LIMIT + 1),
    );
  }
  for (const search of [{ code: 'internal' }, { status: 'FAILED' as const }, { code: 'none' }]) {
    await expectFlat(() => searchGenerations(db, { ...search, limit: LIMIT }), LIMIT);
  }
  expect((await searchGenerations(db, { code: 'internal', limit: LIMIT })).rows.map(({ id }) => id)).toEqual(failed);
  // All that waits.
  await expectFlat(() => oldestWaiting(db), 9);
  await expectFlat(() => failuresByCode(db), 3 * 2);
  await sql`update "Generation" set "finishedAt" = "createdAt" + interval '1 second' where "finishedAt" is not null`.execute(
    db,
  );
  await sql`vacuum analyze "Generation"`.execute(db);
  await expectFlat(() => generationsByMinute(db, { minutes: 30 }), 60);
});
