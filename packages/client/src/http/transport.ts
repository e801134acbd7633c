import { ApiError, ConnectionError } from '../errors.ts';
import { type Limit, limited } from './abort.ts';
import { persistently } from './retry.ts';

export type Query = Readonly<Record<string, unknown>>;

/** What every call takes. */
export interface CallOptions {
  /** Aborts the call, with its retries. */
  readonly signal?: AbortSignal | undefined;
}

/** What calls take that create something. */
export interface CreateOptions extends CallOptions {
  /** The same key with the same request creates once, for 24 hours. Each call has one of its own where it is left out. */
  readonly idempotencyKey?: string | undefined;
}

export interface Call extends CallOptions {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** From the root of the server: `/v1/assets`. */
  readonly path: string;
  readonly query?: Query | undefined;
  readonly json?: unknown;
  readonly body?: SentBody | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly idempotencyKey?: string | undefined;
  /** Of a POST that makes nothing: it may be sent again. */
  readonly changesNothing?: boolean | undefined;
  /** For the whole answer, instead of the client's own. */
  readonly timeoutMs?: number | undefined;
}

export interface SentBody {
  readonly type: string;
  /** Made anew for each try. A stream ends what it reads from when the signal is aborted. */
  readonly open: (signal: AbortSignal) => Blob | ReadableStream<Uint8Array>;
  /** False for a stream that can be read only once. */
  readonly again: boolean;
}

export interface TransportOptions {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly fetch: typeof fetch;
  readonly retries: number;
  readonly timeoutMs: number;
}

export interface Transport extends TransportOptions {
  /** The answer's JSON. */
  json<Answer>(call: Call): Promise<Answer>;
  /** The answer's bytes. */
  bytes(call: Call): Promise<Uint8Array<ArrayBuffer>>;
  /** The answer as it comes, not retried: for streams and files. Release the limit when it is read. */
  open(call: Call): Promise<{ answer: Response; limit: Limit }>;
}

export function openTransport(options: TransportOptions): Transport {
  const open = (call: Call) => send(options, call);
  const retried = <Answer>(call: Call, read: (answer: Response) => Promise<Answer>) =>
    persistently(() => readWhole(call, open, read), {
      retries: options.retries,
      repeatable: isRepeatable(call),
      signal: call.signal,
    });
  return {
    ...options,
    open,
    json: <Answer>(call: Call) => retried<Answer>(call, readJson),
    bytes: (call) => retried({ headers: { accept: '*/*' }, ...call }, readBytes),
  };
}

/** A request whose second coming changes nothing. */
function isRepeatable({ method, idempotencyKey, changesNothing = false, body }: Call): boolean {
  return (method !== 'POST' || idempotencyKey !== undefined || changesNothing) && (body?.again ?? true);
}

/** The limit holds until the last byte: an answer that stops in its middle is no answer. */
async function readWhole<Answer>(
  call: Call,
  open: Transport['open'],
  read: (answer: Response) => Promise<Answer>,
): Promise<Answer> {
  const { answer, limit } = await open(call);
  try {
    return await read(answer);
  } catch (error) {
    throw brokenOff(call, error);
  } finally {
    limit.release();
  }
}

async function readJson<Answer>(answer: Response): Promise<Answer> {
  const text = await answer.text();
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

async function readBytes(answer: Response): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await answer.arrayBuffer());
}

async function send(options: TransportOptions, call: Call): Promise<{ answer: Response; limit: Limit }> {
  const limit = limited(call.signal, call.timeoutMs ?? options.timeoutMs);
  try {
    const answer = await options.fetch(addressOf(options.baseUrl, call), requestOf(options, call, limit.signal));
    if (!answer.ok) throw await refusalOf(call, answer);
    return { answer, limit };
  } catch (error) {
    limit.end(error);
    throw error instanceof ApiError ? error : brokenOff(call, error);
  }
}

function requestOf({ apiKey }: TransportOptions, call: Call, signal: AbortSignal): RequestInit {
  const { method, json, body, idempotencyKey, headers } = call;
  const type = body?.type ?? (json === undefined ? undefined : 'application/json');
  const content = body?.open(signal) ?? (json === undefined ? undefined : JSON.stringify(json));
  const init: RequestInit & { duplex?: 'half' } = {
    method,
    headers: {
      accept: 'application/json, application/problem+json',
      ...(apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` }),
      ...(type === undefined ? {} : { 'content-type': type }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      ...headers,
    },
    signal,
    // Followed, a POST would become a GET, and its answer that of a list.
    redirect: method === 'GET' ? 'follow' : 'manual',
  };
  if (content !== undefined) init.body = content as NonNullable<RequestInit['body']>;
  if (content instanceof ReadableStream) init.duplex = 'half';
  return init;
}

export function addressOf(baseUrl: string, { path, query = {} }: Pick<Call, 'path' | 'query'>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null) search.append(name, one instanceof Date ? one.toISOString() : `${one}`);
  const written = search.toString();
  return `${baseUrl}${path}${written === '' ? '' : `?${written}`}`;
}

async function refusalOf(call: Call, answer: Response): Promise<ApiError> {
  const leadsElsewhere = answer.type === 'opaqueredirect' || (answer.status >= 300 && answer.status < 400);
  const text = await answer.text().catch(() => '');
  const location = answer.headers.get('location');
  return new ApiError(named(call), {
    status: answer.status,
    text: leadsElsewhere ? `a redirect${location ? ` to ${location}` : ''}: give that server as baseUrl` : text,
    retryAfterSeconds: retryAfter(answer.headers.get('retry-after')),
    requestId: answer.headers.get('x-request-id') ?? undefined,
  });
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - Date.now()) / 1000);
}

/** What the caller aborted is the caller's reason; all else is a connection that brought no whole answer. */
export function brokenOff(call: Call, error: unknown): unknown {
  if (call.signal?.aborted) return call.signal.reason;
  return new ConnectionError(`${named(call)} brought no whole answer: ${reasonIn(error)}`, { cause: error });
}

function named({ method, path }: Call): string {
  return `${method} ${path}`;
}

/** fetch says `fetch failed`, and the reason in its cause. */
function reasonIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  const inner = cause instanceof AggregateError && cause.errors.length > 0 ? cause.errors[0] : cause;
  return inner.message || (inner as { code?: string }).code || error.message;
}
