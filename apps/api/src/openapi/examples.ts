import { type ErrorCode, Fault } from '@proofsheet/domain';
import { problemOf } from '../problem.ts';
import {
  ASSET,
  BATCH,
  COMPLETED,
  CORRECTION,
  DEFAULT_SECRET,
  DELIVERY,
  EVENT,
  FONT,
  FORMATS,
  FOUND_GENERATION,
  GENERATION,
  IMAGE,
  KEY,
  NEW_IMPORT,
  NEW_UPLOAD,
  NEW_WEBHOOK,
  OPERATOR_QUEUES,
  OUTPUT,
  PREVIEW,
  PROJECT,
  REQUEST,
  REVIEW_COMMENT,
  REVIEW_LINK,
  REVIEW_SHEET,
  REVIEWS,
  SIGNING_KEY,
  TEMPLATE,
  UPLOAD,
  WEBHOOK,
  WEBHOOK_WITH_SECRET,
  WHOLE_ASSET,
  WHOLE_DELIVERY,
} from './example-rows.ts';
import type { Described } from './headers.ts';

const page = (item: object) => ({ items: [item], nextCursor: null });
const answering = { ok: true, needed: false, milliseconds: 1.4 };
const READINESS = {
  status: 'ok',
  dependencies: {
    database: { ...answering, needed: true },
    queue: answering,
    storage: answering,
    scratch: answering,
  },
  lastSweep: { endedAt: PROJECT.createdAt, secondsAgo: 3.2, late: false },
};

const REVIEW_TOKEN = 'psr_5fJ0pV4yY4WmJ7kM3zq8w2n1c6b9x0aQhTgRdEuSiLo';
const SECRET_KEY = 'ps_5fJ0pV4yY4WmJ7kM3zq8w2n1c6b9x0aQhTgRdEuSiLo';

/** By the names of schemas. */
const EXAMPLES: Readonly<Record<string, unknown>> = {
  NewProject: { name: PROJECT.name },
  Project: PROJECT,
  CountedProject: { ...PROJECT, counts: { outputs: 48, assets: 5 } },
  ProjectChange: { name: 'Summer sale', brand: PROJECT.brand },
  ProjectPage: page(PROJECT),
  GenerationRequest: REQUEST,
  AssetCorrection: CORRECTION,
  GenerationChange: { metadata: { order: '8' } },
  OutputChange: { favourite: true },
  Cancellation: { metadata: { order: '7' } },
  Cancelled: { cancelled: 12 },
  Me: {
    userId: '0199c0de-7a11-7000-8000-0000000000e1',
    key: {
      ...{ id: '0199c0de-7a11-7000-8000-0000000000e2', name: 'shop', prefix: 'ps_4f1RkQ9' },
      ...{ createdAt: PROJECT.createdAt, expiresAt: null },
    },
    limits: { requestsPerMinute: 6000, unfinished: 10_000, generationsPerDay: 5000, uploadBytesPerDay: null },
    unfinished: 3,
    operator: false,
    boardUrl: null,
    today: { generations: 240, uploadBytes: 88_120_450 },
    stored: { assets: 912_004_118, outputs: 3_402_118_004 },
  },
  UsageByDay: {
    days: [
      {
        ...{ day: '2026-01-31', generations: 240, outputs: 2880, bytes: 512_004_118, pixels: 2_654_208_000 },
        ...{ cpuMs: 1_310_400, uploads: 40, uploadBytes: 88_120_450 },
      },
    ],
  },
  Deleted: { deleted: 318, done: true },
  Asset: ASSET,
  AssetPage: page(ASSET),
  UploadedAssets: { assets: [{ ...ASSET, status: 'PENDING', analysis: null }] },
  NewImport: NEW_IMPORT,
  NewUpload: NEW_UPLOAD,
  Upload: UPLOAD,
  Batch: BATCH,
  BatchPage: page(BATCH),
  BatchDryRun: { dryRun: true, total: 24, outputs: 288, refused: [] },
  SubmittedBatch: { ...BATCH, generations: [{ row: 0, id: GENERATION.id }] },
  WholeAsset: WHOLE_ASSET,
  Font: FONT,
  FontPage: page(FONT),
  NewSigningKey: { name: SIGNING_KEY.name },
  SigningKey: SIGNING_KEY,
  CreatedSigningKey: { ...SIGNING_KEY, secret: 'psk_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8' },
  SigningKeyPage: page(SIGNING_KEY),
  NewKey: { name: KEY.name, days: 90 },
  Key: KEY,
  CreatedKey: { ...KEY, key: SECRET_KEY },
  KeyPage: page(KEY),
  OperatorQueues: OPERATOR_QUEUES,
  FoundGeneration: FOUND_GENERATION,
  FoundGenerationPage: page(FOUND_GENERATION),
  SignIn: { key: SECRET_KEY },
  Session: { userId: '7c1f4e0a-3a52-4f0e-9a55-1d6f2a1b9c33', expiresAt: '2026-03-02T12:00:00.000Z' },
  NewReviewLink: { name: REVIEW_LINK.name, contact: REVIEW_LINK.contact },
  ReviewLink: REVIEW_LINK,
  ReviewLinks: { links: [REVIEW_LINK] },
  CreatedReviewLink: { ...REVIEW_LINK, token: REVIEW_TOKEN, path: `/review/${REVIEW_LINK.id}#${REVIEW_TOKEN}` },
  Reviews: REVIEWS,
  ReviewComment: REVIEW_COMMENT,
  ReviewCommentChange: { resolved: true },
  OpenReview: { token: REVIEW_TOKEN },
  OpenedReview: { expiresAt: REVIEW_LINK.expiresAt },
  ReviewSheet: REVIEW_SHEET,
  ReviewChanged: { linkId: REVIEW_LINK.id },
  NewDecision: { name: 'Ann', decision: 'APPROVED' },
  NewComment: { name: 'Ann', text: REVIEW_COMMENT.text, at: REVIEW_COMMENT.at },
  CommentChange: { text: 'Much larger, please.' },
  PreviewRequest: { ...REQUEST, variants: 1, editor: 'tab-1' },
  Preview: PREVIEW,
  Formats: FORMATS,
  Templates: { templates: [TEMPLATE] },
  Generation: GENERATION,
  SubmittedGeneration: COMPLETED,
  SubmittedOrDryRun: COMPLETED,
  Event: EVENT,
  NewWebhook: NEW_WEBHOOK,
  WebhookChange: { enabled: true },
  Webhook: WEBHOOK,
  WebhookWithSecret: WEBHOOK_WITH_SECRET,
  WebhookPage: page(WEBHOOK),
  SecretRotation: { overlapSeconds: 86_400 },
  DefaultSecret: DEFAULT_SECRET,
  Deliver: { to: 'press', path: 'spring/week-9' },
  Delivery: DELIVERY,
  DeliveryPage: page(DELIVERY),
  WholeDelivery: WHOLE_DELIVERY,
  Redelivery: { since: PROJECT.createdAt },
  Redelivered: { deliveries: 12 },
  GenerationPage: page(GENERATION),
  GenerationWithOutputs: COMPLETED,
  Output: OUTPUT,
  OutputOutline: { pages: [{ cursor: null, createdAt: OUTPUT.createdAt, ratios: [1.778, 1] }] },
  OutputPage: page(OUTPUT),
  ImagePage: page(IMAGE),
  Alive: { status: 'ok' },
  Readiness: READINESS,
};

