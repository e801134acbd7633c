import compress from '@fastify/compress';
import etag from '@fastify/etag';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import { Fault } from '@proofsheet/domain';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { requireKey } from './authentication.ts';
import { parseBodies } from './bodies.ts';
import { answerOutsideRoutes, answerUnreadable, connectionOptions } from './connections.ts';
import type { Api, Dependencies } from './dependencies.ts';
import { faultOf } from './faults.ts';
import { refuseUnroutable } from './methods.ts';
import { describeOperations } from './openapi/document.ts';
import { serveReference } from './openapi/reference.ts';
import { sendProblem } from './problem.ts';
import { answerRequestId, logRequests, quietController, requestIdOf } from './request-log.ts';
import { CATALOGUE_OPERATIONS, KEYED_OPERATIONS, OPEN_OPERATIONS } from './routes.ts';
import { watchSenders } from './senders.ts';
import { validatorCompiler } from './validation.ts';

/** For JSON bodies; uploads have limits of their own. The largest valid request for a generation is far smaller. */
const BODY_LIMIT = 256 * 1024;

/** Images and events go as they are. */
const COMPRESSED = /^(application\/(problem\+)?json|text\/(html|css|javascript)|application\/javascript)\b/;

/** The whole HTTP side, not yet listening. None of its dependencies has to be up. */
export async function buildApi(dependencies: Dependencies, log: FastifyBaseLogger): Promise<Api> {
  const api = createServer(dependencies, log);
  watchSenders(api, dependencies.settings);
  answerRequestId(api);
  logRequests(api);
  api.setErrorHandler((error, request, reply) => sendProblem(request, reply, faultOf(error, BODY_LIMIT)));
  answerOutsideRoutes(api);
  refuseUnroutable(api);
  parseBodies(api);
  endConnectionsOnClose(api);
  await api.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"] } },
    // Whether a host speaks only TLS is up to the proxy that ends TLS.
    strictTransportSecurity: false,
  });
  await api.register(compress, { globalDecompression: false, encodings: ['br', 'gzip'], customTypes: COMPRESSED });
  // A file over the limit is truncated and marked: the upload then names the limit itself.
  await api.register(multipart, { throwFileSizeLimit: false });
  await describeOperations(api);
  for (const operation of OPEN_OPERATIONS) operation(api, dependencies);
  await api.register((scope) => registerKeyed(scope.withTypeProvider<ZodTypeProvider>(), dependencies), {
    prefix: '/v1',
  });
  await api.register(async (scope) => {
    await answerUnchanged(scope);
    await serveReference(scope.withTypeProvider<ZodTypeProvider>());
  });
  return api;
}

function createServer({ settings }: Dependencies, log: FastifyBaseLogger): Api {
  const api: Api = fastify({
    loggerInstance: log,
    logController: quietController(),
    requestIdHeader: false,
    genReqId: requestIdOf,
    bodyLimit: BODY_LIMIT,
    http: connectionOptions(settings),
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler: (error, socket) => answerUnreadable(log, error, socket),
    frameworkErrors: (error, request, reply) => sendProblem(request, reply, faultOf(error, BODY_LIMIT)),
  }).withTypeProvider<ZodTypeProvider>();
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  api.decorateRequest('userId', '');
  return api;
}

/** A connection that is kept alive after its last answer would hold up the end of the process for a minute. */
function endConnectionsOnClose(api: Api): void {
  let closing = false;
  api.addHook('preClose', async () => {
    closing = true;
  });
  api.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
}

async function registerKeyed(scope: Api, dependencies: Dependencies): Promise<void> {
  requireKey(scope, () => dependencies.db);
  await scope.register(rateLimit, {
    max: dependencies.settings.requestsPerMinute,
    timeWindow: '1 minute',
    keyGenerator: (request) => request.userId,
    errorResponseBuilder: (_request, { after, max }) =>
      new Fault('rate_limited', `At most ${max} requests a minute; go on in ${after}.`),
  });
  for (const operation of KEYED_OPERATIONS) operation(scope, dependencies);
  await scope.register(async (catalogues) => {
    await answerUnchanged(catalogues);
    for (const operation of CATALOGUE_OPERATIONS)
      operation(catalogues.withTypeProvider<ZodTypeProvider>(), dependencies);
  });
}

/** What a client has already is 304. Weak, because the same content is sent in several encodings. */
async function answerUnchanged(scope: FastifyInstance): Promise<void> {
  await scope.register(etag, { weak: true });
  scope.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'private, no-cache');
  });
}
