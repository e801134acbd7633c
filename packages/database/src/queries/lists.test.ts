import { aGeneration, anAsset, anOutput, aUser, testDatabase } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  claimGeneration,
  completeGeneration,
  createProject,
  type Db,
  encodeCursor,
  listAssets,
  listGenerations,
  listOutputs,
  listProjectImages,
  listProjects,
  newId,
  outlineOutputs,
  type Page,
} from '../index.ts';

let db: Db;
beforeAll(async () => {
  ({ db } = await testDatabase());
});
afterAll(() => db.destroy());

type List = (page: { cursor?: string | undefined; limit: number }) => Promise<Page<{ id: string }>>;

/** Reads a list to its end in pages of `limit`; `between` runs after each page. */
async function readAll(list: List, limit: number, between: () => Promise<unknown> = async () => {}): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ cursor, limit });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    ids.push(...page.rows.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
    await between();
  } while (cursor !== undefined);
  return ids;
}

async function aCompletedGeneration(userId: string, projectId: string | null, kind: 'THUMBNAIL' | 'AD' = 'THUMBNAIL') {
  const id = await aGeneration(db, { userId, projectId, kind });
  await claimGeneration(db, { id, leaseSeconds: 30 });
  await completeGeneration(db, { id, attempt: 1, outputs: [anOutput()] });
  return id;
}

/** A user with a project of 7 assets and 7 outputs, some of them made in the same microsecond, others one apart. */
async function aUserWithTies() {
  const userId = await aUser(db);
  const { id: projectId } = await createProject(db, { userId, name: 'Spring sale' });
  for (let made = 0; made < 7; made++) {
    await anAsset(db, { userId, projectId });
    await aCompletedGeneration(userId, projectId);
  }
  for (const table of ['Asset', 'Output', 'Generation']) {
    await sql`
      update ${sql.table(table)} as "row" set "createdAt" = timestamptz '2026-01-01 00:00:00.123456Z' +
        make_interval(secs => 0.000001 * ("place" / 3)) from
        (select "id", row_number() over (order by "id") as "place" from ${sql.table(table)} where "userId" = ${userId}) as "nth"
      where "row"."id" = "nth"."id"`.execute(db);
  }
  return { userId, projectId };
}

describe('every list', () => {
  const lists: Record<string, (owner: { userId: string; projectId: string }) => List> = {
    assets: (owner) => (page) => listAssets(db, { ...owner, ...page }),
    outputs: (owner) => (page) => listOutputs(db, { ...owner, ...page }),
    generations: (owner) => (page) => listGenerations(db, { ...owner, ...page }),
    'images of a project': (owner) => (page) => listProjectImages(db, { ...owner, ...page }),
  };

  test.each(Object.keys(lists))('%s: gives each row once, newest first, across ties of a microsecond', async (name) => {
    const list = lists[name]?.(await aUserWithTies()) as List;
    const whole = await list({ limit: 100 });
    expect(whole.nextCursor).toBeNull();
    expect(whole.rows).toHaveLength(name === 'images of a project' ? 14 : 7);
    const times = (whole.rows as unknown as { createdAt: Date }[]).map(({ createdAt }) => createdAt.getTime());
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    const ids = whole.rows.map(({ id }) => id);
    for (const limit of [1, 2, 3, 7]) expect(await readAll(list, limit)).toEqual(ids);
  });

  test('skips and repeats nothing while rows are inserted between the pages', async () => {
    const owner = await aUserWithTies();
    const list: List = (page) => listProjectImages(db, { ...owner, ...page });
    const before = await readAll(list, 100);
    const seen = await readAll(list, 2, async () => {
      await anAsset(db, owner);
      await aCompletedGeneration(owner.userId, owner.projectId);
    });
    expect(seen).toEqual(before);
  });

  test('ends when its last page is exactly full', async () => {
    const owner = await aUserWithTies();
    const { nextCursor } = await listAssets(db, { ...owner, limit: 7 });
    expect(nextCursor).toBeNull();
  });
});

test('filters narrow a list, and leave its pages whole', async () => {
  const userId = await aUser(db);
  const ad = await aCompletedGeneration(userId, null, 'AD');
  const thumbnail = await aCompletedGeneration(userId, null);
  const logo = await anAsset(db, { userId, role: 'LOGO' });
  await anAsset(db, { userId, role: 'PERSON' });
  const page = { userId, limit: 10 };
  expect((await listOutputs(db, { ...page, kind: 'AD' })).rows).toMatchObject([{ generationId: ad, kind: 'AD' }]);
  expect((await listOutputs(db, { ...page, generationId: thumbnail })).rows).toMatchObject([
    { generationId: thumbnail },
  ]);
  expect((await listAssets(db, { ...page, role: 'LOGO', status: ['PENDING'] })).rows).toMatchObject([{ id: logo }]);
  expect((await listAssets(db, { ...page, status: ['READY'] })).rows).toEqual([]);
  expect((await listGenerations(db, { ...page, kind: 'THUMBNAIL', status: ['COMPLETED'] })).rows).toMatchObject([
    { id: thumbnail },
  ]);
});

