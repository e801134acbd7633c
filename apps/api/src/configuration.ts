import { tmpdir } from 'node:os';
import { databaseConfigSchema } from '@proofsheet/database';
import { queueConfigSchema } from '@proofsheet/queue';
import { storageConfigSchema } from '@proofsheet/storage';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const configurationSchema = z.object({
  database: databaseConfigSchema,
  queue: queueConfigSchema,
  storage: storageConfigSchema,
  host: z.string().min(1).default('127.0.0.1'),
  port: port.default(3000),
  adminHost: z.string().min(1).default('127.0.0.1'),
  adminPort: port.default(3001),
  logLevel: z.enum(LEVELS).default('info'),
  requestsPerMinute: z.coerce.number().int().positive().default(6000),
  unfinishedPerUser: z.coerce.number().int().positive().default(10_000),
  addressSeconds: z.coerce.number().int().min(60).max(604_800).default(3600),
  uploadFolder: z.string().min(1).default(tmpdir()),
  templatesDir: z.string().min(1).optional(),
  parentWatch: z.literal('1').optional(),
});
export type Configuration = z.infer<typeof configurationSchema>;

/** Where each setting comes from. */
const VARIABLES = {
  'database/url': 'DATABASE_URL',
  'queue/url': 'QUEUE_URL',
  'storage/endpoint': 'S3_ENDPOINT',
  'storage/publicEndpoint': 'S3_PUBLIC_ENDPOINT',
  'storage/region': 'S3_REGION',
  'storage/accessKey': 'S3_ACCESS_KEY',
  'storage/secretKey': 'S3_SECRET_KEY',
  'storage/bucket': 'S3_BUCKET',
  host: 'HOST',
  port: 'PORT',
  adminHost: 'ADMIN_HOST',
  adminPort: 'ADMIN_PORT',
  logLevel: 'LOG_LEVEL',
  requestsPerMinute: 'REQUESTS_PER_MINUTE',
  unfinishedPerUser: 'UNFINISHED_PER_USER',
  addressSeconds: 'ADDRESS_SECONDS',
  uploadFolder: 'UPLOAD_FOLDER',
  templatesDir: 'TEMPLATES_DIR',
  parentWatch: 'PARENT_WATCH',
} as const;

/** The settings, or one line for each variable that is wrong. An empty variable counts as not set. */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>>): Configuration {
  const settings: Record<string, unknown> = { database: {}, queue: {}, storage: {} };
  for (const [path, variable] of Object.entries(VARIABLES)) {
    const [group, name] = path.split('/') as [string, string?];
    const value = environment[variable] || undefined;
    if (name === undefined) settings[group] = value;
    else (settings[group] as Record<string, unknown>)[name] = value;
  }
  const parsed = configurationSchema.safeParse(settings);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(parsed.error.issues.map((issue) => describe(issue, environment)));
}

export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(lines: readonly string[]) {
    super(lines.join('; '));
  }
}

/** Names the variable and what it should be; never its value, which may be a secret. */
function describe(issue: z.core.$ZodIssue, environment: Readonly<Record<string, string | undefined>>): string {
  const path = issue.path.join('/');
  const variable = VARIABLES[path as keyof typeof VARIABLES] ?? path;
  return `${variable} ${environment[variable] ? 'is wrong' : 'is not set'}: ${issue.message}`;
}
