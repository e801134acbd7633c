import { randomInt } from 'node:crypto';
import type { NewGeneration, UserId } from '@proofsheet/database';
import {
  type Brand,
  type ErrorCode,
  Fault,
  type FieldError,
  FONT_PARTS,
  type GenerationRequest,
  isRejected,
  type Recipe,
  recipeSchema,
  specOf,
  type UsedFonts,
  WEBHOOK_EVENTS_USUALLY,
} from '@proofsheet/domain';
import { z } from 'zod';
import type { LookUps } from './look-up.ts';
import { checkedAddress } from './one-off-webhooks.ts';
import { type AssetUse, brandOf, logosOf, projectOf } from './project-brand.ts';

const MAX_SEED = 2_147_483_647;

/** A request with all that it refers to, as it was when it came, and what its project adds. */
export interface Order {
  readonly userId: UserId;
  readonly request: GenerationRequest;
  readonly like: Recipe | undefined;
  readonly fonts: UsedFonts;
  readonly assets: AssetUse[];
  readonly webhookUrl: string | undefined;
}

/** Everything that the request refers to is there and the user's, or the Fault names the field of what is not. */
export function orderOf(lookUps: LookUps, { userId, request }: Pick<Order, 'userId' | 'request'>): Order {
  requireTemplate(lookUps, request);
  if (request.deliver) requireBucket(lookUps.buckets, request.deliver.to, 'deliver/to');
  const project = projectOf(lookUps, request);
  const given = usedAssets(lookUps, request.assets);
  const assets = [...given, ...logosOf(lookUps, request, project, given)];
  const like = recipeOf(lookUps, request);
  const brand = brandOf(lookUps, request, project);
  const fonts = usedFonts(lookUps, brand);
  const { webhookUrl: url } = request;
  const webhookUrl = url === undefined ? undefined : checkedAddress(lookUps, url, 'webhookUrl');
  return { userId, request: { ...request, brand }, like, fonts, assets, webhookUrl };
}

/** The row of its generation. */
export function generationOf(
  { request, like, fonts, assets, userId, webhookUrl = '' }: Order,
  named: { readonly id: string; readonly requestId: string; readonly batchId?: string },
  webhooks: ReadonlyMap<string, string>,
): NewGeneration {
  const { kind, metadata, projectId = null, seed = randomInt(MAX_SEED), deadlineSeconds } = request;
  const expiresAfter = request.expiresAfter ?? null;
  const spec = specOf(request, { like, fonts });
  const webhookId = webhooks.get(webhookUrl) ?? null;
  const webhookEvents = webhookId === null ? null : (request.webhookEvents ?? WEBHOOK_EVENTS_USUALLY);
  const deliver = request.deliver && { bucket: request.deliver.to, path: request.deliver.path ?? '' };
  const after = { webhookId, webhookEvents, expiresAfter, deliver };
  return { ...named, userId, projectId, kind, spec, seed, metadata, deadlineSeconds, assets, ...after };
}

/** Refuses a bucket that the operator has not configured. */
export function requireBucket(buckets: readonly string[], name: string, field: string): void {
  if (buckets.includes(name)) return;
  const there = buckets.length === 0 ? 'none is configured' : `there are ${buckets.join(', ')}`;
  throw new Fault('unknown_bucket', `There is no bucket ${name} to deliver to; ${there}.`, { field });
}

/** Refuses a template that does not exist now, before a worker would. */
function requireTemplate({ templates }: LookUps, { template, kind }: GenerationRequest): void {
  if (template === undefined || templates.some((one) => one.name === template && one.kind === kind)) return;
  const message = `There is no ${kind} template ${template}; GET /v1/templates?kind=${kind} lists those there are.`;
  throw new Fault('unknown_template', message, { field: 'template' });
}

/** The recipe of the output that the client wants more of. */
function recipeOf({ outputs }: LookUps, { like, kind }: GenerationRequest): Recipe | undefined {
  if (like === undefined) return undefined;
  const output = outputs.get(like.outputId.toLowerCase());
  const refuse = (message: string) => new Fault('unknown_output', message, { field: 'like/outputId' });
  if (output === undefined || output.kind !== kind) throw refuse(`You have no ${kind} output ${like.outputId}.`);
  const recipe = z.object({ recipe: recipeSchema }).safeParse(output.report);
  if (!recipe.success) throw refuse('That output was made before recipes were kept; pin its template instead.');
  return recipe.data.recipe;
}

/** Each font with its hash, so that the same spec is never drawn with another font. */
function usedFonts(lookUps: LookUps, brand: Brand): UsedFonts {
  const fonts: UsedFonts = {};
  for (const part of FONT_PARTS) {
    const id = brand[part];
    if (id === undefined) continue;
    const row = lookUps.fonts.get(id.toLowerCase());
    if (row === undefined) throw new Fault('unknown_font', `You have no font ${id}.`, { field: `brand/${part}` });
    fonts[part] = { id: row.id, sha256: row.sha256 };
  }
  return fonts;
}

/**
 * Each asset with its role in this picture. The error names the field of each that is not the user's, or was rejected.
 */
function usedAssets(lookUps: LookUps, uses: GenerationRequest['assets']): AssetUse[] {
  const refused: (FieldError & { code: ErrorCode })[] = [];
  const taken = uses.flatMap(({ assetId, role }, index) => {
    const asset = lookUps.assets.get(assetId.toLowerCase());
    const refuse = (code: ErrorCode, message: string) => {
      refused.push({ code, message, field: `assets/${index}/assetId` });
      return [];
    };
    if (asset === undefined) return refuse('unknown_asset', `You have no asset ${assetId}.`);
    if (isRejected(asset.status))
      return refuse('asset_rejected', `The asset ${assetId} was rejected; GET it to see why.`);
    return [{ assetId: asset.id, role: role ?? asset.role }];
  });
  const [first] = refused;
  if (first === undefined) return taken;
  throw new Fault(first.code, refused.map(({ message }) => message).join(' '), { fields: refused });
}
