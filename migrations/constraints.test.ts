import { claimGeneration, completeGeneration, createProject, type Db, newId } from '@proofsheet/database';
import {
  ASSET_ROLES,
  ASSET_STATUSES,
  EVENT_TYPES,
  GENERATION_KINDS,
  GENERATION_STATUSES,
  OUTPUT_MEDIA_TYPES,
  UPLOAD_MEDIA_TYPES,
} from '@proofsheet/domain';
import { aGeneration, anAsset, anOutput, aUser, testDatabase } from '@proofsheet/testkit';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let db: Db;
let userId: string;
beforeAll(async () => {
  ({ db } = await testDatabase());
  userId = await aUser(db);
});
afterAll(() => db.destroy());

/** Changes one row in a way that no query of ours would; answers the constraint that refused it, or null. */
async function refusal(table: string, id: string, change: Record<string, unknown>): Promise<string | null> {
  try {
    await (db as unknown as Kysely<Record<string, Record<string, unknown>>>)
      .updateTable(table)
      .set(change)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return null;
  } catch (error) {
    return (error as { constraint?: string }).constraint ?? String(error);
  }
}

async function aCompletedGeneration(): Promise<{ outputId: string }> {
  const id = await aGeneration(db, { userId });
  await claimGeneration(db, { id, leaseSeconds: 30 });
  await completeGeneration(db, { id, attempt: 1, outputs: [anOutput()] });
  const output = db.selectFrom('Output').select('id').where('generationId', '=', id);
  return { outputId: (await output.executeTakeFirstOrThrow()).id };
}

/** What else a row has in each state. */
const ASSET_IN = {
  PENDING: {},
  READY: { analysis: '{}', masterKey: 'key' },
  REJECTED: { error: '{}' },
};
const GENERATION_IN = {
  PENDING: { leaseUntil: null, finishedAt: null },
  PROCESSING: { leaseUntil: new Date(), finishedAt: null },
  COMPLETED: { leaseUntil: null, finishedAt: new Date(), progress: 1 },
  FAILED: { leaseUntil: null, finishedAt: new Date(), error: '{}' },
  CANCELLED: { leaseUntil: null, finishedAt: new Date() },
};

describe('the words of the domain, and no others, are taken', () => {
  test('by an asset', async () => {
    const id = await anAsset(db, { userId });
    for (const role of ASSET_ROLES) expect(await refusal('Asset', id, { role })).toBeNull();
    for (const mediaType of UPLOAD_MEDIA_TYPES) expect(await refusal('Asset', id, { mediaType })).toBeNull();
    for (const status of ASSET_STATUSES) {
      expect(await refusal('Asset', id, { status, ...ASSET_IN[status] })).toBeNull();
    }
    expect(await refusal('Asset', id, { role: 'person' })).toBe('Asset_role_check');
    expect(await refusal('Asset', id, { status: 'DONE' })).toBe('Asset_status_check');
    expect(await refusal('Asset', id, { mediaType: 'image/svg+xml' })).toBe('Asset_mediaType_check');
  });

  test('by a generation', async () => {
    const id = await aGeneration(db, { userId });
    for (const kind of GENERATION_KINDS) expect(await refusal('Generation', id, { kind })).toBeNull();
    for (const status of GENERATION_STATUSES) {
      expect(await refusal('Generation', id, { status, ...GENERATION_IN[status] })).toBeNull();
    }
    expect(await refusal('Generation', id, { kind: 'POSTER' })).toBe('Generation_kind_check');
    expect(await refusal('Generation', id, { ...GENERATION_IN.PENDING, status: 'RUNNING' })).toBe(
      'Generation_status_check',
    );
  });

  test('by an output', async () => {
    const { outputId: id } = await aCompletedGeneration();
    for (const mediaType of OUTPUT_MEDIA_TYPES) expect(await refusal('Output', id, { mediaType })).toBeNull();
    expect(await refusal('Output', id, { mediaType: 'image/gif' })).toBe('Output_mediaType_check');
  });

  test('by an event, whose types may grow', async () => {
    for (const type of EVENT_TYPES) await db.insertInto('Event').values({ type, userId }).execute();
  });
});

