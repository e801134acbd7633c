import { databaseConfigSchema } from '@proofsheet/database';
import { QUEUES, queueConfigSchema } from '@proofsheet/queue';
import { renderConfigSchema } from '@proofsheet/render';
import { storageConfigSchema } from '@proofsheet/storage';
import { visionConfigSchema } from '@proofsheet/vision';
import { z } from 'zod';

const queueNames = z
  .string()
  .transform((text) => text.split(',').map((name) => name.trim()))
  .pipe(z.array(z.enum(QUEUES)).min(1));

const workerConfigSchema = z.object({
  queues: queueNames.default([...QUEUES]),
  concurrency: z.coerce.number().int().min(1).max(64).default(2),
  graceSeconds: z.coerce.number().min(0).default(30),
  leaseSeconds: z.coerce.number().min(1).default(60),
  sweepSeconds: z.coerce.number().min(0.1).default(10),
  /** At least twice as long as anything that writes objects may take before it writes their rows. */
  orphanHours: z.coerce.number().min(2).default(24),
  eventDays: z.coerce.number().min(1).default(30),
  healthHost: z.string().default('127.0.0.1'),
  healthPort: z.coerce.number().int().min(0).max(65_535).optional(),
  logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** Ends with the process that started it: its end closes our standard input. */
  parentWatch: z.literal('1').optional(),
});

const configSchema = z.object({
  database: databaseConfigSchema,
  queue: queueConfigSchema,
  storage: storageConfigSchema,
  vision: visionConfigSchema,
  render: renderConfigSchema,
  worker: workerConfigSchema,
});
export type Config = z.output<typeof configSchema>;

/** Where each setting comes from; every package checks its own slice. */
const VARIABLES: Record<string, string> = {
  'database/url': 'DATABASE_URL',
  'queue/url': 'QUEUE_URL',
  'queue/prefix': 'QUEUE_PREFIX',
  'queue/lockSeconds': 'QUEUE_LOCK_SECONDS',
  'storage/endpoint': 'S3_ENDPOINT',
  'storage/publicEndpoint': 'S3_PUBLIC_ENDPOINT',
  'storage/region': 'S3_REGION',
  'storage/accessKey': 'S3_ACCESS_KEY',
  'storage/secretKey': 'S3_SECRET_KEY',
  'storage/bucket': 'S3_BUCKET',
  'vision/cutoutModel': 'CUTOUT_MODEL',
  'vision/cutoutModelSize': 'CUTOUT_MODEL_SIZE',
  'vision/cutoutModelMean': 'CUTOUT_MODEL_MEAN',
  'vision/cutoutModelStd': 'CUTOUT_MODEL_STD',
  'vision/cutoutSeconds': 'CUTOUT_SECONDS',
  'vision/cutoutMemoryMb': 'CUTOUT_MEMORY_MB',
  'vision/nsfwModel': 'NSFW_MODEL',
  'vision/nsfwModelSize': 'NSFW_MODEL_SIZE',
  'vision/nsfwModelMean': 'NSFW_MODEL_MEAN',
  'vision/nsfwModelStd': 'NSFW_MODEL_STD',
  'vision/nsfwModelOutputs': 'NSFW_MODEL_OUTPUTS',
  'render/templatesDir': 'TEMPLATES_DIR',
  'render/templateSeconds': 'TEMPLATE_SECONDS',
  'render/templateMemoryMb': 'TEMPLATE_MEMORY_MB',
  'worker/queues': 'WORKER_QUEUES',
  'worker/concurrency': 'WORKER_CONCURRENCY',
  'worker/graceSeconds': 'GRACE_SECONDS',
  'worker/leaseSeconds': 'LEASE_SECONDS',
  'worker/sweepSeconds': 'SWEEP_SECONDS',
  'worker/orphanHours': 'ORPHAN_HOURS',
  'worker/eventDays': 'EVENT_DAYS',
  'worker/healthHost': 'HEALTH_HOST',
  'worker/healthPort': 'HEALTH_PORT',
  'worker/logLevel': 'LOG_LEVEL',
  'worker/parentWatch': 'PARENT_WATCH',
};

/** The settings, or one sentence for each variable that is missing or wrong. Values are never repeated: some are secret. */
export function readConfig(environment: NodeJS.ProcessEnv): { config: Config } | { problems: string[] } {
  const given: Record<string, Record<string, unknown>> = {
    database: {},
    queue: {},
    storage: {},
    vision: {},
    render: {},
    worker: {},
  };
  for (const [path, variable] of Object.entries(VARIABLES)) {
    const [slice = '', setting = ''] = path.split('/');
    const value = environment[variable];
    // An empty variable is how Compose writes one that is not set.
    if (value !== undefined && value !== '') Object.assign(given[slice] ?? {}, { [setting]: value });
  }
  const parsed = configSchema.safeParse(given);
  if (parsed.success) return { config: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => {
    const variable = VARIABLES[path.slice(0, 2).join('/')] ?? path.join('.');
    return environment[variable] ? `${variable} is not valid: ${message}` : `${variable} is not set`;
  });
  return { problems };
}
