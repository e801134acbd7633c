import { countedAttempts, type GenerationRow } from '@proofsheet/database';
import {
  assetRoleSchema,
  BUCKET_DELIVERY_STATUSES,
  generationKindSchema,
  generationSpecSchema,
  generationStatusSchema,
  usageSchema,
} from '@proofsheet/domain';
import { z } from 'zod';
import { failureSchema, id, missingSchema, time } from './fields.ts';
import { outputSchema } from './output.ts';

const deliverySchema = z
  .object({
    to: z.string(),
    path: z.string(),
    status: z
      .enum(BUCKET_DELIVERY_STATUSES)
      .describe('WAITING until the generation is COMPLETED; FAILED when it is given up.'),
    copied: z.int().min(0).describe('How many outputs are there.'),
    attempts: z.int().min(0),
    error: failureSchema.nullable().describe('Why the last attempt failed.'),
    nextAttemptAt: time.nullable(),
    deliveredAt: time.nullable(),
  })
  .meta({ id: 'BucketDelivery', description: 'The outputs of a generation on their way to a bucket.' });

export const generationSchema = z
  .object({
    id,
    projectId: id.nullable(),
    batchId: id.nullable().describe('The batch that it was submitted with.'),
    kind: generationKindSchema,
    status: generationStatusSchema.describe('COMPLETED, FAILED and CANCELLED are final, unless you have it retried.'),
    progress: z.object({ done: z.int().min(0), total: z.int().min(0) }).describe('Images finished, of how many.'),
    spec: generationSpecSchema.describe('The request with every default made explicit.'),
    seed: z.int().min(0),
    attempt: z
      .int()
      .min(0)
      .describe(
        'How often a worker has taken it on since it was submitted or retried. An attempt that a stop of the worker or an outage cut short does not count.',
      ),
    missing: missingSchema.describe('What could not be made, with `onOutputError: skip`, and why.'),
    error: failureSchema.nullable(),
    usage: usageSchema.nullable().describe('Null until it is COMPLETED.'),
    metadata: z.record(z.string(), z.string()),
    delivery: deliverySchema.nullable().describe('What became of its `deliver`.'),
    webhookId: id.nullable().describe('The webhook of its `webhookUrl`: there its deliveries are listed.'),
    createdAt: time,
    startedAt: time.nullable(),
    retriedAt: time.nullable(),
    deadlineAt: time.nullable().describe('What is not finished by then is cancelled.'),
    finishedAt: time.nullable(),
    expiresAt: time.nullable().describe('When it is deleted; null until it has ended, and where it stays.'),
  })
  .meta({ id: 'Generation', description: 'One order of images.' });
type Generation = z.infer<typeof generationSchema>;

export const generationWithOutputsSchema = generationSchema
  .extend({
    assets: z
      .array(z.object({ assetId: id, role: assetRoleSchema }).meta({ id: 'UsedAsset' }))
      .describe('What it was submitted with, in that order, each in its role there.'),
    outputs: z
      .array(outputSchema)
      .describe(
        'Those that are there so far, and all of them once COMPLETED, but those that `missing` names. Until then they can be had at their addresses only, and are gone when the attempt comes to nothing.',
      ),
  })
  .meta({ id: 'GenerationWithOutputs', description: 'One order of images, what it uses, and the images.' });

export const submittedGenerationSchema = generationWithOutputsSchema.partial({ assets: true, outputs: true }).meta({
  id: 'SubmittedGeneration',
  description: 'One order of images; with `Prefer: wait` also what it uses, and the images.',
});

export function generationAnswer(row: GenerationRow): Generation {
  const { id, projectId, batchId, kind, status, spec, seed, missing, error, usage, metadata, webhookId } = row;
  return {
    delivery: row.delivery && deliveryAnswer(row.delivery),
    ...{ id, projectId, batchId, kind, status, spec, seed, missing, error, usage, metadata, webhookId },
    attempt: countedAttempts(row),
    progress: { done: row.progress, total: row.outputCount },
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    retriedAt: row.retriedAt?.toISOString() ?? null,
    deadlineAt: row.deadlineAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  };
}

function deliveryAnswer({
  bucket: to,
  ...row
}: NonNullable<GenerationRow['delivery']>): z.infer<typeof deliverySchema> {
  const { path, status, copied, attempts, error, runAfter, deliveredAt } = row;
  return {
    ...{ to, path, status, copied, attempts, error },
    nextAttemptAt: status === 'PENDING' ? new Date(runAfter).toISOString() : null,
    deliveredAt: deliveredAt && new Date(deliveredAt).toISOString(),
  };
}
