import { ANALYSIS_VERSION } from '@proofsheet/domain';

/** One example of each thing that answers show; they belong together. */
const PROJECT_ID = '0199c0de-7a11-7000-8000-0000000000a1';
const ASSET_ID = '0199c0de-7a11-7000-8000-000000000001';
const GENERATION_ID = '0199c0de-7a11-7000-8000-0000000000b1';
const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const TIME = '2026-01-31T12:00:00.000Z';
const LATER = '2026-01-31T12:00:04.000Z';
const ADDRESS = {
  url: 'https://storage.example.com/proofsheet/file.jpg?X-Amz-Signature=abc',
  urlExpiresAt: '2026-01-31T13:00:00.000Z',
};

const FOCUS = { x: 0.42, y: 0.31 };
const WHOLE = { x: 0, y: 0, width: 1, height: 1 };
const RECIPE = { template: 'split', scheme: 'deep', flip: true, swap: false, crop: 'usual' };
const COPY = { headline: 'I tried **everything**', subline: 'Only one thing worked' };

export const PROJECT = {
  ...{ id: PROJECT_ID, name: 'Spring sale', brand: { primary: '#0b3d2e', accent: '#ffd166' } },
  ...{ archivedAt: null, createdAt: TIME },
};

export const REQUEST = {
  kind: 'THUMBNAIL',
  projectId: PROJECT_ID,
  assets: [{ assetId: ASSET_ID, role: 'PERSON' }],
  copy: COPY,
  variants: 4,
  metadata: { order: '7' },
};

export const CORRECTION = { focus: { x: 0.4, y: 0.3 }, cutout: false };

export const ASSET = {
  ...{ id: ASSET_ID, projectId: PROJECT_ID, role: 'PERSON', status: 'READY', originalName: 'me.jpg' },
  ...{ mediaType: 'image/jpeg', bytes: 284_113, width: 1600, height: 1200, sha256: HASH },
  analysis: {
    hasAlpha: false,
    focus: FOCUS,
    palette: [{ hex: '#c85028', share: 0.6 }],
    placeholder: '3OcRJYB4d3h/iIeHeEh3eIhw+j2w',
  },
  ...{ error: null, createdAt: TIME },
};

export const WHOLE_ASSET = {
  ...ASSET,
  analysis: {
    ...{ version: ANALYSIS_VERSION, width: 1600, height: 1200, ...ASSET.analysis, focusBy: 'faces', bounds: WHOLE },
    ...{ faces: [], cutout: null, findings: [], lightness: 0.6 },
  },
  correction: {},
  ...ADDRESS,
  cutoutUrl: null,
};

export const SIGNING_KEY = {
  ...{ id: '0199c0de-7a11-7000-8000-0000000000d1', name: 'blog', createdAt: TIME, revokedAt: null },
};

export const KEY = {
  ...{ id: '0199c0de-7a11-7000-8000-0000000000d2', name: 'shop', kind: 'KEY', prefix: 'ps_5fJ0pV4', createdAt: TIME },
  ...{ operator: false, lastUsedAt: LATER, expiresAt: null, revokedAt: null },
};

export const FONT = {
  ...{
    id: '0199c0de-7a11-7000-8000-0000000000c1',
    family: 'Brand Sans',
    style: 'normal',
    weight: { least: 400, most: 700 },
  },
  ...{
    characters: 412,
    originalName: 'brand.woff2',
    mediaType: 'font/woff2',
    bytes: 48_112,
    sha256: HASH,
    createdAt: TIME,
  },
};

export const GENERATION = {
  ...{
    id: GENERATION_ID,
    projectId: PROJECT_ID,
    batchId: null,
    kind: 'THUMBNAIL',
    status: 'PENDING',
    progress: { done: 0, total: 4 },
  },
  spec: { version: 2, copy: COPY, brand: {}, formats: ['youtube-thumbnail'], variants: 4, mediaType: 'image/jpeg' },
  ...{ seed: 42, attempt: 0, missing: [], error: null, usage: null, metadata: { order: '7' }, createdAt: TIME },
  ...{
    startedAt: null,
    retriedAt: null,
    deadlineAt: null,
    finishedAt: null,
    expiresAt: null,
    webhookId: null,
    delivery: null,
  },
};