/** The usual problem of each status. */
const PROBLEMS: Readonly<Record<string, readonly [ErrorCode, string, string?]>> = {
  400: ['malformed_request', 'The body is not valid JSON.'],
  401: ['unauthorized', 'The key is not known or was revoked.'],
  403: ['signature_invalid', 'The address was changed after it was signed, or its key was revoked.'],
  404: ['not_found', 'There is nothing of this id.'],
  408: ['request_timeout', 'Nothing came for 20 seconds; send the request again.'],
  409: ['generation_ended', 'The generation is COMPLETED already.'],
  410: ['review_over', 'This link has expired. Ask Mara, mara@shop.example.'],
  413: ['request_too_large', 'The body may have at most 262144 bytes.'],
  415: ['unsupported_media_type', 'The body has a Content-Type that is not taken here.'],
  422: ['validation_failed', 'may have at most 80 characters', 'copy/headline'],
  429: ['rate_limited', 'At most 6000 requests a minute; go on in 1 minute.'],
  500: ['internal', 'An unexpected error; the log has the details.'],
  502: ['url_unreachable', 'The server refuses connections.', 'files/0/url'],
  503: ['dependency_unavailable', 'The database cannot be reached.'],
  504: ['url_timeout', 'The server took too long.', 'files/0/url'],
};

const REQUEST_ID = '0199c0de-7a11-7000-8000-000000000001';

/** Every request and answer gets its example. */
export function addExamples(operation: Described): void {
  for (const [status, body] of Object.entries({ ...operation.responses, request: operation.requestBody ?? {} })) {
    for (const [type, content] of Object.entries(body.content ?? {})) {
      if (type === 'application/zip') content.example = 'PK';
      const name = content.schema?.$ref?.split('/').at(-1) ?? '';
      const example = name === 'Problem' ? problemExample(status) : EXAMPLES[name];
      if (example !== undefined) content.example = example;
    }
  }
}

function problemExample(status: string): object | undefined {
  const [code, message, field] = PROBLEMS[status] ?? [];
  if (code === undefined || message === undefined) return undefined;
  return problemOf(new Fault(code, message, field === undefined ? {} : { field }), REQUEST_ID);
}
