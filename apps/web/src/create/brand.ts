import type { AssetRole, GenerationRequest, ProjectBrand } from '@proofsheet/client';

type Used = NonNullable<GenerationRequest['assets']>[number];
const MEMBERS = ['primary', 'accent', 'font', 'textFont'] as const;
const VERSIONS = ['light', 'dark'] as const;

/** What the order takes: its own, and for the rest what its project keeps. */
export function wholeBrand(own: ProjectBrand, ofProject: ProjectBrand): ProjectBrand {
  const logos = { ...ofProject.logos, ...own.logos };
  const { logos: _, ...kept } = { ...ofProject, ...own };
  return Object.keys(logos).length === 0 ? kept : { ...kept, logos };
}

/** What differs from the project's; what is cleared comes from the project again. */
export function ownBrand(whole: ProjectBrand, ofProject: ProjectBrand): ProjectBrand {
  const members = MEMBERS.filter((member) => whole[member] !== undefined && whole[member] !== ofProject[member]);
  const versions = VERSIONS.filter(
    (version) => whole.logos?.[version] !== undefined && whole.logos[version] !== ofProject.logos?.[version],
  );
  return {
    ...Object.fromEntries(members.map((member) => [member, whole[member]])),
    ...(versions.length > 0
      ? { logos: Object.fromEntries(versions.map((version) => [version, whole.logos?.[version]])) }
      : {}),
  };
}

/**
 * The images of an order with the logos of its own brand: both versions, because a project's are shown only in orders that
 * have no logo. A logo among the images takes the place of them all.
 */
export function withLogos(assets: readonly Used[], own: ProjectBrand, ofProject: ProjectBrand): Used[] {
  if (own.logos === undefined || assets.some(({ role }) => role === 'LOGO')) return [...assets];
  const { logos = {} } = wholeBrand(own, ofProject);
  const ids = VERSIONS.flatMap((version) => logos[version] ?? []);
  return [...assets, ...[...new Set(ids)].map((assetId) => ({ assetId, role: 'LOGO' as AssetRole }))];
}

/** What is chosen, for who does not look into it. */
export function brandInWords({ primary, accent, font, textFont, logos = {} }: ProjectBrand): string[] {
  const count = Object.keys(logos).length;
  return [
    ...[primary, accent].filter((colour) => colour !== undefined),
    ...(font === undefined && textFont === undefined ? [] : ['own fonts']),
    ...(count === 0 ? [] : [count === 1 ? 'a logo' : 'two logos']),
  ];
}
