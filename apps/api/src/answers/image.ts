import type { ProjectImage } from '@proofsheet/database';
import { fileExtension, type OutputMediaType } from '@proofsheet/domain';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { addressFields, type Disposition, presigned } from './address.ts';
import { id, time } from './fields.ts';

export const imageSchema = z
  .object({
    source: z.enum(['asset', 'output']).describe('Uploaded, or made.'),
    id: id.describe('Of the asset or the output.'),
    label: z.string().describe("The asset's role, or the output's format."),
    mediaType: z.string(),
    width: z.int().min(0),
    height: z.int().min(0),
    bytes: z.int().min(0),
    createdAt: time,
    ...addressFields,
  })
  .meta({ id: 'Image', description: 'An image of a project, uploaded or made.' });

export async function imageAnswer(
  dependencies: Dependencies,
  row: ProjectImage,
  disposition?: Disposition,
): Promise<z.infer<typeof imageSchema>> {
  const { source, id, label, mediaType, width, height, bytes } = row;
  const fileName = `${label.toLowerCase()}-${id}.${fileExtension(mediaType as OutputMediaType)}`;
  return {
    ...{ source, id, label, mediaType, width, height, bytes },
    createdAt: row.createdAt.toISOString(),
    ...(await presigned(dependencies, row.objectKey, { fileName, disposition })),
  };
}
