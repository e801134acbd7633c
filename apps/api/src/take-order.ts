import { randomInt } from 'node:crypto';
import {
  createGeneration,
  findAssets,
  findFont,
  findGeneration,
  findOutput,
  type GenerationRow,
  type Tx,
  type UserId,
} from '@proofsheet/database';
import {
  type AssetRole,
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
} from '@proofsheet/domain';
import { z } from 'zod';
import type { Dependencies } from './dependencies.ts';
import { found, requireProject } from './ownership.ts';

const MAX_SEED = 2_147_483_647;

/** A request with all that it refers to, as it was when it came. */
export interface Order {
  readonly userId: UserId;
  readonly request: GenerationRequest;
  readonly like: Recipe | undefined;
  readonly fonts: UsedFonts;
  readonly assets: AssetUse[];
}

/** Everything that the request refers to is there and the user's, or the Fault names the field of what is not. */
export async function resolveOrder(
  tx: Tx,
  { templates }: Pick<Dependencies, 'templates'>,
  { userId, request }: Pick<Order, 'userId' | 'request'>,
): Promise<Order> {
  requireTemplate(templates, request);
  await requireProject(tx, userId, request.projectId);
  const assets = await resolveAssets(tx, userId, request.assets);
  const like = await resolveLike(tx, userId, request);
  const fonts = await resolveFonts(tx, userId, request.brand);
  return { userId, request, like, fonts, assets };
}

/** Inserts the generation, PENDING. */
export async function insertOrder(
  tx: Tx,
  { request, like, fonts, assets, userId }: Order,
  { id, requestId }: { readonly id: string; readonly requestId: string },
): Promise<GenerationRow> {
  const { kind, metadata, projectId = null, seed = randomInt(MAX_SEED), deadlineSeconds } = request;
  const spec = specOf(request, { like, fonts });
  await createGeneration(tx, { id, userId, requestId, projectId, kind, spec, seed, metadata, deadlineSeconds, assets });
  return found(await findGeneration(tx, { userId, id }), 'generation');
}

/** Refuses a template that does not exist now, before a worker would. */
function requireTemplate(templates: Dependencies['templates'], { template, kind }: GenerationRequest): void {
  if (template === undefined || templates.some((one) => one.name === template && one.kind === kind)) return;
  const message = `There is no ${kind} template ${template}; GET /v1/templates?kind=${kind} lists those there are.`;
  throw new Fault('unknown_template', message, { field: 'template' });
}

/** The recipe of the output that the client wants more of. */
async function resolveLike(tx: Tx, userId: UserId, { like, kind }: GenerationRequest): Promise<Recipe | undefined> {
  if (like === undefined) return undefined;
  const output = await findOutput(tx, { userId, id: like.outputId });
  const refuse = (message: string) => new Fault('unknown_output', message, { field: 'like/outputId' });
  if (output === undefined || output.kind !== kind) throw refuse(`You have no ${kind} output ${like.outputId}.`);
  const recipe = z.object({ recipe: recipeSchema }).safeParse(output.report);
  if (!recipe.success) throw refuse('That output was made before recipes were kept; pin its template instead.');
  return recipe.data.recipe;
}

/** Each font with its hash, so that the same spec is never drawn with another font. */
async function resolveFonts(tx: Tx, userId: UserId, brand: GenerationRequest['brand']): Promise<UsedFonts> {
  const fonts: UsedFonts = {};
  for (const part of FONT_PARTS) {
    const id = brand[part];
    if (id === undefined) continue;
    const row = await findFont(tx, { userId, id });
    if (row === undefined) throw new Fault('unknown_font', `You have no font ${id}.`, { field: `brand/${part}` });
    fonts[part] = { id: row.id, sha256: row.sha256 };
  }
  return fonts;
}

type AssetUse = { readonly assetId: string; readonly role: AssetRole };

/**
 * Each asset with its role in this picture. The error names the field of each that is not the user's, or was rejected.
 */
async function resolveAssets(tx: Tx, userId: UserId, uses: GenerationRequest['assets']): Promise<AssetUse[]> {
  const rows = await findAssets(tx, { userId, ids: uses.map((use) => use.assetId) });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const refused: (FieldError & { code: ErrorCode })[] = [];
  const taken = uses.flatMap(({ assetId, role }, index) => {
    const asset = byId.get(assetId.toLowerCase());
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
