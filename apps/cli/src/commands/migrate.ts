import { connectDatabase, databaseConfigSchema } from '@proofsheet/database';
import { queueConfigSchema } from '@proofsheet/queue';
import { storageConfigSchema } from '@proofsheet/storage';
import { z } from 'zod';
import { CommandError } from '../command-error.ts';
import { migrateEverything } from '../system/migrate-everything.ts';

const settingsSchema = z.object({
  DATABASE_URL: databaseConfigSchema.shape.url,
  QUEUE_URL: queueConfigSchema.shape.url,
  S3_ENDPOINT: storageConfigSchema.shape.endpoint,
  S3_REGION: storageConfigSchema.shape.region,
  S3_ACCESS_KEY: storageConfigSchema.shape.accessKey,
  S3_SECRET_KEY: storageConfigSchema.shape.secretKey,
  S3_BUCKET: storageConfigSchema.shape.bucket,
});

/** Brings real servers up to date: the tables, the queue's schema where its backend has one, the bucket. */
export async function migrate(env: NodeJS.ProcessEnv): Promise<string[]> {
  const settings = readSettings(env);
  const storage = {
    endpoint: settings.S3_ENDPOINT,
    region: settings.S3_REGION,
    accessKey: settings.S3_ACCESS_KEY,
    secretKey: settings.S3_SECRET_KEY,
    bucket: settings.S3_BUCKET,
  };
  const db = connectDatabase({ url: settings.DATABASE_URL });
  try {
    return await migrateEverything({ db, queueUrl: settings.QUEUE_URL, storage });
  } finally {
    await db.destroy();
  }
}

/** One line for each variable that is missing or wrong; never its value, which may be a secret. */
function readSettings(env: NodeJS.ProcessEnv): z.infer<typeof settingsSchema> {
  // An empty variable is how Compose writes one that is not set.
  const parsed = settingsSchema.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    return env[name] ? `${name} is not valid: ${message}` : `${name} is not set.`;
  });
  throw new CommandError([...new Set(lines)].join('\n'));
}
