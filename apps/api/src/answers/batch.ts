import type { BatchRow } from '@proofsheet/database';
import { ERROR_CODES } from '@proofsheet/domain';
import { z } from 'zod';
import { id, time } from './fields.ts';

const count = z.int().min(0);

export const batchCountsSchema = z
  .object({ pending: count, processing: count, completed: count, failed: count, cancelled: count })
  .meta({ id: 'BatchCounts', description: 'Its generations by their status; deleted ones are in none.' });

const refusedRowSchema = z
  .object({
    row: count.describe('Which row, counted from 0.'),
    code: z.enum(ERROR_CODES),
    errors: z.array(
      z.object({
        pointer: z.string().describe('A JSON Pointer into the batch: `/7/copy/headline`.'),
        detail: z.string().describe('What is wrong; of NDJSON and CSV with the line.'),
      }),
    ),
  })
  .meta({ id: 'RefusedRow', description: 'A row of a batch that became no generation.' });

export const batchSchema = z
  .object({
    id,
    status: z.enum(['RUNNING', 'COMPLETED']).describe('COMPLETED when its last generation has ended, however it did.'),
    total: z.int().min(1).describe('How many generations it has made.'),
    counts: batchCountsSchema,
    refused: z.array(refusedRowSchema).describe('With `mode=each`: the rows that became no generation.'),
    webhookId: id.nullable().describe('The webhook of its `webhookUrl`.'),
    createdAt: time,
    finishedAt: time.nullable(),
  })
  .meta({ id: 'Batch', description: 'Many generations that were submitted together.' });

export const batchDryRunSchema = z
  .object({
    dryRun: z.literal(true),
    total: count.describe('How many generations would be made.'),
    outputs: count.describe('How many images would come of them.'),
    refused: z.array(refusedRowSchema).describe('The rows that would become no generation.'),
  })
  .meta({ id: 'BatchDryRun', description: 'What would come of a batch.' });

export const submittedBatchSchema = batchSchema
  .extend({
    generations: z.array(
      z.object({ row: count.describe('Which row, counted from 0.'), id }).meta({ id: 'BatchGeneration' }),
    ),
  })
  .meta({ id: 'SubmittedBatch', description: 'A batch, with the generation of each row.' });

export function batchAnswer(row: BatchRow): z.infer<typeof batchSchema> {
  const { id, total, refused, counts, webhookId, createdAt, finishedAt } = row;
  const of = (status: keyof BatchRow['counts']) => counts[status] ?? 0;
  return {
    id,
    status: finishedAt === null ? 'RUNNING' : 'COMPLETED',
    total,
    counts: {
      ...{ pending: of('PENDING'), processing: of('PROCESSING'), completed: of('COMPLETED') },
      ...{ failed: of('FAILED'), cancelled: of('CANCELLED') },
    },
    refused: refused.map(({ errors, ...one }) => ({ ...one, errors: [...errors] })),
    webhookId,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
