import compress from '@fastify/compress';
import cors from '@fastify/cors';
import etag from '@fastify/etag';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import fresh from 'fresh';
import { requireKey, requireOperator } from './authentication.ts';
import { parseBodies } from './bodies.ts';
import { answerOutsideRoutes, answerUnreadable, connectionOptions } from './connections.ts';
import type { Api, ApiSettings, Dependencies } from './dependencies.ts';
import { streamPlaces } from './events/stream-places.ts';
import { faultOf } from './faults.ts';
import { serveGallery, type WrongAddressPage, wrongAddressPage } from './gallery/serve-gallery.ts';
import { answerForServer, ROUTING, refuseUnroutable } from './methods.ts';
import { describeOperations } from './openapi/document.ts';
import { serveErrors } from './openapi/errors-page.ts';
import { serveReference } from './openapi/reference.ts';
import { sendProblem } from './problem.ts';
import { limitRequests } from './request-limit.ts';
import { answerRequestId, logRequests, quietController, requestIdOf } from './request-log.ts';
import { limitReviewers } from './reviews/limits.ts';
import { requireReviewer } from './reviews/reviewer.ts';
import {
  CATALOGUE_OPERATIONS,
  KEYED_OPERATIONS,
  OPEN_OPERATIONS,
  OPERATOR_OPERATIONS,
  REVIEWER_OPERATIONS,
  UNKEYED_OPERATIONS,
} from './routes.ts';
import { watchSenders } from './senders.ts';
import { takeCookies } from './sessions/cookie.ts';
import { endUnaskedOnStop } from './unasked-connections.ts';
import { uploadPlaces } from './uploads/upload-places.ts';
import { validatorCompiler } from './validation.ts';

/** For JSON bodies; uploads have limits of their own. The largest valid request for a generation is far smaller. */
const BODY_LIMIT = 256 * 1024;

/** Images and events go as they are. */
const COMPRESSED = /^(application\/(problem\+)?json|text\/(html|css|javascript)|application\/javascript)\b/;

/** The whole HTTP side, not yet listening. None of its dependencies has to be up. */
export async function buildApi(
  connected: Omit<Dependencies, 'inUploadPlace' | 'inStreamPlace'>,
  log: FastifyBaseLogger,
): Promise<Api> {
  const { settings } = connected;
  const places = { inUploadPlace: uploadPlaces(settings), inStreamPlace: streamPlaces(settings) };
  const dependencies: Dependencies = { ...connected, ...places };
  const wrongAddress = settings.gallery && wrongAddressPage(settings.gallery);
  const api = createServer(dependencies.settings, log, wrongAddress);
  watchSenders(api, dependencies.settings);
  answerRequestId(api);
  logRequests(api);
  api.setErrorHandler((error, request, reply) =>
    sendProblem(request, reply, faultOf(error, request.routeOptions.bodyLimit)),
  );
  answerOutsideRoutes(api);
  answerForServer(api);
  // First, so that pages can read what the router refuses; its route for all preflights is no method of an address.
  await allowOrigins(api, dependencies.settings);
  refuseUnroutable(api, wrongAddress);
  parseBodies(api);
  endConnectionsOnStop(api, dependencies);
  endUnaskedOnStop(api);
  await api.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"] } },
    // Whether a host speaks only TLS is up to the proxy that ends TLS.
    strictTransportSecurity: false,
  });
  await api.register(compress, { globalDecompression: false, encodings: ['br', 'gzip'], customTypes: COMPRESSED });
  await takeCookies(api);
  await describeOperations(api);
  for (const operation of OPEN_OPERATIONS) operation(api, dependencies);
  await api.register((scope) => registerUnkeyed(scope.withTypeProvider<ZodTypeProvider>(), dependencies));
  await api.register((scope) => registerReviewers(scope.withTypeProvider<ZodTypeProvider>(), dependencies));
  await api.register((scope) => registerKeyed(scope.withTypeProvider<ZodTypeProvider>(), dependencies), {
    prefix: '/v1',
  });
  await api.register(async (scope) => {
    await answerUnchanged(scope);
    serveErrors(scope.withTypeProvider<ZodTypeProvider>());
    await serveReference(scope.withTypeProvider<ZodTypeProvider>());
  });
  if (settings.gallery) await serveGallery(api, settings.gallery);
  return api;
}