export const OUTPUT = {
  ...{
    id: '0199c0de-7a11-7000-8000-0000000000d1',
    generationId: GENERATION_ID,
    projectId: PROJECT_ID,
    kind: 'THUMBNAIL',
  },
  ...{
    index: 0,
    variant: 0,
    template: 'split',
    templateVersion: 1,
    format: 'youtube-thumbnail',
    width: 1280,
    height: 720,
  },
  ...{
    mediaType: 'image/jpeg',
    bytes: 181_204,
    sha256: HASH,
    placeholder: '3OcRJYB4d3h/iIeHeEh3eIhw+j2w',
    score: 0.91,
  },
  report: {
    findings: [],
    parts: { contrast: 1, headline: 0.91 },
    contrast: 8.71,
    quality: 85,
    recipe: RECIPE,
    distance: null,
  },
  favourite: false,
  createdAt: LATER,
  ...ADDRESS,
};

const USAGE = { cpuMs: 1810, queueMs: 42, outputs: 4, bytes: 702_340, pixels: 3_686_400 };

export const COMPLETED = {
  ...GENERATION,
  usage: USAGE,
  ...{ status: 'COMPLETED', progress: { done: 4, total: 4 }, attempt: 1, startedAt: TIME, finishedAt: LATER },
  assets: [{ assetId: ASSET_ID, role: 'PERSON' }],
  outputs: [OUTPUT],
};

export const EVENT = {
  ...{ id: '4711', type: 'output.created', createdAt: LATER, generationId: GENERATION_ID, assetId: null },
  ...{ attempt: 1, ordinal: 1, output: OUTPUT },
};

export const WEBHOOK = {
  ...{ id: '0199c0de-7a11-7000-8000-0000000000e1', url: 'https://shop.example/hooks/proofsheet', description: 'Shop' },
  ...{ events: ['output.created', 'generation.completed'], enabled: true, disabledReason: null, failingSince: null },
  ...{ previousSecretUntil: null, oneOff: false, createdAt: TIME },
};

export const DEFAULT_SECRET = {
  secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazfOa4rlTys=',
  previousSecretUntil: null,
};

export const NEW_WEBHOOK = { url: WEBHOOK.url, description: WEBHOOK.description, events: WEBHOOK.events };

