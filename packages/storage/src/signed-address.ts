import type { Storage } from './storage.ts';

export interface AddressOptions {
  /** How long the address works at least. */
  readonly addressSeconds: number;
  readonly fileName: string;
  readonly inline: boolean;
}

const LONGEST_WINDOW_SECONDS = 900;
/** S3 takes no address that lives longer. */
const LONGEST_LIFE_SECONDS = 604_800;

/**
 * Signs an address without a call to the storage, so this works while the storage is down. It is signed for the
 * beginning of a window of time, so that all that ask within it get the same address, which caches know by then, and
 * lives for the window and `addressSeconds`, so that even the last one can use it for that long.
 */
export async function signedAddress(
  storage: Storage,
  objectKey: string,
  { addressSeconds, fileName, inline }: AddressOptions,
  now = new Date(),
) {
  const window = windowSeconds(addressSeconds);
  const signedAt = new Date(Math.floor(now.getTime() / 1000 / window) * window * 1000);
  const seconds = window + addressSeconds;
  const cacheControl = cacheControlOf(addressSeconds);
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
