import { relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isFree } from '@proofsheet/embedded';
import { CommandError } from '../command-error.ts';
import { type DataFolder, takeDataFolder } from '../system/data-folder.ts';
import { buildGallery } from '../system/gallery.ts';
import { type System, startSystem } from '../system/start-system.ts';
import type { StopOrders } from '../terminal/stop-orders.ts';
import { makeFirstKey } from './keys.ts';
import { firstSignIn } from './sign-in-links.ts';

export interface StartOptions {
  readonly data: string;
  readonly port: number;
  readonly adminPort: number;
}

export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly orders: StopOrders;
  readonly say: (line: string) => void;
}

/** Runs the whole system on this machine until it is told to stop. Resolves with the exit code. */
export async function start(options: StartOptions, { env, orders, say }: Surroundings): Promise<number> {
  const folder = takeDataFolder(options.data);
  try {
    await checkPorts(options, folder);
    await buildGallery(say);
    say('Starting PostgreSQL, S3, API and worker ...');
    const system = await startSystem({
      folder: folder.path,
      ports: { api: options.port, admin: options.adminPort },
      durable: true,
      env,
      stopping: orders.signal,
      say,
    });
    const end = await runUntilTheEnd(system, folder, { orders, say });
    say('Stopping ... (Ctrl-C again stops at once)');
    await system.stop();
    if (end.failure === undefined) return 0;
    throw new CommandError(end.failure);
  } catch (error) {
    if (error === orders.signal.reason) return 0;
    throw error;
  } finally {
    folder.release();
  }
}

async function runUntilTheEnd(
  system: System,
  folder: DataFolder,
  { orders, say }: Pick<Surroundings, 'orders' | 'say'>,
): Promise<{ failure?: string }> {
  folder.announce({ api: system.api, database: system.databaseUrl, storage: system.storage });
  const key = await makeFirstKey(system.db);
  say(welcome(system, folder, { key, gallery: await firstSignIn(system) }));
  const failure = system.failed.then((reason) => ({ failure: reason }));
  return Promise.race([failure, orders.first.then(() => ({}))]);
}

function welcome(
  system: System,
  folder: DataFolder,
  { key, gallery }: { key: string | undefined; gallery: string | undefined },
): string {
  const frame = framed('Proofsheet is running', {
    Gallery: gallery && `${gallery}  (signs in once)`,
    API: system.api,
    Reference: `${system.api}/docs`,
    'Bull Board': system.admin,
    'API key': key && `${key}  (shown only now: keep it)`,
    Data: relative(process.cwd(), folder.path) || '.',
    Logs: relative(process.cwd(), `${folder.path}/logs`),
  });
  return `\n${frame}\n\nCtrl-C stops it. Another key: npm start -- keys create; another link to the gallery: npm start -- keys link`;
}

const FRAME_PAD = 2;

/** Labelled lines in a frame; a row without a value is left out. */
function framed(title: string, rows: Record<string, string | undefined>): string {
  const shown = Object.entries(rows).filter((row): row is [string, string] => row[1] !== undefined);
  const label = Math.max(...shown.map(([name]) => name.length)) + 3;
  const lines = [title, '', ...shown.map(([name, value]) => name.padEnd(label) + value)];
  const width = Math.max(...lines.map((line) => line.length)) + 2 * FRAME_PAD;
  const body = lines.map((line) => `│${' '.repeat(FRAME_PAD)}${line.padEnd(width - FRAME_PAD)}│`);
  return [`┌${'─'.repeat(width)}┐`, ...body, `└${'─'.repeat(width)}┘`].join('\n');
}

/** Checks the ports before anything starts, so that a taken one is told at once and in one line. */
async function checkPorts({ port, adminPort }: StartOptions, folder: DataFolder): Promise<void> {
  const wanted = [
    { port, flag: '--port', what: 'the API' },
    { port: adminPort, flag: '--admin-port', what: 'Bull Board' },
  ];
  if (port === adminPort) throw new CommandError(`--port and --admin-port are both ${port}: give two different ports.`);
  // The processes of a killed predecessor need a moment to notice and to end.
  const deadline = Date.now() + (folder.afterCrash ? 10_000 : 0);
  for (const { port, flag, what } of wanted) {
    while (!(await isFree(port)) && Date.now() < deadline) await delay(100);
    if (await isFree(port)) continue;
    throw new CommandError(`Port ${port} for ${what} is taken by another program. Choose another one: ${flag} <port>`);
  }
}
