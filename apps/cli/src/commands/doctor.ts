import { randomUUID } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import {
  connectDatabase,
  databaseSlice,
  databaseTime,
  latestWebhookSecret,
  ping,
  serverVersion,
} from '@proofsheet/database';
import { LATEST_MIGRATION } from '@proofsheet/migrations';
import { type Log, openQueues, queueSlice } from '@proofsheet/queue';
import { connectStorage, type DeliveryBucket, deliverySlice, storageSlice } from '@proofsheet/storage';
import { openSecrets, webhooksSlice } from '@proofsheet/webhooks';
import { mending, type Server } from '../doctor/mending.ts';
import { readServers, type Target } from '../system/servers.ts';

export interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'warning' | 'wrong';
  readonly found: string;
  /** How to mend it. */
  readonly mend?: string;
}

const OLDEST_POSTGRES = 13;
const CLOCK_SECONDS = 5;
const LITTLE_ROOM = 1_000_000_000;

/** Looks at each server as Proofsheet uses it: address, rights, version, clock, policy. One that is away hides no other. */
export async function examine(target: Target): Promise<Finding[]> {
  const servers = readServers(target, {
    database: databaseSlice,
    queue: queueSlice,
    storage: storageSlice,
    delivery: deliverySlice,
    webhooks: webhooksSlice,
  });
  return [
    ...(await look('database', () => examineDatabase(servers.database))),
    ...(await look('queue', () => examineQueue(servers.queue))),
    ...(await look('storage', () => examineStorage(servers.storage))),
    ...(await Promise.all(Object.entries(servers.delivery.buckets ?? {}).map(examineBucket))),
    ...(await look('database', () => examineSecrets(servers.database, servers.webhooks))),
    ...(await look(undefined, examineMachine)),
  ];
}

async function look(server: Server | undefined, examination: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await examination();
  } catch (error) {
    return [{ what: server ?? 'machine', state: 'wrong', ...mending(error, server ?? 'storage') }];
  }
}

async function examineDatabase(config: Parameters<typeof connectDatabase>[0]): Promise<Finding[]> {
  const db = connectDatabase(config);
  try {
    await ping(db, { migration: LATEST_MIGRATION });
    const version = await serverVersion(db);
    const behind = Number.parseInt(version, 10) < OLDEST_POSTGRES;
    const before = Date.now();
    const apart = ((await databaseTime(db)).getTime() - (before + Date.now()) / 2) / 1000;
    const off = Math.abs(apart) > CLOCK_SECONDS;
    return [
      behind
        ? {
            what: 'database',
            state: 'wrong',
            found: `PostgreSQL ${version}`,
            mend: `Update it to ${OLDEST_POSTGRES} or later.`,
          }
        : { what: 'database', state: 'ok', found: `PostgreSQL ${version}, writable, migrated to ${LATEST_MIGRATION}` },
      off
        ? {
            what: 'clock',
            state: 'warning',
            found: `${apart.toFixed(1)} s from the database's`,
            mend: 'Set both by NTP.',
          }
        : { what: 'clock', state: 'ok', found: `${Math.abs(apart).toFixed(1)} s from the database's` },
    ];
  } finally {
    await db.destroy();
  }
}

/** Whether the secrets of webhooks were encrypted with the key that is set here. */
async function examineSecrets(
  config: Parameters<typeof connectDatabase>[0],
  webhooks: Parameters<typeof openSecrets>[0],
): Promise<Finding[]> {
  const db = connectDatabase(config);
  try {
    const secret = await latestWebhookSecret(db);
    if (secret === undefined) return [];
    try {
      openSecrets(webhooks).open(secret);
      return [{ what: 'webhooks', state: 'ok', found: 'WEBHOOK_KEY opens their secrets' }];
    } catch {
      const found = 'their secrets were encrypted with another WEBHOOK_KEY: none is sent';
      return [{ what: 'webhooks', state: 'wrong', found, mend: 'Give back that key, or have users make new secrets.' }];
    }
  } finally {
    await db.destroy();
  }
}

