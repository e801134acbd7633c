import type { Dependencies } from '../dependencies.ts';

/** Signs an address; no call to the storage is made, so this works while it is down. */
export async function presigned({ storage, settings }: Dependencies, objectKey: string, fileName: string) {
  const seconds = settings.addressSeconds;
  const expires = new Date(Date.now() + seconds * 1000);
  return { url: await storage.presignGet(objectKey, { seconds, fileName }), urlExpiresAt: expires.toISOString() };
}
