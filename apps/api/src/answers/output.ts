import type { OutputRow } from '@proofsheet/database';
import { fileExtension, GENERATION_KINDS, OUTPUT_MEDIA_TYPES } from '@proofsheet/domain';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { addressFields, type Disposition, presigned } from './address.ts';
import { id, time } from './fields.ts';

export const outputSchema = z
  .object({
    id,
    generationId: id,
    projectId: id.nullable(),
    kind: z.enum(GENERATION_KINDS),
    index: z.int().min(0).describe('Its place in the generation, from 0: the best variant comes first.'),
    variant: z.int().min(0),
    template: z.string(),
    templateVersion: z.int().min(0),
    format: z.string(),
    width: z.int().min(0),
    height: z.int().min(0),
    mediaType: z.enum(OUTPUT_MEDIA_TYPES),
    bytes: z.int().min(0),
    sha256: z.string(),
    placeholder: z.string().describe('A thumbhash, base64: what a page shows until the image is there.'),
    score: z.number(),
    report: z.unknown().describe('What the inspection of the final pixels found.'),
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
  const { objectKey, ...shown } = row;
  const fileName = outputFileName(row);
  return {
    ...shown,
    createdAt: row.createdAt.toISOString(),
    ...(await presigned(dependencies, objectKey, { fileName, disposition })),
  };
}

export function outputFileName({ format, index, mediaType }: OutputRow): string {
  return `${format}-${index}.${fileExtension(mediaType)}`;
}
