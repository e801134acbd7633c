import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigurationError, readConfiguration } from '@proofsheet/configuration';
import { connectDatabase } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import { ANYWHERE, openOutbound } from '@proofsheet/outbound';
import { catchOutput, type Log, logCrashes, openLog, stopRequested, watchOutages } from '@proofsheet/program';
import { openCounters, openQueues } from '@proofsheet/queue';
import { readCatalog } from '@proofsheet/render/catalog';
import { fontExaminer } from '@proofsheet/render/font-examiner';
import { connectStorage } from '@proofsheet/storage';
import { hardenImageLibrary } from '@proofsheet/vision';
import { openSecrets } from '@proofsheet/webhooks';
import { buildApi } from './api.ts';
import { buildBoard } from './board.ts';
import { API_SLICES, type Configuration } from './configuration.ts';
import { openFeed } from './events/feed.ts';
import { openApiReadiness } from './readiness.ts';
import { openTokens } from './tokens/verify-token.ts';
import { keepScratchClean } from './uploads/scratch.ts';

/** After this time what still runs is cut off. */
const GRACE_MS = 15_000;

/** The composition root: connects everything, listens, and takes everything down again in the opposite order. */
async function run(
  {
    program,
    catalog,
    database,
    storage: s3,
    queue,
    outbound: networks,
    webhooks,
    api: settings,
    origins,
    delivery,
    tokens: product,
  }: Configuration,
  log: Log,
) {
  const asked = stopRequested(program);
  hardenImageLibrary();
  await keepScratchClean(settings.uploadFolder);

  const templates = await readCatalog(catalog.templatesDir);
  const watchDatabase = watchOutages(log, 'database');
  const db = connectDatabase(database, watchDatabase);
  const storage = connectStorage(s3, watchOutages(log, 'storage'));
  const queues = openQueues(queue, log, watchOutages(log, 'queue'));
  const counters = openCounters(queue);
  const readiness = openApiReadiness({ db, queues, storage }, settings.uploadFolder);
  const heard = settings.listenUrl ?? database.url;
  const feed = openFeed({ db, url: heard, log, watch: watchDatabase });
  const outbound = openOutbound(networks);
  // The operator named the one address that it calls, often of the product's own network.
  const ownNetwork = openOutbound({ allow: ANYWHERE });
  const tokens = openTokens(product, ownNetwork);
  const secrets = openSecrets(webhooks);
  const deliveryBuckets = Object.keys(delivery.buckets ?? {});
  const served = {
    db,
    storage,
    queues,
    counters,
    fonts: fontExaminer(),
    templates,
    readiness,
    feed,
    outbound,
    secrets,
    tokens,
  };
  const gallery = { folder: settings.galleryFolder, imageOrigin: s3.publicEndpoint ?? s3.endpoint };
  const place = { url: settings.boardUrl, host: settings.adminHost, port: settings.adminPort };
  const shown = { ...settings, ...origins, deliveryBuckets, gallery, board: place };
  const api = await buildApi({ ...served, settings: shown }, log);
  const board = await buildBoard({ db, queues, settings }, log);

  const address = await api.listen({ host: settings.host, port: settings.port });
  const boardAddress = await board.listen({ host: settings.adminHost, port: settings.adminPort });
  log.info({ address, reference: `${address}/docs`, boardAddress }, 'api listens');

  const reason = await asked;
  readiness.stop();
  // Only an orchestrator sends SIGTERM, and needs time to send requests elsewhere: a person at a terminal does not.
  const drainSeconds = reason === 'SIGTERM' ? settings.drainSeconds : 0;
  log.info({ reason, drainSeconds }, 'api stops');
  await sleep(drainSeconds * 1000);
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  // New requests are refused and running ones get their answers, before their dependencies are closed.
  await Promise.all([api.close(), board.close()]);
  counters?.close();
  await Promise.all([queues.close(), db.destroy(), outbound.close(), ownNetwork.close()]);
}

const log = openLog('api', 'info');
logCrashes(log);
catchOutput(log);
try {
  const configuration = readConfiguration(API_SLICES, process.env);
  log.level = configuration.program.logLevel;
  await run(configuration, log);
  process.exit(0);
} catch (error) {
  if (error instanceof ConfigurationError) for (const problem of error.problems) log.fatal(problem);
  else if (isTaken(error)) log.fatal(`PORT ${error.port} on ${error.address} is taken`);
  else if (error instanceof Fault) for (const line of error.message.split('\n')) log.fatal({ code: error.code }, line);
  else log.fatal({ err: error }, 'api cannot start or stop');
  process.exit(1);
}

function isTaken(error: unknown): error is { port: number; address: string } {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