test('pages that an outline names are those of the list, and stay as they are while images are added', async () => {
  const owner = await aUserWithTies();
  const whole = await listOutputs(db, { ...owner, limit: 100 });
  const outline = await outlineOutputs(db, { ...owner, limit: 3 });
  expect(outline.map(({ ratios }) => ratios.length)).toEqual([1, 3, 3]);
  expect(outline[0]).toMatchObject({ cursor: null, createdAt: whole.rows[0]?.createdAt });
  const read = async (pages: typeof outline) => {
    const ids: string[] = [];
    for (const { cursor, ratios } of pages) {
      const page = { cursor: cursor ?? undefined, limit: ratios.length };
      const { rows } = await listOutputs(db, { ...owner, ...page });
      expect(ratios).toEqual(rows.map(({ width, height }) => Math.round((width / height) * 1000) / 1000));
      ids.push(...rows.map(({ id }) => id));
    }
    return ids;
  };
  expect(await read(outline)).toEqual(whole.rows.map(({ id }) => id));
  await aCompletedGeneration(owner.userId, owner.projectId);
  const later = await outlineOutputs(db, { ...owner, limit: 3 });
  expect(later.slice(1)).toEqual(outline.slice(1));
  expect(await read(later.slice(1))).toEqual(whole.rows.slice(1).map(({ id }) => id));
  expect(await outlineOutputs(db, { userId: await aUser(db), limit: 3 })).toEqual([]);
});

test.each([
  ['Größe', 'GRÖSSE 42', false],
  ['größ', 'Größe 42', true],
  ['42 größe', 'Größe 42', true],
  ['everything', 'I tried **every**thing', true],
  ['ヘッドホン', '新しいヘッドホン登場', true],
  ['音', '全部の音', true],
  ['音楽', '音が楽しい', false],
  ['iPhone 新品', '新品のiPhone', true],
  ['หูฟัง', 'ลองหูฟังใหม่', true],
  ['سماعات', 'جرّب سماعات جديدة', true],
  ['*&|!():', 'Anything', false],
])('the words %j of an order with %j find its images and itself: %j', async (search, headline, found) => {
  const userId = await aUser(db);
  const id = await aCompletedGeneration(userId, null);
  await aCompletedGeneration(userId, null);
  const copy = { headline: 'Other', subline: headline };
  await db
    .updateTable('Generation')
    .set({ spec: sql`jsonb_set("spec", '{copy}', ${JSON.stringify(copy)}::jsonb)` })
    .where('id', '=', id)
    .execute();
  const page = { userId, search, limit: 10 };
  expect((await listOutputs(db, page)).rows.map((row) => row.generationId)).toEqual(found ? [id] : []);
  expect((await listGenerations(db, page)).rows.map((row) => row.id)).toEqual(found ? [id] : []);
});

test("another user's rows are never seen, not even with that user's project, generation or cursor", async () => {
  const { userId: stranger, projectId } = await aUserWithTies();
  const userId = await aUser(db);
  const generationId = (await listGenerations(db, { userId: stranger, limit: 1 })).rows[0]?.id;
  const page = { limit: 10 };
  for (const found of [
    await listAssets(db, { userId, ...page }),
    await listAssets(db, { userId, projectId, ...page }),
    await listOutputs(db, { userId, ...page }),
    await listOutputs(db, { userId, projectId, ...page }),
    await listOutputs(db, { userId, generationId, ...page }),
    await listGenerations(db, { userId, projectId, ...page }),
    await listProjects(db, { userId, ...page }),
    await listProjectImages(db, { userId, projectId, ...page }),
  ]) {
    expect(found).toEqual({ rows: [], nextCursor: null });
  }
  const { nextCursor } = await listAssets(db, { userId: stranger, limit: 1 });
  const theirs = { ...page, cursor: nextCursor ?? '' };
  await expect(listAssets(db, { userId, ...theirs })).rejects.toMatchObject({ field: 'cursor' });
});

test('a cursor is refused by every list but its own: of another kind, or under another filter', async () => {
  const { userId, projectId } = await aUserWithTies();
  const { nextCursor } = await listAssets(db, { userId, projectId, limit: 1 });
  const page = { userId, limit: 1, cursor: nextCursor ?? '' };
  expect((await listAssets(db, { ...page, projectId: projectId.toUpperCase() })).rows).toHaveLength(1);
  for (const list of [
    listAssets(db, page),
    listAssets(db, { ...page, projectId, role: 'LOGO' }),
    listGenerations(db, { ...page, projectId }),
    listOutputs(db, { ...page, projectId }),
    listProjects(db, page),
    listProjectImages(db, { ...page, projectId }),
  ]) {
    await expect(list).rejects.toMatchObject({ code: 'validation_failed', field: 'cursor' });
  }
});

test.each([
  '',
  'abc',
  '!',
  Buffer.from('["2026-01-01","x"]').toString('base64url'),
  Buffer.from('{}').toString('base64url'),
  encodeCursor({ createdAt: '0000-01-01T00:00:00.000000Z', id: newId() }, { list: 'projects' }),
])('a cursor that is not ours is refused: %j', async (cursor) => {
  const list = listProjects(db, { userId: newId(), limit: 1, cursor });
  await expect(list).rejects.toMatchObject({ code: 'validation_failed', field: 'cursor' });
});
