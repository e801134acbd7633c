import { ConfigurationError, readConfiguration } from '@proofsheet/configuration';
import { connectDatabase, ping } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import { openQueues, startConsumer } from '@proofsheet/queue';
import { createRenderer } from '@proofsheet/render';
import { connectStorage } from '@proofsheet/storage';
import { hardenImageLibrary, openVision } from '@proofsheet/vision';
import type { Logger } from 'pino';
import { type Configuration, WORKER_SLICES } from './configuration.ts';
import { openAssetFiles } from './generation/asset-files.ts';
import { createHandlers } from './handlers.ts';
import { serveHealth } from './health.ts';
import { createLog } from './log.ts';
import { stopRequested } from './stop-requested.ts';
import { startUpkeep } from './upkeep.ts';

/** Jobs in; files, rows and events out. Resolves with the exit code. */
async function work(
  { program, database, queue, storage: s3, vision: visionConfig, render, worker }: Configuration,
  log: Logger,
): Promise<number> {
  const stop = stopRequested(program);
  hardenImageLibrary();
  const db = connectDatabase(database);
  const storage = connectStorage(s3);
  const queues = openQueues(queue, log);
  const renderer = await createRenderer(render, { onBroken: ({ code, message }) => log.warn({ code }, message) });
  const { leaseSeconds, concurrency } = worker;
  const vision = await openVision({ threads: concurrency, config: visionConfig });
  for (const about of vision.about) log.info({ about }, 'model of the operator');

  const assetFiles = openAssetFiles(storage);
  const handlers = createHandlers({ db, storage, assetFiles, vision, queues, renderer, leaseSeconds }, worker);
  const parallel = { thumbnail: concurrency, ad: concurrency, ingest: concurrency };
  const consumer = startConsumer(queue, { queues: worker.queues, handlers, concurrency: parallel, log });
  const upkeep = startUpkeep(worker, { db, queues, consumer, log });
  const health =
    worker.healthPort === undefined
      ? undefined
      : await serveHealth(
          { host: worker.healthHost, port: worker.healthPort },
          {
            checks: { database: () => ping(db), queue: queues.ping, storage: storage.ping },
            states: { vision: vision.state },
          },
        );
  log.info({ queues: worker.queues, concurrency, healthPort: health?.port }, 'worker ready');

  const asked = stop.then((reason) => ({ reason, code: 0 }));
  const { reason, code } = await Promise.race([asked, upkeep.stuck.then((reason) => ({ reason, code: 1 }))]);
  log.info({ reason, graceSeconds: worker.graceSeconds }, 'worker stopping');
  upkeep.stop();
  await consumer.close(worker.graceSeconds * 1000);
  health?.close();
  await vision.close();
  await renderer.close();
  await queues.close();
  await db.destroy();
  log.info({}, 'worker stopped');
  return code;
}

const log = createLog('info');
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'worker crashed');
  process.exit(1);
});
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
  else log.fatal({ err: error }, 'worker cannot start');
  process.exit(1);
}

function isTaken(error: unknown): error is { port: number; address: string } {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
