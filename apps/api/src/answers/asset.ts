import { type AssetRow, analysisOf } from '@proofsheet/database';
import { analysisSchema, assetRoleSchema, assetStatusSchema, UPLOAD_MEDIA_TYPES } from '@proofsheet/domain';
import { z } from 'zod';
import { failureSchema, id, time } from './fields.ts';

export const assetSchema = z
  .object({
    id,
    projectId: id.nullable(),
    role: assetRoleSchema,
    status: assetStatusSchema.describe('A generation may use an asset that is still PENDING.'),
    originalName: z.string(),
    mediaType: z.enum(UPLOAD_MEDIA_TYPES),
    bytes: z.int().min(0),
    width: z.int().min(0),
    height: z.int().min(0),
    sha256: z.string(),
    analysis: analysisSchema
      .pick({ hasAlpha: true, focus: true, palette: true, placeholder: true })
      .nullable()
      .describe('The analysis of the image, with corrections; null until it is READY.'),
    error: failureSchema.nullable().describe('Why it was REJECTED.'),
    createdAt: time,
  })
  .meta({ id: 'Asset', description: 'An uploaded image.' });

/** What an upload answers. */
export const uploadedSchema = z.object({ assets: z.array(assetSchema) }).meta({ id: 'UploadedAssets' });

export function assetAnswer(row: AssetRow): z.infer<typeof assetSchema> {
  const { id, projectId, role, status, originalName, mediaType, bytes, width, height, sha256, error } = row;
  return {
    ...{ id, projectId, role, status, originalName, mediaType, bytes, width, height, sha256, error },
    analysis: analysisOf(row),
    createdAt: row.createdAt.toISOString(),
  };
}
