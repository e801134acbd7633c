import { ConfigurationError, readConfiguration } from '@proofsheet/configuration';
import { connectDatabase } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import { openOutbound } from '@proofsheet/outbound';
import { catchOutput, type Log, logCrashes, openLog, stopRequested, watchOutages } from '@proofsheet/program';
import { openQueues, startConsumer } from '@proofsheet/queue';
import { createRenderer } from '@proofsheet/render';
import { readCatalog } from '@proofsheet/render/catalog';
import { connectStorage } from '@proofsheet/storage';
import { hardenImageLibrary, openVision } from '@proofsheet/vision';
import { openSecrets } from '@proofsheet/webhooks';
import { openBuckets } from './buckets/deliver-outputs.ts';
import { type Configuration, WORKER_SLICES } from './configuration.ts';
import { openAssetFiles } from './generation/asset-files.ts';
import { createHandlers } from './handlers.ts';
import { openWorkerReadiness, serveHealth } from './health.ts';
import { openDraftImages } from './previews/draft-images.ts';
import { startUpkeep } from './upkeep.ts';
import { hearOfDeliveries } from './webhooks/listen.ts';

/** Jobs in; files, rows and events out. Resolves with the exit code. */
async function work(
  {
    program,
    database,
    queue,
    outbound: networks,
    webhooks,
    storage: s3,
    delivery: { buckets: configured = {} },
    vision: visionConfig,
    render,
    worker,
  }: Configuration,
  log: Log,
): Promise<number> {
  const stop = stopRequested(program);
  hardenImageLibrary();
  const watch = watchOutages(log, 'queue');
  const watchDatabase = watchOutages(log, 'database');
  const db = connectDatabase(database, watchDatabase);
  const storage = connectStorage(s3, watchOutages(log, 'storage'));
  const queues = openQueues(queue, log, watch);
  const renderer = await createRenderer(render, { onBroken: ({ code, message }) => log.warn({ code }, message) });
  const catalog = await readCatalog(render.templatesDir);
  const { leaseSeconds, concurrency } = worker;
  const vision = await openVision({ threads: concurrency, config: visionConfig });
  for (const about of vision.about) log.info({ about }, 'model of the operator');

  const assetFiles = openAssetFiles(storage);
  const draftImages = openDraftImages({ db, assetFiles });
  const outbound = openOutbound(networks);
  const { addressSeconds, webhookDisableDays: disableDays } = worker;
  const buckets = openBuckets(configured);
  const delivery = { outbound, secrets: openSecrets(webhooks), addressSeconds, disableDays };
  const rendering = { vision, renderer, catalog, draftImages };
  const tools = { db, storage, assetFiles, queues, leaseSeconds, ...rendering, ...delivery, buckets };
  const handlers = createHandlers(tools, worker);
  const parallel = { thumbnail: concurrency, ad: concurrency, ingest: concurrency, preview: concurrency };
  const consumer = startConsumer(queue, { queues: worker.queues, handlers, concurrency: parallel, log, watch });
  const listener = worker.queues.includes('webhook')
    ? hearOfDeliveries(worker.listenUrl ?? database.url, { queues, log, watch: watchDatabase })
    : undefined;
  const upkeep = startUpkeep(worker, { db, queues, consumer, log });
  const readiness = openWorkerReadiness({ db, queues, storage });
  const { healthHost: host, healthPort: port } = worker;
  const states = { vision: vision.state };
  const health = port === undefined ? undefined : await serveHealth({ host, port }, { readiness, states });
  log.info({ queues: worker.queues, concurrency, healthPort: health?.port }, 'worker ready');

  const asked = stop.then((reason) => ({ reason, code: 0 }));
  const { reason, code } = await Promise.race([asked, upkeep.stuck.then((reason) => ({ reason, code: 1 }))]);
  log.info({ reason, graceSeconds: worker.graceSeconds }, 'worker stopping');
  readiness.stop();
  upkeep.stop();
  await listener?.close();
  await consumer.close(worker.graceSeconds * 1000);
  await outbound.close();
  health?.close();
  await vision.close();
  await renderer.close();
  await queues.close();
  await db.destroy();
  log.info({}, 'worker stopped');
  return code;
}

const log = openLog('worker', 'info');
logCrashes(log);
catchOutput(log);
try {
  const configuration = readConfiguration(WORKER_SLICES, process.env);
  log.level = configuration.program.logLevel;
  process.exit(await work(configuration, log));
} catch (error) {
  if (error instanceof ConfigurationError) {
    for (const problem of error.problems) log.fatal(problem);
  } else if (error instanceof Fault) {
    for (const line of error.message.split('\n')) log.fatal({ code: error.code }, `worker not started: ${line}`);
  } else if (isTaken(error)) log.fatal(`HEALTH_PORT ${error.port} on ${error.address} is taken`);
  else log.fatal({ err: error }, 'worker cannot start or stop');
  process.exit(1);
}

function isTaken(error: unknown): error is { port: number; address: string } {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
