import { type QueueConfig, queueConfigSchema } from '@proofsheet/queue';
import { type StorageConfig, storageConfigSchema } from '@proofsheet/storage';
import { CommandError } from '../command-error.ts';
import { runningIn } from './data-folder.ts';

/** The server that DATABASE_URL names, else the one that `proofsheet start` runs on the data folder now. */
export function databaseUrl(data: string, env: NodeJS.ProcessEnv): string {
  const url = env.DATABASE_URL || runningIn(data)?.database;
  if (url) return url;
  throw new CommandError(`Nothing runs on ${data}. Start Proofsheet there first, or set DATABASE_URL.`);
}

/**
 * The queue that goes with the database above: QUEUE_URL and QUEUE_PREFIX where DATABASE_URL is set; on a data folder
 * the database is the queue's as well.
 */
export function queueConfig(data: string, env: NodeJS.ProcessEnv): QueueConfig {
  const url = env.DATABASE_URL ? env.QUEUE_URL : databaseUrl(data, env);
  if (!url) throw new CommandError('QUEUE_URL is not set: it goes with DATABASE_URL.');
  const prefix = env.DATABASE_URL && env.QUEUE_PREFIX ? { prefix: env.QUEUE_PREFIX } : {};
  const parsed = queueConfigSchema.safeParse({ url, ...prefix });
  if (parsed.success) return parsed.data;
  throw new CommandError(`QUEUE_URL is not valid: ${parsed.error.issues[0]?.message}`);
}

/** The storage that goes with the database above: S3_* where DATABASE_URL is set, else that of the data folder. */
export function storageConfig(data: string, env: NodeJS.ProcessEnv): StorageConfig {
  const { S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY, S3_SECRET_KEY, S3_BUCKET } = env;
  const given = { endpoint: S3_ENDPOINT, accessKey: S3_ACCESS_KEY, secretKey: S3_SECRET_KEY, bucket: S3_BUCKET };
  const named = { ...given, ...(S3_REGION ? { region: S3_REGION } : {}) };
  const parsed = storageConfigSchema.safeParse(env.DATABASE_URL ? named : runningIn(data)?.storage);
  if (parsed.success) return parsed.data;
  if (env.DATABASE_URL)
    throw new CommandError('S3_ENDPOINT, S3_ACCESS_KEY, S3_SECRET_KEY and S3_BUCKET go with DATABASE_URL.');
  throw new CommandError(`Nothing runs on ${data}. Start Proofsheet there first, or set DATABASE_URL and S3_*.`);
}
