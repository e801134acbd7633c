import { BUCKET_NAME } from '@proofsheet/domain';
import { z } from 'zod';
import { storageConfigSchema } from './config.ts';

const bucketSchema = storageConfigSchema.omit({ publicEndpoint: true }).extend({
  /** Before every key. */
  prefix: z
    .string()
    .max(200)
    .regex(/^([A-Za-z0-9_.-]+\/)*$/, 'must be folders with a slash behind each')
    .default(''),
});
export type DeliveryBucket = z.output<typeof bucketSchema>;

const bucketsSchema = z.record(z.string().regex(BUCKET_NAME), bucketSchema);

/** A JSON object of the buckets by their names. What is wrong is said without what was written, which has secrets in it. */
const written = z.string().transform((text, context): Readonly<Record<string, DeliveryBucket>> => {
  const parsed = bucketsSchema.safeParse(json(text));
  if (parsed.success) return parsed.data;
  for (const { path, code, message } of parsed.error.issues) {
    const wrong = code === 'invalid_key' ? 'a name has a-z, 0-9 and -' : message;
    context.addIssue(
      path.length === 0 ? 'it is no JSON object of buckets by their names' : `${path.join('.')}: ${wrong}`,
    );
  }
  return z.NEVER;
});

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The buckets to which outputs may be copied besides, for the API and every worker. */
export const deliverySlice = {
  schema: z.object({ buckets: written.optional() }),
  variables: { buckets: 'DELIVERY_BUCKETS' },
} as const;
