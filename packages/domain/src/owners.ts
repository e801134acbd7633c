/** Where the objects of assets and of generations lie. Whatever lies elsewhere is not ours. */
export const OBJECT_FOLDERS = ['assets', 'generations'] as const;
export type ObjectFolder = (typeof OBJECT_FOLDERS)[number];

/** What a row of `Asset` or `Generation` has in the storage. */
export interface ObjectOwner {
  readonly id: string;
  /** The objects that it names, or its outputs do. */
  readonly keys: readonly string[];
  /** The attempt that is at work: no row names its objects yet. */
  readonly working?: number | undefined;
}

export interface ObjectPlace {
  readonly folder: ObjectFolder;
  readonly ownerId: string;
  /** Of a generation's object. */
  readonly attempt?: number;
}

const ID = '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})';
const ASSET = new RegExp(`^assets/${ID}/.`);
const GENERATION = new RegExp(`^generations/${ID}/(\\d+)/.`);

/** Whose object it is, by its key; undefined where we would not have put one. */
export function placeOfObject(key: string): ObjectPlace | undefined {
  const [, asset] = ASSET.exec(key) ?? [];
  if (asset) return { folder: 'assets', ownerId: asset };
  const [, generation, attempt] = GENERATION.exec(key) ?? [];
  return generation ? { folder: 'generations', ownerId: generation, attempt: Number(attempt) } : undefined;
}