function createServer(settings: ApiSettings, log: FastifyBaseLogger, wrongAddress?: WrongAddressPage): Api {
  const api: Api = fastify({
    loggerInstance: log,
    logController: quietController(),
    requestIdHeader: false,
    trustProxy: settings.trustProxy ?? false,
    genReqId: requestIdOf,
    routerOptions: ROUTING,
    bodyLimit: BODY_LIMIT,
    http: connectionOptions(settings),
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler: (error, socket) => answerUnreadable(log, error, socket),
    frameworkErrors: (error, request, reply) =>
      wrongAddress?.(request, reply) ?? sendProblem(request, reply, faultOf(error, BODY_LIMIT)),
  }).withTypeProvider<ZodTypeProvider>();
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  api.decorateRequest('userId', '');
  api.decorateRequest('keyId', '');
  api.decorateRequest('keyKind', 'KEY');
  api.decorateRequest('isOperator', false);
  return api;
}

/** Without allowed origins no header is sent, and browsers keep other pages out. */
async function allowOrigins(api: Api, { allowedOrigins = [] }: ApiSettings): Promise<void> {
  if (allowedOrigins.length === 0) return;
  await api.register(cors, {
    origin: allowedOrigins.includes('*') ? '*' : [...allowedOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-none-match', 'last-event-id', 'prefer'],
    exposedHeaders: [
      ...['content-disposition', 'etag', 'idempotency-replayed', 'location', 'preference-applied', 'ratelimit'],
      ...['ratelimit-policy', 'retry-after'],
      'x-request-id',
    ],
    maxAge: 600,
  });
}

/**
 * From the moment it is told to stop, every answer ends its connection: clients that keep theirs go elsewhere in time,
 * and none holds up the end of the process. Streams of events end, and requests that wait are answered as things are.
 */
function endConnectionsOnStop(api: Api, { readiness, feed }: Pick<Dependencies, 'readiness' | 'feed'>): void {
  api.addHook('preClose', async () => {
    readiness.stop();
    await feed.close();
  });
  api.addHook('onSend', async (_request, reply) => {
    if (readiness.stopping) reply.header('connection', 'close');
  });
}

/** Without a key: those that take another secret count who guesses. */
async function registerUnkeyed(scope: Api, dependencies: Dependencies): Promise<void> {
  await scope.register(rateLimit, { global: false, ipv6Subnet: 64 });
  for (const operation of UNKEYED_OPERATIONS) operation(scope, dependencies);
}

/** Each process counts for itself: these are people at pages. */
async function registerReviewers(scope: Api, dependencies: Dependencies): Promise<void> {
  await scope.register(rateLimit, { global: false, ipv6Subnet: 64 });
  requireReviewer(scope, () => dependencies.db, dependencies.settings);
  limitReviewers(scope);
  for (const operation of REVIEWER_OPERATIONS) operation(scope, dependencies);
}

async function registerKeyed(scope: Api, dependencies: Dependencies): Promise<void> {
  const { settings, counters } = dependencies;
  const shared = counters ? { redis: counters.client, nameSpace: counters.prefix, skipOnError: true } : {};
  // One household has a /64 of IPv6.
  await scope.register(rateLimit, { global: false, ipv6Subnet: 64, ...shared });
  requireKey(scope, () => dependencies.db, settings);
  limitRequests(scope, settings);
  for (const operation of KEYED_OPERATIONS) operation(scope, dependencies);
  await scope.register(
    async (operators) => {
      operators.addHook('onRequest', requireOperator);
      for (const operation of OPERATOR_OPERATIONS)
        operation(operators.withTypeProvider<ZodTypeProvider>(), dependencies);
    },
    { prefix: '/operator' },
  );
  await scope.register(async (catalogues) => {
    await answerUnchanged(catalogues);
    for (const operation of CATALOGUE_OPERATIONS)
      operation(catalogues.withTypeProvider<ZodTypeProvider>(), dependencies);
  });
}

/** What a client has already is 304. Weak, because the same content is sent in several encodings. */
async function answerUnchanged(scope: FastifyInstance): Promise<void> {
  await scope.register(etag, { weak: true, replyWith304: false });
  scope.addHook('onSend', async ({ headers }, reply, payload) => {
    if (reply.statusCode !== 200 || !fresh(headers, reply.getHeaders())) return payload;
    reply.code(304);
    return '';
  });
  scope.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'private, no-cache');
  });
}
