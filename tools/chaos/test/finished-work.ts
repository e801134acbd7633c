import { createHash } from 'node:crypto';
import { claimGeneration, completeGeneration, type NewOutput } from '@proofsheet/database';
import { generationRequestSchema, objectKeys, specOf } from '@proofsheet/domain';
import type { QueueConfig } from '@proofsheet/queue';
import { aGeneration, anOutput, aUser, testDatabase, testStorage } from '@proofsheet/testkit';
import sharp from 'sharp';
import { type Ledger, newLedger } from '../src/traffic/ledger.ts';

const SIZE = { width: 64, height: 36 };

/** One generation of two pictures, accepted and made correctly: verification must find nothing in it. */
export async function finishedWork(queue: QueueConfig) {
  const { db } = await testDatabase();
  const { storage } = await testStorage();
  const userId = await aUser(db);
  const ledger: Ledger = newLedger();
  const request = { kind: 'THUMBNAIL', copy: { headline: 'Hello' }, variants: 2, formats: [SIZE] };
  const spec = specOf(generationRequestSchema.parse(request));

  /** Makes a PENDING generation that was answered with 202. */
  async function accepted(ticket: string): Promise<string> {
    const id = await aGeneration(db, { userId, spec, metadata: { ticket } });
    ledger.order({ ticket, mustFail: false, lacking: false });
    ledger.accept(ticket, id);
    return id;
  }
  async function made(generationId: string, index: number, size = SIZE): Promise<NewOutput> {
    const bytes = await picture(index, size);
    const objectKey = objectKeys.output(generationId, 1, index, 'image/jpeg');
    await storage.put(objectKey, bytes, { bytes: bytes.length, mediaType: 'image/jpeg' });
    const place = { index, variant: index, format: `custom-${size.width}x${size.height}`, objectKey };
    return anOutput({ ...place, ...size, bytes: bytes.length, sha256: sha256(bytes) });
  }
  const id = await accepted('1-1');
  await claimGeneration(db, { id, leaseSeconds: 60 });
  await completeGeneration(db, { id, attempt: 1, outputs: [await made(id, 0), await made(id, 1)] });
  return { db, storage, queue, userId, ledger, id, accepted, made };
}
export type FinishedWork = Awaited<ReturnType<typeof finishedWork>>;

export function picture(index: number, { width, height } = SIZE): Promise<Buffer> {
  const background = { r: 40 * index, g: 90, b: 160 };
  return sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
