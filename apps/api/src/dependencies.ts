import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Db } from '@proofsheet/database';
import type { Outbound } from '@proofsheet/outbound';
import type { Counters, Queues } from '@proofsheet/queue';
import type { CatalogTemplate } from '@proofsheet/render/catalog';
import type { FontExaminer } from '@proofsheet/render/font-examiner';
import type { Storage } from '@proofsheet/storage';
import type { SecretBox } from '@proofsheet/webhooks';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { BoardPlace } from './board-address.ts';
import type { Feed } from './events/feed.ts';
import type { InPlace } from './places.ts';
import type { ApiReadiness } from './readiness.ts';
import type { Tokens } from './tokens/verify-token.ts';

/** What the operations work with. */
export interface Dependencies {
  readonly db: Db;
  readonly storage: Storage;
  readonly queues: Queues;
  /** Where all API processes count together; without it each counts for itself. */
  readonly counters?: Counters | undefined;
  /** Reads uploaded fonts. */
  readonly fonts: FontExaminer;
  /** What a submission may pin. */
  readonly templates: readonly CatalogTemplate[];
  readonly readiness: ApiReadiness;
  /** Bounds the uploads that come in at the same time. */
  readonly inUploadPlace: InPlace;
  /** Bounds the streams of events that are open at the same time. */
  readonly inStreamPlace: InPlace;
  /** Wakes who waits for events. */
  readonly feed: Feed;
  /** Says which addresses of users may be called. */
  readonly outbound: Outbound;
  /** Seals the secrets of webhooks. */
  readonly secrets: SecretBox;
  /** Checks tokens of the product around it; left out, none are taken. */
  readonly tokens?: Tokens | undefined;
  readonly settings: ApiSettings;
}

export interface ApiSettings {
  /** The proxies in front, by their addresses or networks: what they say of a client's address is believed. */
  readonly trustProxy?: string | undefined;
  /** Requests with a wrong key that one address may make in a minute. */
  readonly failedKeysPerMinute: number;
  /** Requests that may be made with one key in a minute. */
  readonly requestsPerMinute: number;
  /** Unfinished generations that a user may have, unless the operator has set a limit for that user. */
  readonly unfinishedPerUser: number;
  /** Generations that a user may submit in a day (UTC); undefined: any number. */
  readonly generationsPerDay?: number | undefined;
  /** Bytes that a user may upload in a day. */
  readonly uploadBytesPerDay?: number | undefined;
  /** How long a presigned address works at least. */
  readonly addressSeconds: number;
  /** Whose pages may call the API by script; `*` for all. */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** Uploads of one user that may come in at the same time. */
  readonly uploadsPerUser: number;
  /** Uploads of all users that may. */
  readonly uploadsAtOnce: number;
  /** How long the files of one import may take together. */
  readonly importSeconds: number;
  /** The names of the buckets that outputs may be delivered to. */
  readonly deliveryBuckets: readonly string[];
  /** Streams of events that one user may have open. */
  readonly streamsPerUser: number;
  /** Streams of all users that may be open. */
  readonly streamsAtOnce: number;
  /** How long a stream is silent before a comment says that it lives. */
  readonly heartbeatSeconds: number;
  /** Pictures of one user that signed addresses may have made in an hour. */
  readonly newImagesPerHour: number;
  /** How long an address of a picture waits for it to be made. */
  readonly imageWaitSeconds: number;
  /** Previews of one user that may be under way at the same time, at one process. */
  readonly previewsPerUser: number;
  /** Previews that one user may ask for in a minute. */
  readonly previewsPerMinute: number;
  /** How long a request waits for its preview at most. */
  readonly previewWaitSeconds: number;
  /** The folder of temporary files for uploads. */
  readonly uploadFolder: string;
  /** Where Bull Board is; left out, nothing leads there. */
  readonly board?: BoardPlace | undefined;
  /** The pages for people; left out, there are none. */
  readonly gallery?: GalleryOptions | undefined;
  /** How long a body may pause. */
  readonly senderSeconds: number;
  /** How fast a body has to come, measured over `senderSeconds`. */
  readonly senderBytesPerSecond: number;
}

export interface GalleryOptions {
  /** What `vite build` made. */
  readonly folder: string;
  /** Where images are fetched from: the object storage as browsers see it. */
  readonly imageOrigin: string;
}

/** A Fastify instance whose schemas are zod schemas. */
export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** One operation: its route with schema and handler. */
export type Operation = (api: Api, dependencies: Dependencies) => void;
