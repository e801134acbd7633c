import type { OutputRow } from '@proofsheet/database';
import { generationKindSchema, outputFileName, outputMediaTypeSchema } from '@proofsheet/domain';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { addressFields, type Disposition, presigned } from './address.ts';
import { id, time } from './fields.ts';
import { reportSchema } from './report.ts';

export const outputSchema = z
  .object({
    id,
    generationId: id,
    projectId: id.nullable(),
    kind: generationKindSchema,
    index: z.int().min(0).describe('Its place in the generation, from 0: the best variant comes first.'),
    variant: z.int().min(0),
    template: z.string(),
    templateVersion: z.int().min(0),
    format: z.string(),
    width: z.int().min(0),
    height: z.int().min(0),
    mediaType: outputMediaTypeSchema,
    bytes: z.int().min(0),
    sha256: z.string(),
    placeholder: z.string().describe('A thumbhash, base64: what a page shows until the image is there.'),
    score: z.number(),
    report: reportSchema,
    favourite: z.boolean(),
    createdAt: time,
    ...addressFields,
  })
  .meta({ id: 'Output', description: 'One finished image.' });
type Output = z.infer<typeof outputSchema>;

export async function outputAnswer(
  dependencies: Dependencies,
  row: OutputRow,
  disposition?: Disposition,
): Promise<Output> {
  const { objectKey, renditions: _, ...shown } = row;
  const fileName = outputFileName(row);
  return {
    ...shown,
    // As a worker stored it; the serializer compares it with the schema.
    report: row.report as Output['report'],
    createdAt: row.createdAt.toISOString(),
    ...(await presigned(dependencies, objectKey, { fileName, disposition })),
  };
}
