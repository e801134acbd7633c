import {
  type FontRow,
  findFonts,
  findProjects,
  findRecipes,
  findUsableAssets,
  type ProjectRow,
  type Tx,
  type UserId,
} from '@proofsheet/database';
import {
  type AssetRole,
  type AssetStatus,
  FONT_PARTS,
  type GenerationKind,
  type GenerationRequest,
  LOGO_VERSIONS,
} from '@proofsheet/domain';
import type { Outbound } from '@proofsheet/outbound';
import type { TemplateSummary } from '@proofsheet/render/catalog';
import type { ApiSettings, Dependencies } from '../dependencies.ts';

/** All that requests refer to, of what the user has. Ids are written in lower case. */
export interface LookUps {
  readonly projects: ReadonlyMap<string, ProjectRow>;
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
  const projects = await findProjects(tx, { userId, ids: named(({ projectId }) => [projectId]) });
  const brands = projects.map(({ brand }) => brand);
  const logos = brands.flatMap(({ logos = {} }) => LOGO_VERSIONS.flatMap((version) => logos[version] ?? []));
  const used = named(({ assets }) => assets.map((use) => use.assetId));
  const assets = await findUsableAssets(tx, { userId, ids: [...used, ...logos] });
  const faces = [...requests.flatMap(({ brand }) => brand ?? []), ...brands];
  const fontIds = new Set(faces.flatMap((brand) => FONT_PARTS.flatMap((part) => brand[part] ?? [])));
  const fonts = await findFonts(tx, { userId, ids: [...fontIds] });
  const outputs = await findRecipes(tx, { userId, ids: named(({ like }) => [like?.outputId]) });
  return {
    projects: byId(projects),
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
