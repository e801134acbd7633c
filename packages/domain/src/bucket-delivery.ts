import { z } from 'zod';

/**
 *     WAITING -> PENDING                 its generation is COMPLETED
 *     PENDING -> DELIVERING -> DELIVERED
 *                DELIVERING -> PENDING   it failed with attempts left, or the worker is gone or stopping
 *                DELIVERING -> FAILED    the last attempt failed
 *     any     -> PENDING                 a retry has made more, or it is asked for again
 */
export const BUCKET_DELIVERY_STATUSES = ['WAITING', 'PENDING', 'DELIVERING', 'DELIVERED', 'FAILED'] as const;
export type BucketDeliveryStatus = (typeof BUCKET_DELIVERY_STATUSES)[number];

/** What an operator calls a bucket. */
export const BUCKET_NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Folders below the operator's prefix: none leads out of it. */
const PATH = /^(?!.*(^|\/)\.{1,2}(\/|$))[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/;

/** Where outputs are copied to. */
export const deliverSchema = z
  .strictObject({
    to: z.string().regex(BUCKET_NAME, 'must be the name of a bucket that the operator has configured'),
    path: z
      .string()
      .max(200)
      .regex(PATH, 'must be folders of letters, digits, `_`, `-` and `.`, with slashes in between')
      .optional()
      .describe('Folders below the prefix of the bucket.'),
  })
  .meta({ id: 'Deliver' });
export type Deliver = z.infer<typeof deliverSchema>;

/** Below the prefix of the bucket. It never changes, so that what is delivered twice is there once. */
export function deliveredKey(
  { prefix, path }: { prefix: string; path: string },
  { generationId, fileName }: { generationId: string; fileName: string },
): string {
  return `${prefix}${path === '' ? '' : `${path}/`}${generationId}/${fileName}`;
}
