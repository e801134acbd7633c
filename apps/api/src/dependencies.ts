import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Db } from '@proofsheet/database';
import type { Queues } from '@proofsheet/queue';
import type { TemplateSummary } from '@proofsheet/render/catalog';
import type { Storage } from '@proofsheet/storage';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';

/** Everything that the operations work with. */
export interface Dependencies {
  readonly db: Db;
  readonly storage: Storage;
  readonly queues: Queues;
  /** What a submission may pin. */
  readonly templates: readonly TemplateSummary[];
  readonly settings: ApiSettings;
}

export interface ApiSettings {
  /** Requests that one user may make in a minute. */
  readonly requestsPerMinute: number;
  /** Generations that a user may have waiting and running, where the operator has set nothing for that user. */
  readonly unfinishedPerUser: number;
  /** How long a presigned address works. */
  readonly addressSeconds: number;
  /** Where uploads lie until they are stored. */
  readonly uploadFolder: string;
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
