import { analysisOf, cutoutKeyOf, findAssets, type UserId } from '@proofsheet/database';
import { formatOf, type GenerationRequest, isReady, outputCount, specOf } from '@proofsheet/domain';
import { type AnalysedImage, fitReasons, MISFITS } from '@proofsheet/render/catalog';
import { z } from 'zod';
import { admitGeneration } from './admission.ts';
import type { Dependencies } from './dependencies.ts';
import type { Order } from './orders/order-of.ts';
import { resolveOrder } from './take-order.ts';

export const dryRunQuery = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .optional()
    .describe(
      '`true` checks the request, the quota included, and says what would come of it: nothing is made or stored.',
    ),
});

const reasonSchema = z.object({
  code: z.enum(MISFITS),
  message: z.string(),
  field: z.string().optional().describe('Of the request.'),
});

export const dryRunSchema = z
  .object({
    dryRun: z.literal(true),
    fits: z.boolean().describe('Whether any template fits.'),
    templates: z.array(
      z.object({
        name: z.string(),
        fits: z.boolean(),
        reasons: z.array(reasonSchema).describe('Why it does not fit: all reasons, empty where it does.'),
      }),
    ),
    outputs: z.int().min(1).describe('How many images would come out: variants times formats.'),
    variants: z.int().min(1),
    formats: z.array(z.object({ name: z.string(), width: z.int(), height: z.int(), maxBytes: z.int().nullable() })),
    awaitsAnalysis: z
      .array(z.uuid())
      .describe('Assets that are not READY: while there are any, images are not judged.'),
  })
  .meta({ id: 'DryRun', description: 'What would come of a generation.' });

/**
 * All that a submission checks, and what the planner would say of each template by its manifest. Whether words fit into a
 * size is known only when they are laid out, which a worker does.
 */
export function dryRun(
  dependencies: Dependencies,
  userId: UserId,
  request: GenerationRequest,
): Promise<z.infer<typeof dryRunSchema>> {
  const { db, templates, settings } = dependencies;
  return db.transaction().execute(async (tx) => {
    const order = await resolveOrder(tx, dependencies, { userId, request });
    await admitGeneration(tx, userId, settings);
    const assets = await findAssets(tx, { userId, ids: order.assets.map(({ assetId }) => assetId) });
    const awaitsAnalysis = assets.filter(({ status }) => !isReady(status)).map(({ id }) => id);
    const spec = specOf(order.request, order);
    const formats = spec.formats.map((choice) => formatOf(choice, request.kind));
    const judged = judgeTemplates(templates, order, assets);
    return {
      dryRun: true as const,
      fits: judged.some(({ fits }) => fits),
      templates: judged,
      outputs: outputCount(spec),
      variants: spec.variants,
      formats: formats.map(({ name, width, height, maxBytes }) => ({
        ...{ name, width, height },
        maxBytes: Number.isFinite(maxBytes) ? maxBytes : null,
      })),
      awaitsAnalysis,
    };
  });
}

/** What the manifest of each template of the kind says of the order. While some image is not analysed, of words alone. */
export function judgeTemplates(templates: Dependencies['templates'], order: Order, assets: readonly AssetRow[]) {
  const { request, like } = order;
  const spec = specOf(request, order);
  const question = {
    copy: spec.copy,
    formats: spec.formats.map((choice) => formatOf(choice, request.kind)),
    pinned: like?.template ?? request.template,
    images: assets.every(({ status }) => isReady(status)) ? imagesOf(order, assets) : undefined,
  };
  return templates
    .filter(({ kind }) => kind === request.kind)
    .map((template) => {
      const reasons = fitReasons(template, question);
      return { name: template.name, fits: reasons.length === 0, reasons };
    });
}

export type AssetRow = Awaited<ReturnType<typeof findAssets>>[number];

function imagesOf({ assets }: Order, rows: readonly AssetRow[]): AnalysedImage[] {
  return assets.flatMap(({ assetId, role }) => {
    const row = rows.find(({ id }) => id === assetId);
    const analysis = row && analysisOf(row);
    if (!analysis) return [];
    return [{ role, analysis, hasCutout: cutoutKeyOf(row) !== null && analysis.cutout?.usable === true }];
  });
}
