import {
  OBJECT_FOLDERS,
  type ObjectFolder,
  type ObjectOwner,
  type ObjectPlace,
  placeOfObject,
} from '@proofsheet/domain';
import type { Storage, StoredObject } from './storage.ts';

/** How many objects are compared with rows at once. */
const PAGE = 500;

/** What rows say; see `ownersOf` and `ownersPage` of the database. */
export interface Rows {
  ownersOf(asked: { folder: ObjectFolder; ids: readonly string[] }): Promise<ObjectOwner[]>;
  ownersPage(page: { folder: ObjectFolder; after?: string | undefined; limit: number }): Promise<ObjectOwner[]>;
}

export interface OrphanPage {
  readonly orphans: StoredObject[];
  /** So many objects were looked at. */
  readonly seen: number;
  /** The last of them: hand it in as `after` to go on behind it. */
  readonly last: string;
}

/**
 * Objects that no row names and no attempt is at work on, and that were written before the given moment: what attempts
 * that were not committed have left, what belongs to rows that were deleted, and uploads that were never finished. Objects
 * are listed first and their rows read after that, so what is written or committed meanwhile is never among them.
 */
export async function* findOrphans(
  storage: Pick<Storage, 'list'>,
  rows: Pick<Rows, 'ownersOf'>,
  { before, after = '' }: { before: Date; after?: string | undefined },
): AsyncGenerator<OrphanPage> {
  for (const folder of OBJECT_FOLDERS) {
    for await (const page of inPages(storage.list(`${folder}/`, { after }))) {
      const old = page.flatMap((object) => placed(object, before));
      const owners = await rows.ownersOf({ folder, ids: [...new Set(old.map(({ place }) => place.ownerId))] });
      const byId = new Map(owners.map((owner) => [owner.id, owner]));
      const orphans = old.filter(({ object, place }) => !belongs(object.key, place, byId.get(place.ownerId)));
      yield { orphans: orphans.map(({ object }) => object), seen: page.length, last: page.at(-1)?.key ?? after };
    }
  }
}

/** What a row names and the storage does not have. Each is looked for once more, and its row read again, before it is told. */
export async function* findMissing(
  storage: Pick<Storage, 'list' | 'exists'>,
  rows: Rows,
): AsyncGenerator<{ readonly key: string }> {
  for (const folder of OBJECT_FOLDERS) {
    let owners = await rows.ownersPage({ folder, limit: PAGE });
    while (owners.length > 0) {
      for (const { id, key } of await notListed(storage, folder, owners)) {
        if (await storage.exists(key)) continue;
        const [now] = await rows.ownersOf({ folder, ids: [id] });
        if (now?.keys.includes(key)) yield { key };
      }
      owners = await rows.ownersPage({ folder, limit: PAGE, after: owners.at(-1)?.id });
    }
  }
}

async function notListed(
  storage: Pick<Storage, 'list'>,
  folder: ObjectFolder,
  owners: readonly ObjectOwner[],
): Promise<{ id: string; key: string }[]> {
  const [first, last] = [owners[0]?.id ?? '', owners.at(-1)?.id ?? ''];
  const there = new Set<string>();
  for await (const { key } of storage.list(`${folder}/`, { after: `${folder}/${first}` })) {
    if (key > `${folder}/${last}/\u{10ffff}`) break;
    there.add(key);
  }
  return owners.flatMap(({ id, keys }) => keys.filter((key) => !there.has(key)).map((key) => ({ id, key })));
}

function placed(object: StoredObject, before: Date): { object: StoredObject; place: ObjectPlace }[] {
  const place = object.modifiedAt < before ? placeOfObject(object.key) : undefined;
  return place ? [{ object, place }] : [];
}

function belongs(key: string, place: ObjectPlace, owner: ObjectOwner | undefined): boolean {
  if (owner === undefined) return false;
  return owner.keys.includes(key) || (place.attempt !== undefined && owner.working === place.attempt);
}

async function* inPages(objects: AsyncIterable<StoredObject>): AsyncGenerator<StoredObject[]> {
  let page: StoredObject[] = [];
  for await (const object of objects) {
    page.push(object);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
