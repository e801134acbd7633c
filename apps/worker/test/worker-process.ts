import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import type { TestSystem } from './harness.ts';

const MAIN = join(import.meta.dirname, '../src/main.ts');

export interface LogLine {
  readonly msg: string;
  readonly [field: string]: unknown;
}

export interface WorkerProcess {
  readonly child: ChildProcess;
  readonly lines: LogLine[];
  /** The exit code, or the signal that ended it, once all its lines are here. */
  readonly ended: Promise<number | string>;
  /** Resolves with the first line of that message. */
  logged(message: string): Promise<LogLine>;
}

/** A worker as operators start it. Leases and sweeps are short here, so that a death is noticed within seconds. */
export function startWorker(
  system: Pick<TestSystem, 'url' | 's3' | 'queueConfig'>,
  settings: Record<string, string | undefined> = {},
): WorkerProcess {
  const child = spawn(process.execPath, [MAIN], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      DATABASE_URL: system.url,
      QUEUE_URL: system.queueConfig.url,
      QUEUE_PREFIX: system.queueConfig.prefix,
      S3_ENDPOINT: system.s3.endpoint,
      S3_REGION: system.s3.region,
      S3_ACCESS_KEY: system.s3.accessKey,
      S3_SECRET_KEY: system.s3.secretKey,
      S3_BUCKET: system.s3.bucket,
      LEASE_SECONDS: '5',
      SWEEP_SECONDS: '0.5',
      ...settings,
    },
  });
  const lines: LogLine[] = [];
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => {
    if (process.env.LOG_LEVEL) process.stderr.write(`${line}\n`);
    lines.push(JSON.parse(line));
  });
  return {
    child,
    lines,
    ended: Promise.all([once(child, 'exit'), once(output, 'close')]).then(([[code, signal]]) => code ?? signal),
    logged: async (message) => {
      const found = () => lines.find(({ msg }) => msg === message);
      return expect
        .poll(found, { timeout: 200_000, interval: 20, message })
        .toBeDefined()
        .then(() => found() as LogLine);
    },
  };
}
