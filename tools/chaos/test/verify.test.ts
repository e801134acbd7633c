import { randomUUID } from 'node:crypto';
import { claimGeneration, failGeneration, rejectAsset } from '@proofsheet/database';
import { objectKeys } from '@proofsheet/domain';
import { openQueues, type QueueConfig } from '@proofsheet/queue';
import { anAsset, testQueues } from '@proofsheet/testkit';
import { beforeAll, expect, test } from 'vitest';
import { SILENT } from '../src/verify/jobs.ts';
import { verify } from '../src/verify/verify.ts';
import type { Harm } from '../src/verify/violation.ts';
import { type FinishedWork, finishedWork, picture, sha256 } from './finished-work.ts';

let queue: QueueConfig;
beforeAll(async () => {
  queue = await testQueues('postgres');
});

test('finds nothing in work that was finished as it should be', async () => {
  const work = await finishedWork(queue);
  expect(await verify(work, work.ledger)).toEqual([]);
  await work.db.destroy();
});

type Damage = (work: FinishedWork) => Promise<unknown> | unknown;

/** Each damage, and the violation that has to be reported for it. */
const DAMAGES: [string, Damage, Harm, RegExp][] = [
  ['a generation that never ended', ({ accepted }) => accepted('1-2'), 'lost', /still PENDING/],
  ['an accepted generation without a row', promiseNothing, 'lost', /there is no row of it/],
  ['an output that is not there', deleteOutput, 'lost', /with the outputs \[1] where \[0,1] are due/],
  ['an output too many', addOutput, 'duplicated', /with the outputs \[0,1,2]/],
  ['a picture in the wrong format', renameFormat, 'wrong', /made were/],
  ['a row with other pixels than its format', widenRow, 'wrong', /is 65x36 in its row/],
  ['a file that is not there', removeFile, 'lost', /there is no file/],
  ['a file with other bytes', replaceFile, 'wrong', /not the hash that its row names/],
  ['a file with other pixels', resizeFile, 'wrong', /is image\/jpeg 32x18, and its row says image\/jpeg 64x36/],
  ['an end that was told twice', tellAgain('generation.completed'), 'duplicated', /2 events generation.completed/],
  ['two ends that were told', tellAgain('generation.failed'), 'duplicated', /1 events generation.failed/],
  ['an end that was not told', forgetEvents, 'lost', /0 events generation.completed/],
  ['two generations of one order', orderAgain, 'duplicated', /has 2 generations/],
  ['two answers to one order', answerAgain, 'duplicated', /was answered with/],
  ['a cancellation that was answered and not made', ({ ledger }) => ledger.cancel('1-1'), 'wrong', /is COMPLETED/],
  ['an image that cannot be read in a picture', expectFailure, 'wrong', /cannot be read, and it is COMPLETED/],
  [
    'an order that failed for want of attempts',
    failWith('attempts_exhausted'),
    'wrong',
    /FAILED with attempts_exhausted/,
  ],
  ['an order that failed by an error of ours', failWith('internal'), 'wrong', /FAILED with internal/],
  ['a retry that ended twice', tellAgain('generation.retried'), 'lost', /1 events generation.completed/],
  ['an output that is missing without a reason', loseOutput, 'wrong', /the output 0 is missing by internal/],
  ['an image that was rejected for nothing', rejectImage, 'wrong', /REJECTED with attempts_exhausted/],
  ['an answer that no fault explains', ({ ledger }) => ledger.surprise('1-1', 'answered 422'), 'wrong', /422/],
  ['an upload that no worker analysed', ({ db, userId }) => anAsset(db, { userId }), 'lost', /never analysed/],
  ['an object without a row', leaveObject, 'orphan', /no row names this object/],
  ['a job without a row', leaveJob, 'wrong', /waits, without a row/],
];

test.each(DAMAGES)('reports %s', async (_, damage, harm, what) => {
  const work = await finishedWork(queue);
  await damage(work);
  const found = await verify(work, work.ledger);
  expect(found).toContainEqual({ harm, id: expect.any(String), what: expect.stringMatching(what) });
  await work.db.destroy();
});

