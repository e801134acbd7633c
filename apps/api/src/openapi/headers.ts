interface Header {
  readonly description: string;
  readonly required?: boolean;
  readonly schema: object;
  readonly example: string | number;
}

interface Body {
  content?: Record<string, { schema?: { $ref?: string }; example?: unknown }>;
}

/** An operation as the document has it. */
export interface Described {
  operationId: string;
  security?: object[];
  parameters?: { name: string; in: string }[];
  requestBody?: Body;
  responses: Record<string, Body & { description: string; headers?: Record<string, Header> }>;
}

const text = { type: 'string' };
const count = { type: 'integer', minimum: 0 };

const REQUEST_ID: Header = {
  description: 'Names this request in the log; yours, where you sent one of up to 128 letters, digits and `._:-`.',
  required: true,
  schema: text,
  example: '0199c0de-7a11-7000-8000-000000000001',
};
const LOCATION: Header = {
  description: 'Where it is.',
  required: true,
  schema: { type: 'string', format: 'uri-reference' },
  example: '/v1/generations/0199c0de-7a11-7000-8000-000000000001',
};
const RETRY_AFTER: Header = { description: 'Seconds to wait.', required: true, schema: count, example: 5 };
const AUTHENTICATE: Header = { description: 'How to send a key.', required: true, schema: text, example: 'Bearer' };
const REPLAYED: Header = {
  description: 'There when the answer is that of an earlier request with the same `Idempotency-Key`.',
  schema: { const: 'true' },
  example: 'true',
};
const APPLIED: Header = {
  description: 'There when you asked to wait: for how long at most the answer was held back.',
  schema: { type: 'string', pattern: '^wait=[0-9]+$' },
  example: 'wait=20',
};
const NOT_KEPT: Header = { description: 'Never kept.', schema: text, example: 'no-store' };
const STREAM: Record<string, Header> = {
  'cache-control': NOT_KEPT,
  'x-accel-buffering': { description: 'Tells proxies to pass each event on at once.', schema: text, example: 'no' },
};
const RATE: Record<string, Header> = {
  'ratelimit-policy': {
    description: 'How many requests (`q`) you may make with this key in how many seconds (`w`).',
    schema: text,
    example: '"requests";q=6000;w=60',
  },
  ratelimit: {
    description: 'How many of them remain (`r`), and after how many seconds all are back (`t`).',
    schema: text,
    example: '"requests";r=5999;t=60',
  },
};
const CACHED: Record<string, Header> = {
  'cache-control': { description: 'Ask again each time.', schema: text, example: 'private, no-cache' },
  etag: { description: 'Send it as `If-None-Match`: unchanged is 304.', schema: text, example: 'W/"x7Rk"' },
};

const SHOWN: Record<string, Header> = {
  'access-control-allow-origin': { description: 'Any page may show it.', required: true, schema: text, example: '*' },
  'cache-control': {
    description: 'A picture for a year; no error.',
    required: true,
    schema: text,
    example: 'no-store',
  },
};

const SET_COOKIE: Record<string, Header> = {
  'set-cookie': { description: 'The session.', required: true, schema: text, example: 'proofsheet_session=ps_...' },
};

const CREATED = new Set([
  'createProject 201',
  'createSigningKey 201',
  'submitGeneration 202',
  'submitBatch 202',
  'uploadFont 201',
  'retryGeneration 202',
  'getOutputContent 302',
  'getAssetContent 302',
]);
const SECRETS = new Set(['getDefaultSecret', 'rotateDefaultSecret']);
const SESSIONS = new Set(['signIn', 'signOut', 'openReview']);
const CATALOGUES = new Set(['listFormats', 'listTemplates']);
const CACHEABLE = new Set([
  ...CATALOGUES,
  'getAssetContent',
  'getCutout',
  'getOutputContent',
  'getReviewContent',
  'getReviewFile',
]);

/** In pages of any origin. */
const SHOWN_ANYWHERE = new Set(['getSignedImage', 'getTemplatePicture']);

/** Every header that an answer may have, but those that say how it was sent. */
export function describeHeaders({ operationId, security, parameters = [], responses }: Described): void {
  const takes = (header: string) => parameters.some(({ name }) => name === header);
  const repeatable = takes('idempotency-key');
  if (CATALOGUES.has(operationId)) responses['304'] = { description: 'It is as you have it.' };
  for (const [status, answer] of Object.entries(responses)) {
    const ok = status.startsWith('2');
    answer.headers = {
      'x-request-id': REQUEST_ID,
      ...(security === undefined ? RATE : {}),
      ...(SHOWN_ANYWHERE.has(operationId) ? SHOWN : {}),
      ...(CACHEABLE.has(operationId) ? CACHED : {}),
      ...(ok && SECRETS.has(operationId) ? { 'cache-control': NOT_KEPT } : {}),
      ...(CREATED.has(`${operationId} ${status}`) ? { location: LOCATION } : {}),
      ...(`${operationId} ${status}` === 'submitGeneration 200' ? { location: { ...LOCATION, required: false } } : {}),
      ...(ok && takes('prefer') ? { 'preference-applied': APPLIED } : {}),
      ...(ok && SESSIONS.has(operationId) ? SET_COOKIE : {}),
      ...(answer.content?.['text/event-stream'] ? STREAM : {}),
      ...(ok && repeatable ? { 'idempotency-replayed': REPLAYED } : {}),
      ...(status === '401' ? { 'www-authenticate': AUTHENTICATE } : {}),
      ...(status === '429' || (status === '503' && (security === undefined || SHOWN_ANYWHERE.has(operationId)))
        ? { 'retry-after': RETRY_AFTER }
        : {}),
    };
  }
}