export const WEBHOOK_WITH_SECRET = { ...WEBHOOK, secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazfOa4rlTys=' };

export const DELIVERY = {
  ...{ id: '7d1fb11e-3c0a-4c83-9d10-f0a5d3a2b9c4', webhookId: WEBHOOK.id, eventId: EVENT.id, type: EVENT.type },
  ...{ generationId: GENERATION_ID, assetId: null, status: 'DELIVERED', attempts: 1, nextAttemptAt: null },
  ...{ createdAt: LATER, updatedAt: LATER },
};

export const WHOLE_DELIVERY = {
  ...DELIVERY,
  request: {
    headers: { 'content-type': 'application/json', 'webhook-id': DELIVERY.id },
    body: { type: EVENT.type, timestamp: LATER, data: EVENT },
  },
  log: [{ attempt: 1, url: WEBHOOK.url, startedAt: LATER, durationMs: 84, status: 200, error: null, answer: 'ok' }],
};

export const IMAGE = {
  ...{ source: 'output', id: OUTPUT.id, label: OUTPUT.format, mediaType: 'image/jpeg', width: 1280, height: 720 },
  ...{ bytes: OUTPUT.bytes, createdAt: LATER, ...ADDRESS },
};

export const FORMATS = {
  formats: [
    {
      ...{
        name: 'youtube-thumbnail',
        kind: 'THUMBNAIL',
        width: 1280,
        height: 720,
        aspect: 'wide',
        maxBytes: 2_000_000,
      },
      ...{
        reserved: [{ x: 1100, y: 640, width: 180, height: 80 }],
        source: 'https://support.google.com/youtube/answer/72431',
      },
    },
  ],
  presets: [{ name: 'standard', kind: 'THUMBNAIL', formats: ['youtube-thumbnail'] }],
  custom: { leastSide: 16, mostSide: 8192, mostPixels: 33_177_600 },
};

export const TEMPLATE = {
  ...{ name: 'split', kind: 'THUMBNAIL', version: 1, about: 'Words on one side, the subject on the other.' },
  ...{ classes: ['wide'], needs: ['headline'], pictures: 1, slots: ['headline', 'subline', 'logo'] },
  ...{ images: { cutout: 'either', photo: 'either' }, blursOwn: false },
  pictureUrl: '/t/9c56cc51b374c3ba189210d5b6d4bf57.webp',
};

export const UPLOAD = {
  ...{ id: '0199c0de-7a11-7000-8000-0000000000e1', method: 'PUT' },
  url: 'https://storage.example.com/proofsheet/uploads/0199c0de-7a11-7000-8000-0000000000e1/file.jpg?X-Amz-Signature=abc',
  ...{ headers: { 'content-type': 'image/jpeg' }, expiresAt: '2026-01-31T12:05:00.000Z' },
};

export const NEW_UPLOAD = { name: 'me.jpg', mediaType: 'image/jpeg', bytes: 284_113, role: 'PERSON' };

export const NEW_IMPORT = {
  files: [{ url: 'https://shop.example/photos/me.jpg', role: 'PERSON' }],
  projectId: PROJECT_ID,
};

export const BATCH = {
  ...{ id: '0199c0de-7a11-7000-8000-0000000000f1', status: 'RUNNING', total: 1 },
  counts: { pending: 1, processing: 0, completed: 0, failed: 0, cancelled: 0 },
  refused: [
    {
      ...{ row: 1, code: 'validation_failed' },
      errors: [{ pointer: '/1/copy/headline', detail: 'line 3: may have at most 80 characters' }],
    },
  ],
  ...{ webhookId: null, createdAt: TIME, finishedAt: null },
};

export const PREVIEW = {
  ...{ seed: 1, template: OUTPUT.template },
  outputs: [
    {
      ...{ format: OUTPUT.format, width: OUTPUT.width, height: OUTPUT.height, template: OUTPUT.template },
      ...{ templateVersion: OUTPUT.templateVersion, score: OUTPUT.score, report: OUTPUT.report },
      picture: { width: 640, height: 360, mediaType: 'image/jpeg', url: 'data:image/jpeg;base64,/9j/4AAQSkZJRgABAQ==' },
    },
  ],
  missing: [],
};

/** Of all users. */
export const FOUND_GENERATION = {
  ...{ id: '0199c0de-7a11-7000-8000-0000000000f1', userId: '0199c0de-7a11-7000-8000-0000000000e1', kind: 'THUMBNAIL' },
  ...{ status: 'FAILED', error: { code: 'attempts_exhausted', message: 'None of the 3 attempts came to an end.' } },
  ...{
    attempt: 3,
    jobId: '0199c0de-7a11-7000-8000-0000000000f1-d3',
    createdAt: TIME,
    startedAt: TIME,
    finishedAt: LATER,
  },
  boardUrl: 'https://board.example.com/jobs/0199c0de-7a11-7000-8000-0000000000f1',
};

export const OPERATOR_QUEUES = {
  at: TIME,
  queueProblem: null,
  queues: [
    {
      ...{ name: 'thumbnail', paused: false, waiting: 12, active: 4, delayed: 0, failed: 1 },
      ...{ oldestWaitingSeconds: 3.2, workers: [{ address: '10.0.0.7:51874', connectedSeconds: 86_400 }] },
    },
  ],
  minutes: [{ minute: TIME, created: 40, completed: 38, failed: 1 }],
  failures: [{ code: 'attempts_exhausted', lastHour: 1, lastDay: 3 }],
};

export const REVIEW_LINK = {
  ...{ id: '0199c0de-7a11-7000-8000-0000000000a7', generationId: GENERATION_ID, name: 'Spring sale, first round' },
  ...{ contact: 'Mara, mara@shop.example', allowDownload: false, createdAt: TIME },
  ...{ expiresAt: '2026-02-14T12:00:00.000Z', revokedAt: null },
};

const REVIEW_DECISION = { reviewer: 'Ann', decision: 'APPROVED', decidedAt: LATER };
const COMMENT = {
  ...{ id: '0199c0de-7a11-7000-8000-0000000000a8', number: 1, reviewer: 'Ann', text: 'A little larger, please.' },
  ...{ at: { x: 0.62, y: 0.4 }, createdAt: LATER, editedAt: null, resolvedAt: null },
};
const BY_LINK = { linkId: REVIEW_LINK.id, link: REVIEW_LINK.name, outputId: OUTPUT.id };

export const REVIEW_COMMENT = { ...COMMENT, ...BY_LINK };
export const REVIEWS = { decisions: [{ ...REVIEW_DECISION, ...BY_LINK }], comments: [REVIEW_COMMENT] };

export const REVIEW_SHEET = {
  ...{ id: REVIEW_LINK.id, name: REVIEW_LINK.name, contact: REVIEW_LINK.contact, allowDownload: false },
  ...{ expiresAt: REVIEW_LINK.expiresAt, kind: 'THUMBNAIL', finished: true, headline: 'I tried everything' },
  ...{ words: ['Only one thing worked'], reviewer: 'Ann' },
  outputs: [
    {
      ...{ id: OUTPUT.id, index: 0, variant: 0, format: OUTPUT.format, width: 1280, height: 720 },
      ...{ mediaType: OUTPUT.mediaType, placeholder: OUTPUT.placeholder },
      decisions: [{ ...REVIEW_DECISION, own: true }],
      comments: [{ ...COMMENT, own: true }],
    },
  ],
};