/** What the queue warns of when it connects, such as a Redis that throws jobs away, is a finding. */
async function examineQueue(config: Parameters<typeof openQueues>[0]): Promise<Finding[]> {
  const warnings: string[] = [];
  const queues = openQueues(config, listening(warnings));
  try {
    // The first connection of a busy machine may take longer than an answer may: that is no illness.
    await queues
      .ping()
      .catch(() => queues.ping())
      .catch(() => queues.ping());
    const redis = config.url.startsWith('redis');
    const kind = redis ? 'Redis, writable' : 'PostgreSQL, for one machine only';
    const counts = await Promise.all(queues.bull.map((queue) => queue.getJobCounts('failed')));
    const failed = counts.reduce((sum, { failed: count = 0 }) => sum + count, 0);
    return [
      { what: 'queue', state: 'ok', found: kind },
      ...warnings.map((found): Finding => ({ what: 'queue', state: 'warning', found, mend: 'As it says.' })),
      ...(failed === 0
        ? []
        : [
            {
              what: 'jobs',
              state: 'warning',
              found: `${failed} have failed`,
              mend: 'Their errors are in Bull Board.',
            } as const,
          ]),
    ];
  } finally {
    await queues.close();
  }
}

async function examineStorage(config: Parameters<typeof connectStorage>[0]): Promise<Finding[]> {
  const storage = connectStorage(config);
  await storage.ping();
  // Below no user's prefix; when this dies in between, the sweep for orphans takes it.
  const key = `doctor/${randomUUID()}`;
  const content = Buffer.from('proofsheet');
  await storage.put(key, content, { bytes: content.length, mediaType: 'text/plain' });
  const same = (await storage.get(key)).equals(content);
  await storage.remove([key]);
  return [
    same
      ? { what: 'storage', state: 'ok', found: `bucket ${config.bucket}: written, read and deleted` }
      : { what: 'storage', state: 'wrong', found: 'what was written is not what is read', mend: 'Look at its log.' },
  ];
}

/** Its rights may be to write alone: what cannot be removed again is told. */
async function examineBucket([name, { prefix, ...config }]: [string, DeliveryBucket]): Promise<Finding> {
  const what = `delivery ${name}`;
  const storage = connectStorage(config);
  const key = `${prefix}proofsheet-doctor`;
  const content = Buffer.from('proofsheet');
  try {
    await storage.put(key, content, { bytes: content.length, mediaType: 'text/plain' });
    const removed = await storage.remove([key]).then(
      () => true,
      () => false,
    );
    const found = `bucket ${config.bucket}: written${removed ? ' and deleted' : `; ${key} may not be deleted, and stays`}`;
    return { what, state: 'ok', found };
  } catch (error) {
    return { what, state: 'wrong', ...mending(error, 'delivery') };
  }
}

async function examineMachine(): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(tmpdir());
  const room = bavail * bsize;
  const found = `${(room / 1e9).toFixed(1)} GB free in ${tmpdir()}`;
  return [
    { what: 'program', state: 'ok', found: `Node ${process.versions.node} on ${process.platform} ${process.arch}` },
    room < LITTLE_ROOM
      ? { what: 'disk', state: 'warning', found, mend: 'Make room: uploads lie there while they come in.' }
      : { what: 'disk', state: 'ok', found },
  ];
}

function listening(warnings: string[]): Log {
  const hear = (_: object, message: string) => void warnings.push(message);
  const log: Log = { debug: () => {}, info: () => {}, warn: hear, error: hear, child: () => log };
  return log;
}

const SIGNS = { ok: 'ok      ', warning: 'warning ', wrong: 'WRONG   ' };

export function shown({ what, state, found, mend }: Finding): string {
  return `${SIGNS[state]}${what.padEnd(10)}${found}${mend === undefined ? '' : `\n${' '.repeat(18)}-> ${mend}`}`;
}
