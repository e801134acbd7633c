import {
  claimGeneration,
  completeGeneration,
  deleteAsset,
  deleteGenerations,
  deleteOutput,
} from '@proofsheet/database';
import { openLog } from '@proofsheet/program';
import { aGeneration, anAsset, anOutput, aUser, testDatabase, testStorage } from '@proofsheet/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { purge } from '../src/maintenance/purge.ts';

const { signal } = new AbortController();
const log = openLog('worker', 'silent');

test('what was deleted stays for the grace time, and goes with its files after it; nothing else goes', async () => {
  const { db } = await testDatabase();
  onTestFinished(() => db.destroy());
  const { storage } = await testStorage();
  const userId = await aUser(db);
  const store = (key: string) => storage.put(key, Buffer.from('x'), { bytes: 1, mediaType: 'image/jpeg' });
  const make = async () => {
    const assetId = await anAsset(db, { userId });
    const id = await aGeneration(db, { userId, assets: [{ assetId, role: 'PRODUCT' }] });
    await claimGeneration(db, { id, leaseSeconds: 60 });
    const output = anOutput();
    await completeGeneration(db, { id, attempt: 1, outputs: [output] });
    await store(output.objectKey);
    return { id, output, assetId };
  };
  const [kept, whole, part] = [await make(), await make(), await make()];
  const [asset] = await db.selectFrom('Asset').select('objectKey').where('id', '=', whole.assetId).execute();
  await store(`${asset?.objectKey}`);
  await deleteGenerations(db, { userId, ids: [whole.id] });
  await deleteOutput(db, { userId, id: part.output.id });
  expect(await deleteAsset(db, { userId, id: whole.assetId, force: false })).toEqual({ generations: [] });

  const files = [kept, whole, part].map(({ output }) => output.objectKey);
  const there = async () =>
    Promise.all(
      [...files, `${asset?.objectKey}`].map((key) =>
        storage.stream(key).then(
          (stream) => Boolean(stream.destroy()),
          () => false,
        ),
      ),
    );
  await purge({ db, storage }, { deletedHours: 1 }, signal, log);
  expect(await there()).toEqual([true, true, true, true]);
  await purge({ db, storage }, { deletedHours: 0 }, signal, log);
  expect(await there()).toEqual([true, false, false, false]);
  const rows = await db.selectFrom('Generation').select('id').orderBy('id').execute();
  expect(rows.map(({ id }) => id)).toEqual([kept.id, part.id]);
  expect(await db.selectFrom('Asset').select('id').where('id', '=', whole.assetId).execute()).toEqual([]);
});
