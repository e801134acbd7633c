import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { newId } from '@proofsheet/database';
import { type ErrorCode, Fault } from '@proofsheet/domain';
import type { FastifyBaseLogger } from 'fastify';
import type { Api, ApiSettings } from './dependencies.ts';
import { problemOf } from './problem.ts';
import { requestIdOf } from './request-log.ts';
import { requireWellFormed } from './well-formed.ts';

/** Of Node's server. A missing Host is refused like everything else, by a hook instead of a bare 400. */
export function connectionOptions({ senderSeconds }: Pick<ApiSettings, 'senderSeconds'>) {
  const headersTimeout = senderSeconds * 1000;
  return { requireHostHeader: false, headersTimeout, connectionsCheckingInterval: headersTimeout / 4 };
}

/** What Node's parser refuses, and what can be said of it; all else is no HTTP. */
const UNREADABLE: Record<string, readonly [ErrorCode, string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['request_timeout', 'The headers did not come in time; send the request again.'],
  HPE_HEADER_OVERFLOW: ['headers_too_large', 'Address and headers may have at most 16 KB together.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['request_too_large', 'The extensions of a chunk are too large.'],
  HPE_INVALID_TRANSFER_ENCODING: ['malformed_request', 'The only Transfer-Encoding that is taken is `chunked`, once.'],
  HPE_INVALID_CONTENT_LENGTH: ['malformed_request', 'The Content-Length is no number of bytes.'],
  HPE_UNEXPECTED_CONTENT_LENGTH: ['malformed_request', 'A body has one Content-Length, or one Transfer-Encoding.'],
  HPE_INVALID_CHUNK_SIZE: ['malformed_request', 'The size of a chunk is no hexadecimal number.'],
  HPE_INVALID_VERSION: ['malformed_request', 'HTTP/1.1 and HTTP/1.0 are spoken here.'],
  HPE_INVALID_METHOD: ['malformed_request', 'The request does not begin with a method of HTTP, in capitals.'],
  HPE_INVALID_URL: ['malformed_request', 'The address holds characters that have to be percent-encoded.'],
  HPE_INVALID_EOF_STATE: ['malformed_request', 'The request broke off.'],
};

/** What is not HTTP never becomes a request, so the answer goes to the bare connection. */
export function answerUnreadable(log: FastifyBaseLogger, error: Error & { code?: string }, socket: Socket): void {
  const [code, message] = UNREADABLE[error.code ?? ''] ?? ['malformed_request', 'This is not readable as HTTP.'];
  if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
  else answerSocket(log, socket, new Fault(code, message, { cause: error }));
}

/** What Node would answer by itself, and without a problem. */
export function answerOutsideRoutes(api: Api): void {
  api.server.on('connect', (_request: IncomingMessage, socket: Socket) => {
    const fault = new Fault('method_not_allowed', 'CONNECT is not taken: this is no proxy.');
    answerSocket(api.log, socket, fault, ['Allow: ']);
  });
  api.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const fault = new Fault('expectation_failed', 'The only expectation that is met is `100-continue`.');
    const { body, headers } = answerOf(api.log, fault, requestIdOf(request));
    response.writeHead(fault.status, headers).end(body);
  });
  api.addHook('onRequest', requireWellFormed);
}

/** How long a client that still sends gets to read its answer. */
const LINGER_MS = 2_000;

function answerSocket(log: FastifyBaseLogger, socket: Socket, fault: Fault, more: readonly string[] = []): void {
  if (socket.writableEnded) return;
  const { body, headers } = answerOf(log, fault, newId());
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = [`HTTP/1.1 ${fault.status} ${STATUS_CODES[fault.status]}`, ...lines, ...more].join('\r\n');
  socket.end(`${head}\r\n\r\n${body}`);
  const patience = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once('close', () => clearTimeout(patience)).on('error', () => {});
}

/** The answer, after its line in the log. */
function answerOf(log: FastifyBaseLogger, fault: Fault, requestId: string) {
  const { status, code, message: reason, cause } = fault;
  log.info({ requestId, status, code, reason, err: cause }, 'request refused');
  const body = JSON.stringify(problemOf(fault, requestId));
  const headers = {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    'x-request-id': requestId,
    connection: 'close',
  };
  return { body, headers };
}
