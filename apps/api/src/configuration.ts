import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConfigurationOf, DEFAULT_PORTS, originsSlice, programSlice } from '@proofsheet/configuration';
import { databaseSlice } from '@proofsheet/database';
import { LIMITS } from '@proofsheet/domain';
import { outboundSlice } from '@proofsheet/outbound';
import { queueSlice } from '@proofsheet/queue';
import { catalogSlice } from '@proofsheet/render/catalog';
import { deliverySlice, storageSlice } from '@proofsheet/storage';
import { webhooksSlice } from '@proofsheet/webhooks';
import { z } from 'zod';
import { tokensSlice } from './tokens/config.ts';

/** Where `npm start` builds the pages. */
const GALLERY = join(import.meta.dirname, '../../web/dist');

const port = z.coerce.number().int().min(0).max(65_535);

const names = z.string().transform((text) =>
  text
    .toLowerCase()
    .split(',')
    .map((name) => name.trim()),
);

const apiSlice = {
  schema: z.object({
    host: z.string().min(1).default('127.0.0.1'),
    port: port.default(DEFAULT_PORTS.api),
    adminHost: z.string().min(1).default('127.0.0.1'),
    adminPort: port.default(DEFAULT_PORTS.admin),
    adminNames: names.optional(),
    adminActions: z
      .literal('1')
      .optional()
      .transform((value) => value === '1'),
    boardUrl: z
      .url({ protocol: /^https?$/ })
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    trustProxy: z.string().min(1).optional(),
    failedKeysPerMinute: z.coerce.number().int().positive().default(60),
    requestsPerMinute: z.coerce.number().int().positive().default(6000),
    unfinishedPerUser: z.coerce.number().int().positive().default(10_000),
    generationsPerDay: z.coerce.number().int().positive().optional(),
    uploadBytesPerDay: z.coerce.number().int().positive().optional(),
    uploadsPerUser: z.coerce.number().int().positive().default(20),
    uploadsAtOnce: z.coerce.number().int().positive().default(100),
    importSeconds: z.coerce.number().positive().max(3600).default(45),
    /** A second short of the longest life that S3 takes. */
    addressSeconds: z.coerce.number().int().min(60).max(604_799).default(3600),
    uploadFolder: z.string().min(1).default(tmpdir()),
    galleryFolder: z.string().min(1).default(GALLERY),
    /** After SIGTERM: how long it is not ready and still takes requests. */
    drainSeconds: z.coerce.number().min(0).max(600).default(5),
    /** Past a pooler of transactions, which passes no notifications on. */
    listenUrl: databaseSlice.schema.shape.url.optional(),
    streamsPerUser: z.coerce.number().int().positive().default(1000),
    streamsAtOnce: z.coerce.number().int().positive().default(10_000),
    heartbeatSeconds: z.coerce.number().positive().max(3600).default(15),
    newImagesPerHour: z.coerce.number().int().min(0).default(1000),
    imageWaitSeconds: z.coerce.number().min(0).max(LIMITS.waitSeconds).default(25),
    previewsPerUser: z.coerce.number().int().positive().default(8),
    previewsPerMinute: z.coerce.number().int().min(0).default(600),
    previewWaitSeconds: z.coerce.number().positive().max(LIMITS.waitSeconds).default(10),
    senderSeconds: z.coerce.number().int().positive().default(20),
    senderBytesPerSecond: z.coerce.number().int().min(0).default(16_000),
  }),
  variables: {
    host: 'HOST',
    port: 'PORT',
    adminHost: 'ADMIN_HOST',
    adminPort: 'ADMIN_PORT',
    adminNames: 'ADMIN_NAMES',
    adminActions: 'ADMIN_ACTIONS',
    boardUrl: 'BOARD_URL',
    trustProxy: 'TRUST_PROXY',
    failedKeysPerMinute: 'FAILED_KEYS_PER_MINUTE',
    requestsPerMinute: 'REQUESTS_PER_MINUTE',
    unfinishedPerUser: 'UNFINISHED_PER_USER',
    generationsPerDay: 'GENERATIONS_PER_DAY',
    uploadBytesPerDay: 'UPLOAD_BYTES_PER_DAY',
    uploadsPerUser: 'UPLOADS_PER_USER',
    uploadsAtOnce: 'UPLOADS_AT_ONCE',
    importSeconds: 'IMPORT_SECONDS',
    addressSeconds: 'ADDRESS_SECONDS',
    uploadFolder: 'UPLOAD_FOLDER',
    galleryFolder: 'GALLERY_FOLDER',
    drainSeconds: 'DRAIN_SECONDS',
    listenUrl: 'LISTEN_URL',
    streamsPerUser: 'STREAMS_PER_USER',
    streamsAtOnce: 'STREAMS_AT_ONCE',
    heartbeatSeconds: 'HEARTBEAT_SECONDS',
    newImagesPerHour: 'NEW_IMAGES_PER_HOUR',
    imageWaitSeconds: 'IMAGE_WAIT_SECONDS',
    previewsPerUser: 'PREVIEWS_PER_USER',
    previewsPerMinute: 'PREVIEWS_PER_MINUTE',
    previewWaitSeconds: 'PREVIEW_WAIT_SECONDS',
    senderSeconds: 'SENDER_SECONDS',
    senderBytesPerSecond: 'SENDER_BYTES_PER_SECOND',
  },
} as const;

/** Everything that an operator can set for the API. */
export const API_SLICES = {
  program: programSlice,
  origins: originsSlice,
  database: databaseSlice,
  outbound: outboundSlice,
  webhooks: webhooksSlice,
  queue: queueSlice,
  storage: storageSlice,
  delivery: deliverySlice,
  catalog: catalogSlice,
  tokens: tokensSlice,
  api: apiSlice,
} as const;
export type Configuration = ConfigurationOf<typeof API_SLICES>;
