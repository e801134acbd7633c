import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort } from './ports.ts';
import { objectStoreSettingsSchema, rememberedSettings, rememberSettings } from './settings.ts';
import { type Exit, startHost } from './tied-process.ts';

export interface ObjectStore {
  /** What `connectStorage` of @proofsheet/storage takes. */
  readonly config: { endpoint: string; region: string; accessKey: string; secretKey: string; bucket: string };
  readonly port: number;
  readonly exited: Promise<Exit>;
  stop(): Promise<void>;
  kill(): void;
}

export interface StoreOptions {
  readonly dir: string;
  readonly port?: number;
  /** Whose pages may read and write objects by `fetch`, where they have an address; `*` for all. */
  readonly allowedOrigins?: readonly string[];
}

/**
 * S3 in a folder, for one machine: a child process that listens on loopback and keeps its objects as files below
 * `dir`. Port and keys are chosen at the first start and kept; the port changes when another program has it.
 */
export async function startObjectStore({ port, allowedOrigins = [], ...options }: StoreOptions): Promise<ObjectStore> {
  const dir = resolve(options.dir);
  mkdirSync(dir, { recursive: true, mode: 0o711 });
  const settingsFile = join(dir, 'settings.json');
  const kept = rememberedSettings(settingsFile, objectStoreSettingsSchema.partial({ port: true }), () => ({
    accessKey: `PS${randomBytes(9).toString('hex').toUpperCase()}`,
    secretKey: randomBytes(30).toString('base64url'),
  }));
  const settings = { ...kept, port: port ?? (await freePort(kept.port)) };
  rememberSettings(settingsFile, settings);

  const host = await startHost({
    file: join(import.meta.dirname, 'object-store-host.ts'),
    args: [join(dir, 'objects'), settingsFile, allowedOrigins.join(',')],
    logFile: join(dir, 'log'),
  });
  const { accessKey, secretKey } = settings;
  return {
    config: {
      endpoint: `http://127.0.0.1:${settings.port}`,
      region: 'us-east-1',
      accessKey,
      secretKey,
      bucket: 'proofsheet',
    },
    port: settings.port,
    exited: host.exited,
    stop: () => host.stop(5_000),
    kill: host.kill,
  };
}
