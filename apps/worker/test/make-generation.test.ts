import { createHash } from 'node:crypto';
import { claimGeneration, findAsset, findGeneration, outputsOfGeneration } from '@proofsheet/database';
import { connectStorage } from '@proofsheet/storage';
import { aPhoto } from '@proofsheet/testkit';
import { readHeader } from '@proofsheet/vision';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeGeneration } from '../src/make-generation.ts';
import { aJob, openWorkshop, type Workshop } from './workshop.ts';

let shop: Workshop;
beforeAll(async () => {
  shop = await openWorkshop();
});
afterAll(() => shop?.close());

const payload = (generationId: string) => ({ generationId, dispatch: 0 });
const rowOf = (id: string) => findGeneration(shop.db, { userId: shop.userId, id });
const untilTaken = (id: string) =>
  shop.db
    .updateTable('Generation')
    .set({ leaseUntil: new Date(0) })
    .where('id', '=', id)
    .execute();

test('a generation ends with rows and files that agree, its assets ingested on the way', async () => {
  const assetId = await shop.upload();
  const id = await shop.submit({ variants: 2 }, [assetId]);
  const shown: number[] = [];
  await makeGeneration(shop.tools, payload(id), aJob({ progress: (percent) => shown.push(percent) }));

  expect(await rowOf(id)).toMatchObject({ status: 'COMPLETED', attempt: 1, progress: 2, error: null });
  expect(await findAsset(shop.db, { userId: shop.userId, id: assetId })).toMatchObject({ status: 'READY' });
  expect(shown).toEqual([50, 100]);
  const outputs = await outputsOfGeneration(shop.db, id);
  expect(outputs.map(({ index }) => index)).toEqual([0, 1]);
  for (const output of outputs) {
    const file = await shop.storage.get(output.objectKey);
    expect(file.length).toBe(output.bytes);
    expect(createHash('sha256').update(file).digest('hex')).toBe(output.sha256);
    expect(await readHeader(file)).toEqual({ mediaType: output.mediaType, width: output.width, height: output.height });
  }
  expect(await shop.objectsOf(id)).toHaveLength(2);
});
