import { type Db, findFont, type UserId } from '@proofsheet/database';
import { Fault, FONT_PARTS, type FontPart, type UsedFonts } from '@proofsheet/domain';
import type { BrandFont, BrandFonts } from '@proofsheet/render';
import type { Storage } from '@proofsheet/storage';

/**
 * The fonts that a generation names. Throws `unknown_font` when one is not the same any more as when the request came.
 */
export async function loadFonts(
  { db, storage }: { readonly db: Db; readonly storage: Storage },
  userId: UserId,
  used: UsedFonts = {},
): Promise<BrandFonts> {
  const fonts: Partial<Record<FontPart, BrandFont>> = {};
  for (const part of FONT_PARTS) {
    const font = used[part];
    if (!font) continue;
    const row = await findFont(db, { userId, id: font.id });
    if (row?.sha256 !== font.sha256) throw deleted(part, font.id);
    const bytes = await storage.get(row.objectKey).catch((error) => {
      throw error instanceof Fault && error.code === 'not_found' ? deleted(part, font.id) : error;
    });
    fonts[part] = { bytes, sha256: font.sha256, facts: row.facts };
  }
  return fonts;
}

function deleted(part: FontPart, id: string): Fault {
  return new Fault('unknown_font', `The font ${id} was deleted.`, { field: `brand/${part}` });
}
