import { connectDatabase } from '@proofsheet/database';
import { storageConfigSchema } from '@proofsheet/storage';
import { z } from 'zod';
import { CommandError } from '../command-error.ts';
import { migrateEverything } from '../system/migrate-everything.ts';

const environmentSchema = z.object({
  DATABASE_URL: z.string('is not set'),
  QUEUE_URL: z.string('is not set'),
  S3_ENDPOINT: z.string('is not set'),
  S3_REGION: z.string().optional(),
  S3_ACCESS_KEY: z.string('is not set'),
  S3_SECRET_KEY: z.string('is not set'),
  S3_BUCKET: z.string('is not set'),
});

/** Brings real servers up to date: the tables, the queue's schema where its backend has one, the bucket. */
export async function migrate(env: NodeJS.ProcessEnv): Promise<string[]> {
  const parsed = environmentSchema.safeParse(env);
  if (!parsed.success) {
    throw new CommandError(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`).join('\n'));
  }
  const given = parsed.data;
  const storage = storageConfigSchema.parse({
    endpoint: given.S3_ENDPOINT,
    region: given.S3_REGION,
    accessKey: given.S3_ACCESS_KEY,
    secretKey: given.S3_SECRET_KEY,
    bucket: given.S3_BUCKET,
  });
  const db = connectDatabase({ url: given.DATABASE_URL });
  try {
    return await migrateEverything({ db, queueUrl: given.QUEUE_URL, storage });
  } finally {
    await db.destroy();
  }
}
