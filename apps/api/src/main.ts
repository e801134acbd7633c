import { ConfigurationError, readConfiguration } from '@proofsheet/configuration';
import { connectDatabase } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import { openQueues } from '@proofsheet/queue';
import { readCatalog } from '@proofsheet/render/catalog';
import { fontExaminer } from '@proofsheet/render/font-examiner';
import { connectStorage } from '@proofsheet/storage';
import { hardenImageLibrary } from '@proofsheet/vision';
import type { Logger } from 'pino';
import { buildApi } from './api.ts';
import { buildBoard } from './board.ts';
import { API_SLICES, type Configuration } from './configuration.ts';
import { createLog } from './logging.ts';
import { stopOnRequest } from './stop.ts';
import { keepScratchClean } from './uploads/scratch.ts';

/** The composition root: connects everything, listens, and takes everything down again in the opposite order. */
async function run(configuration: Configuration, log: Logger): Promise<void> {
  hardenImageLibrary();
  await keepScratchClean(configuration.api.uploadFolder);

  const templates = await readCatalog(configuration.catalog.templatesDir);
  const db = connectDatabase(configuration.database);
  const storage = connectStorage(configuration.storage);
  const queues = openQueues(configuration.queue, log);
  const api = await buildApi(
    {
      db,
      storage,
      queues,
      fonts: fontExaminer(),
      templates,
      settings: { ...configuration.api, ...configuration.origins },
    },
    log,
  );
  const board = await buildBoard({ db, queues, settings: configuration.api }, log);

  stopOnRequest({ log, watchParent: configuration.program.parentWatch }, async () => {
    // New requests are refused and running ones get their answers, before their dependencies are closed.
    await Promise.all([api.close(), board.close()]);
    await Promise.all([queues.close(), db.destroy()]);
  });

  const address = await api.listen({ host: configuration.api.host, port: configuration.api.port });
  const boardAddress = await board.listen({ host: configuration.api.adminHost, port: configuration.api.adminPort });
  log.info({ address, reference: `${address}/docs`, boardAddress }, 'api listens');
}

const log = createLog('info');
try {
  const configuration = readConfiguration(API_SLICES, process.env);
  log.level = configuration.program.logLevel;
  await run(configuration, log);
} catch (error) {
  if (error instanceof ConfigurationError) for (const problem of error.problems) log.fatal(problem);
  else if (isTaken(error)) log.fatal(`PORT ${error.port} on ${error.address} is taken`);
  else if (error instanceof Fault) for (const line of error.message.split('\n')) log.fatal({ code: error.code }, line);
  else log.fatal({ err: error }, 'api cannot start');
  log.flush(() => process.exit(1));
}

function isTaken(error: unknown): error is { port: number; address: string } {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