describe('a row is refused', () => {
  test('when it is READY without an analysis, or REJECTED without a reason', async () => {
    const id = await anAsset(db, { userId });
    expect(await refusal('Asset', id, { status: 'READY', masterKey: 'key' })).toBe('Asset_ready_is_analysed');
    expect(await refusal('Asset', id, { status: 'REJECTED' })).toBe('Asset_rejected_says_why');
  });

  test('when its lease, its end or its reason does not go with its state', async () => {
    const id = await aGeneration(db, { userId });
    const refused = (change: object) => refusal('Generation', id, { ...change });
    expect(await refused({ status: 'PROCESSING' })).toBe('Generation_lease_while_processing');
    expect(await refused({ leaseUntil: new Date() })).toBe('Generation_lease_while_processing');
    expect(await refused({ status: 'COMPLETED', progress: 1 })).toBe('Generation_finished_when_terminal');
    expect(await refused({ status: 'FAILED', finishedAt: new Date() })).toBe('Generation_failed_says_why');
    expect(await refused({ progress: 2 })).toBe('Generation_check');
    expect(await refused({ excused: 1 })).toBe('Generation_excused_attempts');
    expect(await refused({ kept: 2 })).toBe('Generation_kept_outputs');
  });

  test('when it is COMPLETED and its outputs and missing ones are not all that were asked for', async () => {
    const id = await aGeneration(db, { userId });
    const completed = { status: 'COMPLETED', finishedAt: new Date() };
    const refused = (change: object) => refusal('Generation', id, { ...completed, ...change });
    expect(await refused({ progress: 0 })).toBe('Generation_completed_adds_up');
    expect(await refused({ progress: 1, missing: '[{}]' })).toBe('Generation_completed_adds_up');
    expect(await refused({ progress: 0, missing: '[{}]' })).toBeNull();
  });

  test('when its project is of another user', async () => {
    const stranger = await aUser(db);
    const project = await createProject(db, { userId: stranger, name: 'Theirs' });
    const change = { projectId: project.id };
    expect(await refusal('Asset', await anAsset(db, { userId }), change)).toBe('Asset_project_of_same_user');
    expect(await refusal('Generation', await aGeneration(db, { userId }), change)).toBe(
      'Generation_project_of_same_user',
    );
  });

  test('when what it refers to is not there', async () => {
    const missing = newId();
    await expect(anAsset(db, { userId: missing })).rejects.toMatchObject({ constraint: 'Asset_userId_fkey' });
    const assets = [{ assetId: missing, role: 'LOGO' as const }];
    await expect(aGeneration(db, { userId, assets })).rejects.toMatchObject({
      constraint: 'GenerationAsset_assetId_fkey',
    });
  });

  test('when an output is not like its generation', async () => {
    const { outputId: id } = await aCompletedGeneration();
    expect(await refusal('Output', id, { userId: await aUser(db) })).toBe('Output_like_its_generation');
    expect(await refusal('Output', id, { kind: 'AD' })).toBe('Output_like_its_generation');
  });

  test('when an output has the index of another', async () => {
    const { outputId: id } = await aCompletedGeneration();
    const row = await db.selectFrom('Output').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const twin = { ...row, id: newId(), objectKey: 'another', report: '{}' };
    await expect(db.insertInto('Output').values(twin).execute()).rejects.toMatchObject({ constraint: 'Output_once' });
  });
});

test('every key of the tables has been checked against their rows', async () => {
  const { rows } = await sql`select "conname" from pg_constraint where not "convalidated"`.execute(db);
  expect(rows).toEqual([]);
});

test('a project that goes leaves its images to their user', async () => {
  const project = await createProject(db, { userId, name: 'Spring sale' });
  const id = await anAsset(db, { userId, projectId: project.id });
  await db.deleteFrom('Project').where('id', '=', project.id).execute();
  const { rows } = await sql`select "projectId", "userId"::text from "Asset" where "id" = ${id}`.execute(db);
  expect(rows).toEqual([{ projectId: null, userId }]);
});