function promiseNothing({ ledger }: FinishedWork) {
  ledger.accept('1-9', randomUUID());
}
function answerAgain({ ledger }: FinishedWork) {
  ledger.accept('1-1', randomUUID());
}
function expectFailure({ ledger, id }: FinishedWork) {
  ledger.order({ ticket: 'broken', mustFail: true, lacking: false });
  ledger.accept('broken', id);
}
function deleteOutput({ db, id }: FinishedWork) {
  return db.deleteFrom('Output').where('generationId', '=', id).where('index', '=', 0).execute();
}
async function addOutput({ db, id, made }: FinishedWork) {
  const first = await db.selectFrom('Output').selectAll().where('generationId', '=', id).executeTakeFirstOrThrow();
  const { objectKey } = await made(id, 2);
  const copy = { ...first, report: JSON.stringify(first.report), id: randomUUID(), index: 2, objectKey };
  await db.insertInto('Output').values(copy).execute();
}
function renameFormat({ db, id }: FinishedWork) {
  return db.updateTable('Output').set({ format: 'youtube-thumbnail' }).where('generationId', '=', id).execute();
}
function widenRow({ db, id }: FinishedWork) {
  return db.updateTable('Output').set({ width: 65 }).where('generationId', '=', id).execute();
}
function removeFile({ storage, id }: FinishedWork) {
  return storage.remove([objectKeys.output(id, 1, 0, 'image/jpeg')]);
}
async function replaceFile({ storage, id }: FinishedWork) {
  const bytes = await picture(3);
  const about = { bytes: bytes.length, mediaType: 'image/jpeg' };
  await storage.put(objectKeys.output(id, 1, 0, 'image/jpeg'), bytes, about);
}
async function resizeFile({ db, storage, id }: FinishedWork) {
  const bytes = await picture(0, { width: 32, height: 18 });
  const objectKey = objectKeys.output(id, 1, 0, 'image/jpeg');
  await storage.put(objectKey, bytes, { bytes: bytes.length, mediaType: 'image/jpeg' });
  await db
    .updateTable('Output')
    .set({ sha256: sha256(bytes) })
    .where('objectKey', '=', objectKey)
    .execute();
}
function tellAgain(type: 'generation.completed' | 'generation.failed' | 'generation.retried'): Damage {
  return ({ db, id, userId }) => db.insertInto('Event').values({ type, userId, generationId: id }).execute();
}
function forgetEvents({ db, id }: FinishedWork) {
  return db.deleteFrom('Event').where('generationId', '=', id).where('type', '=', 'generation.completed').execute();
}
function failWith(code: 'attempts_exhausted' | 'internal'): Damage {
  return async ({ db, accepted }) => {
    const id = await accepted('1-3');
    const { attempt } = (await claimGeneration(db, { id, leaseSeconds: 60 })) ?? expect.fail();
    await failGeneration(db, { id, attempt, error: { code, message: 'It broke.' } });
  };
}
async function loseOutput({ db, id }: FinishedWork) {
  await db.deleteFrom('Output').where('generationId', '=', id).where('index', '=', 0).execute();
  const missing = [{ index: 0, variant: 0, format: 'custom-64x36', code: 'internal', message: 'It broke.' }];
  await db
    .updateTable('Generation')
    .set({ progress: 1, missing: JSON.stringify(missing) })
    .where('id', '=', id)
    .execute();
}
async function rejectImage({ db, userId }: FinishedWork) {
  const id = await anAsset(db, { userId });
  await rejectAsset(db, { id }, { code: 'attempts_exhausted', message: 'It broke.' });
}
function orderAgain({ accepted }: FinishedWork) {
  return accepted('1-1');
}
function leaveObject({ storage, id }: FinishedWork) {
  return storage.put(`generations/${id}/2/0.jpg`, Buffer.from('x'), { bytes: 1, mediaType: 'image/jpeg' });
}
async function leaveJob({ queue }: FinishedWork) {
  const queues = openQueues(queue, SILENT);
  const generationId = randomUUID();
  // The producer connects in the background.
  await queues.ping();
  await queues.enqueue('thumbnail', { generationId, dispatch: 0 }, { jobId: `${generationId}-d0` });
  await queues.close();
}
