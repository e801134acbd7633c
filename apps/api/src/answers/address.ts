import { signedAddress } from '@proofsheet/storage';
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

/** The address of an object for who asks this process. */
export function presigned(
  { storage, settings: { addressSeconds } }: Signing,
  objectKey: string,
  { fileName, disposition = 'attachment' }: { fileName: string; disposition?: Disposition | undefined },
  now?: Date,
) {
  return signedAddress(storage, objectKey, { addressSeconds, fileName, inline: disposition === 'inline' }, now);
}
