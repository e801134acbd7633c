import type { ProjectRow } from '@proofsheet/database';
import {
  type AssetRole,
  type Brand,
  Fault,
  FONT_PARTS,
  type GenerationRequest,
  isRejected,
  LIMITS,
  LOGO_VERSIONS,
} from '@proofsheet/domain';
import { found } from '../ownership.ts';
import type { LookUps } from './look-up.ts';

export interface AssetUse {
  readonly assetId: string;
  readonly role: AssetRole;
}

/** The project of the order, which is the user's and takes orders. */
export function projectOf({ projects }: LookUps, { projectId }: GenerationRequest): ProjectRow | undefined {
  if (projectId === undefined) return undefined;
  const project = found(projects.get(projectId.toLowerCase()), 'project', 'projectId');
  if (project.archivedAt === null) return project;
  throw new Fault('project_archived', `The project ${project.name} is archived and takes no orders.`, {
    field: 'projectId',
  });
}

/** What the order says of its brand, and for the rest what its project keeps. A font that is gone is left out. */
export function brandOf(lookUps: LookUps, { brand }: GenerationRequest, project: ProjectRow | undefined): Brand {
  if (brand === null || project === undefined) return brand ?? {};
  const { logos: _, ...kept } = project.brand;
  for (const part of FONT_PARTS) if (!lookUps.fonts.has(kept[part] ?? '')) delete kept[part];
  return { ...kept, ...brand };
}

/** The logos of the project, where the order has none, as far as they are there and it has room for them. */
export function logosOf(
  lookUps: LookUps,
  { brand }: GenerationRequest,
  project: ProjectRow | undefined,
  assets: readonly AssetUse[],
): AssetUse[] {
  if (brand === null || assets.some(({ role }) => role === 'LOGO')) return [];
  const logos = project?.brand.logos ?? {};
  const named = new Set(LOGO_VERSIONS.flatMap((version) => logos[version] ?? []));
  const there = [...named].flatMap((id) => lookUps.assets.get(id) ?? []).filter(({ status }) => !isRejected(status));
  const room = LIMITS.generationAssets - assets.length;
  return there.slice(0, room).map(({ id }) => ({ assetId: id, role: 'LOGO' }));
}
