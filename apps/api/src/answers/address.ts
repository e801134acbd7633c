import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { time } from './fields.ts';

/** An address that works without a key until it expires. */
export const addressFields = {
  url: z.url().describe('A presigned address: GET it without a key.'),
  urlExpiresAt: time,
};

/** Signs an address without a call to the storage, so this works while the storage is down. */
export async function presigned({ storage, settings }: Dependencies, objectKey: string, fileName: string) {
  const seconds = settings.addressSeconds;
  const expires = new Date(Date.now() + seconds * 1000);
  return { url: await storage.presignGet(objectKey, { seconds, fileName }), urlExpiresAt: expires.toISOString() };
}
