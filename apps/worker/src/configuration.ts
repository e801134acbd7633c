import { type ConfigurationOf, programSlice } from '@proofsheet/configuration';
import { databaseSlice } from '@proofsheet/database';
import { outboundSlice } from '@proofsheet/outbound';
import { QUEUES, queueSlice } from '@proofsheet/queue';
import { renderSlice } from '@proofsheet/render';
import { deliverySlice, storageSlice } from '@proofsheet/storage';
import { visionSlice } from '@proofsheet/vision';
import { webhooksSlice } from '@proofsheet/webhooks';
import { z } from 'zod';

const queueNames = z
  .string()
  .transform((text) => text.split(',').map((name) => name.trim()))
  .pipe(z.array(z.enum(QUEUES)).min(1));

const workerSlice = {
  schema: z.object({
    queues: queueNames.default([...QUEUES]),
    concurrency: z.coerce.number().int().min(1).max(64).default(2),
    graceSeconds: z.coerce.number().min(0).default(30),
    /** With the sweep's interval, how long a killed worker's generation waits at most before it runs again. */
    leaseSeconds: z.coerce.number().min(1).default(15),
    /** How long jobs may wait while this worker could take one and does not. */
    patienceSeconds: z.coerce.number().min(1).default(30),
    sweepSeconds: z.coerce.number().min(0.1).default(5),
    /** At least twice as long as anything that writes objects may take before it writes their rows. */
    orphanHours: z.coerce.number().min(2).default(24),
    eventDays: z.coerce.number().min(1).default(30),
    /** How long what a user deleted is hidden before it goes; addresses that were handed out work until then. */
    deletedHours: z.coerce.number().min(0).default(24),
    webhookLogDays: z.coerce.number().min(1).default(30),
    webhookDisableDays: z.coerce.number().min(1).default(5),
    /** As the API signs them. */
    addressSeconds: z.coerce.number().int().min(60).max(604_799).default(3600),
    /** Past a pooler of transactions, which passes no notifications on. */
    listenUrl: databaseSlice.schema.shape.url.optional(),
    healthHost: z.string().default('127.0.0.1'),
    healthPort: z.coerce.number().int().min(0).max(65_535).optional(),
  }),
  variables: {
    queues: 'WORKER_QUEUES',
    concurrency: 'WORKER_CONCURRENCY',
    graceSeconds: 'GRACE_SECONDS',
    leaseSeconds: 'LEASE_SECONDS',
    patienceSeconds: 'PATIENCE_SECONDS',
    sweepSeconds: 'SWEEP_SECONDS',
    orphanHours: 'ORPHAN_HOURS',
    eventDays: 'EVENT_DAYS',
    deletedHours: 'DELETED_HOURS',
    webhookLogDays: 'WEBHOOK_LOG_DAYS',
    webhookDisableDays: 'WEBHOOK_DISABLE_DAYS',
    addressSeconds: 'ADDRESS_SECONDS',
    listenUrl: 'LISTEN_URL',
    healthHost: 'HEALTH_HOST',
    healthPort: 'HEALTH_PORT',
  },
} as const;

/** Everything that an operator can set for a worker. */
export const WORKER_SLICES = {
  program: programSlice,
  database: databaseSlice,
  outbound: outboundSlice,
  webhooks: webhooksSlice,
  queue: queueSlice,
  storage: storageSlice,
  delivery: deliverySlice,
  vision: visionSlice,
  render: renderSlice,
  worker: workerSlice,
} as const;
export type Configuration = ConfigurationOf<typeof WORKER_SLICES>;
