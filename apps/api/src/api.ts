import type { Socket } from 'node:net';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import { Fault } from '@proofsheet/domain';
import fastify, { type FastifyBaseLogger } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { requireKey } from './authentication.ts';
import type { Api, ApiSettings, Dependencies } from './dependencies.ts';
import { faultOf } from './faults.ts';
import { describeOperations } from './openapi/document.ts';
import { serveReference } from './openapi/reference.ts';
import { problemOf, sendProblem } from './problem.ts';
import type { ApiReadiness } from './readiness.ts';
import { answerRequestId, logRequests, quietController, requestIdOf } from './request-log.ts';
import { KEYED_OPERATIONS, OPEN_OPERATIONS } from './routes.ts';
import { refuseUnstorable } from './strings.ts';

/** For JSON bodies; uploads have limits of their own. The largest valid request for a generation is far smaller. */
const BODY_LIMIT = 256 * 1024;

/** The whole HTTP side, not yet listening. None of its dependencies has to be up. */
export async function buildApi(dependencies: Dependencies, log: FastifyBaseLogger): Promise<Api> {
  const api = createServer(log, dependencies.settings);
  answerRequestId(api);
  logRequests(api);
  answerProblems(api);
  refuseUnstorable(api);
  endConnectionsOnStop(api, dependencies.readiness);
  await api.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"] } },
    // Whether a host speaks only TLS is up to the proxy that ends TLS.
    strictTransportSecurity: false,
  });
  await allowOrigins(api, dependencies.settings);
  // A file over the limit is truncated and marked: the upload then names the limit itself.
  await api.register(multipart, { throwFileSizeLimit: false });
  await describeOperations(api);
  for (const operation of OPEN_OPERATIONS) operation(api, dependencies);
  await api.register((scope) => registerKeyed(scope.withTypeProvider<ZodTypeProvider>(), dependencies), {
    prefix: '/v1',
  });
  await api.register((scope) => serveReference(scope.withTypeProvider<ZodTypeProvider>()));
  return api;
}

function createServer(log: FastifyBaseLogger, { trustProxy }: ApiSettings): Api {
  const api: Api = fastify({
    loggerInstance: log,
    logController: quietController(),
    requestIdHeader: false,
    trustProxy: trustProxy ?? false,
    genReqId: requestIdOf,
    bodyLimit: BODY_LIMIT,
    // Parsed as it is, so that `refuseUnstorable` can name the field; schemas refuse names that they do not know.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler: answerUnreadable,
    frameworkErrors: (error, request, reply) => sendProblem(request, reply, faultOf(error, BODY_LIMIT)),
  }).withTypeProvider<ZodTypeProvider>();
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  api.decorateRequest('userId', '');
  return api;
}

/** Without allowed origins no header is sent, and browsers keep other pages out. */
async function allowOrigins(api: Api, { allowedOrigins = [] }: ApiSettings): Promise<void> {
  if (allowedOrigins.length === 0) return;
  await api.register(cors, {
    origin: allowedOrigins.includes('*') ? '*' : [...allowedOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-none-match'],
    exposedHeaders: ['etag', 'idempotency-replayed', 'location', 'retry-after', 'x-request-id'],
    maxAge: 600,
  });
}

function answerProblems(api: Api): void {
  api.setErrorHandler((error, request, reply) => sendProblem(request, reply, faultOf(error, BODY_LIMIT)));
  api.setNotFoundHandler((request, reply) => {
    const [path] = request.url.split('?', 1);
    return sendProblem(request, reply, new Fault('not_found', `There is no ${request.method} ${path}.`));
  });
}

/**
 * From the moment it is told to stop, every answer ends its connection: clients that keep theirs go elsewhere in time,
 * and none holds up the end of the process.
 */
function endConnectionsOnStop(api: Api, readiness: ApiReadiness): void {
  api.addHook('preClose', async () => readiness.stop());
  api.addHook('onSend', async (_request, reply) => {
    if (readiness.stopping) reply.header('connection', 'close');
  });
}

async function registerKeyed(scope: Api, dependencies: Dependencies): Promise<void> {
  const { settings } = dependencies;
  // One household has a /64 of IPv6.
  await scope.register(rateLimit, { global: false, ipv6Subnet: 64 });
  requireKey(scope, () => dependencies.db, settings);
  const perUser = scope.rateLimit({
    max: settings.requestsPerMinute,
    timeWindow: '1 minute',
    keyGenerator: (request) => `user ${request.userId}`,
    errorResponseBuilder: (_request, { after, max }) =>
      new Fault('rate_limited', `At most ${max} requests a minute; go on in ${after}.`),
  });
  scope.addHook('onRequest', perUser);
  for (const operation of KEYED_OPERATIONS) operation(scope, dependencies);
}

/** What is not HTTP never becomes a request, so the answer goes to the bare connection. */
function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { requestId: _, ...problem } = problemOf(new Fault('malformed_request', 'This is not readable as HTTP.'), '');
  const body = JSON.stringify(problem);
  const head = `HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nContent-Length: ${body.length}`;
  socket.end(`${head}\r\nConnection: close\r\n\r\n${body}`);
}
