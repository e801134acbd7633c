import { holdBrandParts, type Tx, type UserId } from '@proofsheet/database';
import { type ErrorCode, Fault, FONT_PARTS, isRejected, LOGO_VERSIONS, type ProjectBrand } from '@proofsheet/domain';

/** The brand that a project is to keep, with all that it names; the Fault names the field of what the user does not have. */
export async function ownBrand(tx: Tx, userId: UserId, brand: ProjectBrand): Promise<ProjectBrand> {
  const { logos = {}, ...rest } = brand;
  const fonts = FONT_PARTS.flatMap((part) => rest[part] ?? []);
  const assets = LOGO_VERSIONS.flatMap((version) => logos[version] ?? []);
  const has = await holdBrandParts(tx, { userId, assets, fonts });
  const kept: ProjectBrand = { ...rest };
  for (const part of FONT_PARTS) {
    const id = rest[part];
    if (id === undefined) continue;
    const font = has.fonts.find((one) => one.id === id.toLowerCase());
    if (font === undefined) throw refusal('unknown_font', `You have no font ${id}.`, part);
    kept[part] = font.id;
  }
  for (const version of LOGO_VERSIONS) {
    const id = logos[version];
    if (id === undefined) continue;
    const field = `logos/${version}`;
    const asset = has.assets.find((one) => one.id === id.toLowerCase());
    if (asset === undefined) throw refusal('unknown_asset', `You have no asset ${id}.`, field);
    if (isRejected(asset.status))
      throw refusal('asset_rejected', `The asset ${id} was rejected; GET it to see why.`, field);
    kept.logos = { ...kept.logos, [version]: asset.id };
  }
  return kept;
}

function refusal(code: ErrorCode, message: string, field: string): Fault {
  return new Fault(code, message, { field: `brand/${field}` });
}
