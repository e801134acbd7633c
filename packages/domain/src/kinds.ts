import { z } from 'zod';

/** What a generation makes. Each kind has its own queue, so operators scale them apart. */
export const GENERATION_KINDS = ['THUMBNAIL', 'AD'] as const;
export type GenerationKind = (typeof GENERATION_KINDS)[number];
export const generationKindSchema = z.enum(GENERATION_KINDS).meta({ id: 'GenerationKind' });

/** What an uploaded image shows in a picture. */
export const ASSET_ROLES = ['PERSON', 'PRODUCT', 'LOGO', 'BACKGROUND'] as const;
export type AssetRole = (typeof ASSET_ROLES)[number];
export const assetRoleSchema = z.enum(ASSET_ROLES).meta({ id: 'AssetRole' });

/** A session is a key that a browser keeps in a cookie. */
export const KEY_KINDS = ['KEY', 'SESSION'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];
export const keyKindSchema = z.enum(KEY_KINDS).meta({ id: 'KeyKind' });

/** What outputs are encoded as. */
export const OUTPUT_MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/avif'] as const;
export type OutputMediaType = (typeof OUTPUT_MEDIA_TYPES)[number];
export const outputMediaTypeSchema = z.enum(OUTPUT_MEDIA_TYPES).meta({ id: 'OutputMediaType' });

/** What uploads may be. Recognised by their first bytes, never by their names. */
export const UPLOAD_MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type UploadMediaType = (typeof UPLOAD_MEDIA_TYPES)[number];

/** The file ending that goes with a media type, without its dot. */
export function fileExtension(mediaType: OutputMediaType | UploadMediaType): string {
  return { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'image/avif': 'avif' }[mediaType];
}
