/** What a signed image address may end in, and what the picture then is. */
export const IMAGE_TYPES = { jpg: 'image/jpeg', png: 'image/png', webp: 'image/webp' } as const;
export type ImageType = keyof typeof IMAGE_TYPES;

/** The first line of what is signed. Another way to write it would have another first line. */
const SCHEME = 'proofsheet-image-1';

/** In place of a template: the planner chooses. */
export const AUTO_TEMPLATE = 'auto';

/** The address without its query, as it is signed. */
export function imagePath(template: string, type: ImageType): string {
  return `/i/${template}.${type}`;
}

/**
 * What the signature of an image address covers: one line for the scheme, one for the path, one for each parameter, in
 * the order of their names. Values are the texts themselves and not any way to escape them, so nothing depends on which
 * characters a client's library happens to escape; a value holds no line break, so no two addresses share a text.
 */
export function canonicalImage(path: string, parameters: ReadonlyMap<string, string>): string {
  const names = [...parameters.keys()].sort();
  return [SCHEME, path, ...names.map((name) => `${name}=${parameters.get(name)}`)].join('\n');
}
