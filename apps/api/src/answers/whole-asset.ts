import { type AssetRow, analysisOf, cutoutKeyOf } from '@proofsheet/database';
import { analysisSchema, correctionSchema } from '@proofsheet/domain';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { addressFields, type Disposition, presigned } from './address.ts';
import { assetAnswer, assetSchema } from './asset.ts';

/** Without the mask of the subject, which is there to compose by: clients have the cut-out. */
const wholeAnalysis = analysisSchema
  .extend({ subject: analysisSchema.shape.subject.unwrap().omit({ mask: true }).optional() })
  .meta({
    id: 'Analysis',
    description:
      'What ingest learned about an image. Positions are shares of its width and height, from the upper left.',
  });
const correction = correctionSchema
  .extend({ mask: z.literal(true).optional().describe('A person has drawn the mask of the cut-out.') })
  .meta({
    id: 'Correction',
    description: 'What a person corrected. The analysis includes it, and it stays when the image is analysed again.',
  });

export const wholeAssetSchema = assetSchema
  .extend({
    analysis: wholeAnalysis.nullable().describe('As pictures are composed by it; null until it is READY.'),
    correction,
    ...addressFields,
    cutoutUrl: z
      .url()
      .nullable()
      .describe('The subject alone, presigned until `urlExpiresAt`; null where there is none that may be used.'),
  })
  .meta({
    id: 'WholeAsset',
    description: 'An uploaded image with its whole analysis, and where to download it as it was uploaded.',
  });

export async function wholeAssetAnswer(
  dependencies: Dependencies,
  row: AssetRow,
  disposition?: Disposition,
): Promise<z.infer<typeof wholeAssetSchema>> {
  const addressOf = (key: string, fileName: string) => presigned(dependencies, key, { fileName, disposition });
  const cutoutKey = usableCutout(row);
  const cutout = cutoutKey === undefined ? null : await addressOf(cutoutKey, `cutout-${row.id}`);
  return {
    ...assetAnswer(row),
    analysis: analysisOf(row),
    correction: { ...row.correction, ...(row.handCutout ? { mask: true as const } : {}) },
    ...(await addressOf(row.objectKey, row.originalName)),
    cutoutUrl: cutout?.url ?? null,
  };
}

/**
 * The key of the subject alone; in an image with alpha that is the master. Undefined: there is none, or none that may
 * be used.
 */
export function usableCutout(row: AssetRow): string | undefined {
  const cutout = analysisOf(row)?.cutout;
  if (!cutout?.usable) return undefined;
  return (cutout.by === 'alpha' ? row.masterKey : cutoutKeyOf(row)) ?? undefined;
}
