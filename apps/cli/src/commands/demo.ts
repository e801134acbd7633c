import { rmSync } from 'node:fs';
import { access, chmod, constants, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { type GenerationRequest, Proofsheet } from '@proofsheet/client';
import { fromPath } from '@proofsheet/client/node';
import { ASSET_ROLES, type AssetRole, type Copy, isCompleted } from '@proofsheet/domain';
import { CommandError } from '../command-error.ts';
import { type DemoOrder, demoOrders, type OwnMaterial, ownWordsSchema } from '../demo/orders.ts';
import { type Result, saveResults } from '../demo/save-results.ts';
import { type Stopwatch, stopwatch } from '../demo/stopwatch.ts';
import { buildGallery } from '../system/gallery.ts';
import { type System, startSystem } from '../system/start-system.ts';
import { progressOn } from '../terminal/progress.ts';
import { makeFirstKey } from './keys.ts';
import { firstSignIn } from './sign-in-links.ts';
import type { Surroundings } from './start.ts';

export interface DemoOptions extends Partial<Omit<Copy, 'brand'>> {
  readonly photo?: string;
  readonly role: string;
  readonly out: string;
  /** Goes on until it is told to stop, so that the gallery can be looked at. */
  readonly stay?: boolean;
}

/** Uploads, submits, renders and downloads once, in a data folder that is deleted afterwards. */
export async function demo(options: DemoOptions, surroundings: Surroundings & { bars: NodeJS.WriteStream }) {
  const { orders: stop, say, bars } = surroundings;
  const orders = demoOrders(await ownMaterial(options));
  const watch = stopwatch();
  if (options.stay) await buildGallery(say);
  say('Starting PostgreSQL, S3, API and worker ...');
  const system = await watch.time(() => startTemporarySystem(surroundings), 'Start');
  try {
    const failed = system.failed.then((reason) => Promise.reject(new CommandError(reason)));
    const proofsheet = new Proofsheet({ baseUrl: system.api, apiKey: (await makeFirstKey(system.db)) ?? '' });
    const tools = { proofsheet, signal: stop.signal };
    const results = await Promise.race([failed, render(orders, tools, watch, bars)]);
    const completed = results.filter(({ generation }) => isCompleted(generation.status));
    const folder = resolve(options.out);
    await watch.time(
      () => saveResults(folder, completed, tools),
      (count) => `Download ${count} images`,
    );
    if (options.stay) {
      say(`\nThe gallery: ${await firstSignIn(system)}  (signs in once)\nCtrl-C ends it, and deletes what it holds.`);
      await Promise.race([failed, stop.first]);
    }
    await watch.time(() => system.stop(), 'Stop');
    say(`\n${watch.report().join('\n')}\n`);
    if (completed.length > 0)
      say(`The images are in ${relative(process.cwd(), folder) || '.'}/ — open index.html there.`);
    if (!options.stay) say('In the gallery: npm run demo -- --stay, or npm start for one that keeps what you make.');
    complainOfFailures(results);
  } finally {
    await system.stop();
  }
}

/** Both generations run at the same time: each has its own queue. */
async function render(
  orders: DemoOrder[],
  { proofsheet, signal }: { proofsheet: Proofsheet; signal: AbortSignal },
  watch: Stopwatch,
  stream: NodeJS.WriteStream,
) {
  const count = orders.flatMap((order) => order.images).length;
  const uploaded = await watch.time(
    () =>
      Promise.all(
        orders.map(({ images }) =>
          Promise.all(
            images.map(async ({ path, role }) => proofsheet.assets.upload(await fromPath(path), { role, signal })),
          ),
        ),
      ),
    `Upload ${count} image${count === 1 ? '' : 's'}`,
  );
  const progress = progressOn(stream);
  try {
    return await Promise.all(
      orders.map((order, index): Promise<Result> => {
        const show = progress.add(order.name);
        const run = async () => {
          const { kind, variants } = order;
          const copy = order.copy as GenerationRequest['copy'];
          const assets = uploaded[index]?.map(({ id }) => ({ assetId: id })) ?? [];
          const { id } = await proofsheet.generations.create({ kind, variants, copy, assets }, { signal });
          const onProgress = ({ done, total }: { done: number; total: number }) => show(done, total, '');
          const generation = await proofsheet.generations.wait(id, { signal, onProgress });
          show(generation.progress.done, generation.progress.total, generation.status);
          return { order, generation };
        };
        return watch.time(run, ({ generation }) => `Make ${generation.progress.total} images: ${order.name}`);
      }),
    );
  } finally {
    progress.stop();
  }
}

async function startTemporarySystem({ env, orders, say }: Surroundings): Promise<System> {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-demo-'));
  // Under root the database runs as another user, who must be able to pass through.
  await chmod(folder, 0o711);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }));
  return startSystem({ folder, durable: false, env, stopping: orders.signal, say });
}

/** Checks the user's photo and words before anything starts. */
async function ownMaterial({ photo, role, headline, subline, price, button }: DemoOptions): Promise<OwnMaterial> {
  const given = Object.entries({ headline, subline, price, button }).filter(([, text]) => text !== undefined);
  const words = ownWordsSchema.safeParse(Object.fromEntries(given));
  if (!words.success) {
    const [issue] = words.error.issues;
    throw new CommandError(`--${issue?.path.join('.')}: ${issue?.message}`);
  }
  if (photo === undefined) return { words: words.data };
  const known = ASSET_ROLES.find((name) => name === role.toUpperCase()) as AssetRole | undefined;
  if (!known) throw new CommandError(`--role: one of ${ASSET_ROLES.join(', ')}, not ${role}.`);
  await access(photo, constants.R_OK).catch((error) => {
    throw new CommandError(`--photo: ${photo} cannot be read (${error.code}).`);
  });
  return { photo: { path: resolve(photo), role: known }, words: words.data };
}

function complainOfFailures(results: readonly Result[]): void {
  const failures = results.filter(({ generation }) => !isCompleted(generation.status));
  if (failures.length === 0) return;
  const reasons = failures.map(({ order, generation }) => {
    const why = generation.error ? `${generation.error.message} (${generation.error.code})` : generation.status;
    return `No ${order.name}: ${why}`;
  });
  throw new CommandError(reasons.join('\n'));
}
