import { z } from 'zod';
import type { ApiSettings, Dependencies } from '../dependencies.ts';
import { time } from './fields.ts';

/** An address that works without a key until it expires. */
export const addressFields = {
  url: z
    .url()
    .describe('A presigned address: GET it without a key. It stays the same for minutes, so it can be cached.'),
  urlExpiresAt: time,
};

/** How a browser takes the file at an address. */
export const addressQuery = {
  disposition: z
    .enum(['attachment', 'inline'])
    .default('attachment')
    .describe('Whether the addresses in the answer save a file or show it in the browser.'),
};
export type Disposition = z.output<typeof addressQuery.disposition>;

interface Signing extends Pick<Dependencies, 'storage'> {
  readonly settings: Pick<ApiSettings, 'addressSeconds'>;
}

const LONGEST_WINDOW_SECONDS = 900;
/** S3 takes no address that lives longer. */
const LONGEST_LIFE_SECONDS = 604_800;

/**
 * Signs an address without a call to the storage, so this works while the storage is down. It is signed for the
 * beginning of a window of time, so that all that ask within it get the same address, which caches know by then, and
 * lives for the window and `addressSeconds`, so that even the last one can use it for that long.
 */
export async function presigned(
  { storage, settings: { addressSeconds } }: Signing,
  objectKey: string,
  { fileName, disposition = 'attachment' }: { fileName: string; disposition?: Disposition | undefined },
  now = new Date(),
) {
  const window = windowSeconds(addressSeconds);
  const signedAt = new Date(Math.floor(now.getTime() / 1000 / window) * window * 1000);
  const seconds = window + addressSeconds;
  const cacheControl = cacheControlOf(addressSeconds);
  const inline = disposition === 'inline';
  return {
    url: await storage.presignGet(objectKey, { seconds, signedAt, fileName, inline, cacheControl }),
    urlExpiresAt: new Date(signedAt.getTime() + seconds * 1000).toISOString(),
  };
}

/** What is stored never changes under its key. */
export function cacheControlOf(seconds: number): string {
  return `private, immutable, max-age=${seconds}`;
}

function windowSeconds(addressSeconds: number): number {
  return Math.max(
    1,
    Math.min(LONGEST_WINDOW_SECONDS, Math.floor(addressSeconds / 4), LONGEST_LIFE_SECONDS - addressSeconds),
  );
}
