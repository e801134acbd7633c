import {
  type FontRow,
  findFonts,
  findRecipes,
  findUsableAssets,
  ownProjects,
  type Tx,
  type UserId,
} from '@proofsheet/database';
import {
  type AssetRole,
  type AssetStatus,
  FONT_PARTS,
  type GenerationKind,
  type GenerationRequest,
} from '@proofsheet/domain';
import type { Outbound } from '@proofsheet/outbound';
import type { TemplateSummary } from '@proofsheet/render/catalog';
import type { ApiSettings, Dependencies } from '../dependencies.ts';

/** All that requests refer to, of what the user has. Ids are written in lower case. */
export interface LookUps {
  readonly projects: ReadonlySet<string>;
  readonly assets: ReadonlyMap<string, { readonly id: string; readonly role: AssetRole; readonly status: AssetStatus }>;
  readonly fonts: ReadonlyMap<string, Pick<FontRow, 'id' | 'sha256'>>;
  readonly outputs: ReadonlyMap<string, { readonly kind: GenerationKind; readonly report: unknown }>;
  readonly templates: readonly TemplateSummary[];
  readonly outbound: Pick<Outbound, 'check'>;
  /** Of the operator, by their names. */
  readonly buckets: readonly string[];
}

export interface LookUpTools extends Pick<Dependencies, 'templates' | 'outbound'> {
  readonly settings: Pick<ApiSettings, 'deliveryBuckets'>;
}

/** One query for each kind of thing, however many requests there are. */
export async function lookUp(
  tx: Tx,
  userId: UserId,
  requests: readonly GenerationRequest[],
  { templates, outbound, settings }: LookUpTools,
): Promise<LookUps> {
  const named = <T>(of: (request: GenerationRequest) => (T | undefined)[]) =>
    [...new Set(requests.flatMap(of))].filter((id) => id !== undefined);
  const projects = await ownProjects(tx, { userId, ids: named(({ projectId }) => [projectId]) });
  const assets = await findUsableAssets(tx, { userId, ids: named(({ assets }) => assets.map((use) => use.assetId)) });
  const fonts = await findFonts(tx, { userId, ids: named(({ brand }) => FONT_PARTS.map((part) => brand[part])) });
  const outputs = await findRecipes(tx, { userId, ids: named(({ like }) => [like?.outputId]) });
  return {
    projects: new Set(projects),
    assets: byId(assets),
    fonts: byId(fonts),
    outputs: byId(outputs),
    templates,
    outbound,
    buckets: settings.deliveryBuckets,
  };
}

function byId<Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
