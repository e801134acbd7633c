import {
  OBJECT_FOLDERS,
  type ObjectFolder,
  type ObjectOwner,
  type ParsedObjectKey,
  parseObjectKey,
} from '@proofsheet/domain';
import type { Storage, StoredObject } from './storage.ts';

/** How many objects are compared with rows at once. */
const PAGE = 500;

/** How rows are read; see `ownersOf` and `ownersPage` of the database. */
export interface Rows {
  ownersOf(asked: { folder: ObjectFolder; ids: readonly string[] }): Promise<ObjectOwner[]>;
  ownersPage(page: { folder: ObjectFolder; after?: string | undefined; limit: number }): Promise<ObjectOwner[]>;
}

export interface OrphanPage {
  readonly orphans: StoredObject[];
  /** How many objects were listed. */
  readonly listed: number;
  /** The last key that was checked: pass it as `after` to continue behind it. */
  readonly last: string;
}

/**
 * Objects of at least that age, by the storage's clock, that no row names and no running attempt works on: files of attempts that
 * were never committed, of deleted rows, and of unfinished uploads. Objects are listed first and their rows read after
 * that, so what is written or committed meanwhile is never among them.
 */
export async function* findOrphans(
  storage: Pick<Storage, 'list' | 'now'>,
  rows: Pick<Rows, 'ownersOf'>,
  { olderThanSeconds, after = '' }: { olderThanSeconds: number; after?: string | undefined },
): AsyncGenerator<OrphanPage> {
  for (const folder of OBJECT_FOLDERS) {
    for await (const page of inPages(storage.list(`${folder}/`, { after }))) {
      const before = storage.now().getTime() - olderThanSeconds * 1000;
      const old = page.flatMap((object) => parsedIfOld(object, before));
      const owners = await rows.ownersOf({ folder, ids: [...new Set(old.map(({ key }) => key.ownerId))] });
      const byId = new Map(owners.map((owner) => [owner.id, owner]));
      const orphans = old.filter(({ object, key }) => !isOwned(object, key, byId.get(key.ownerId)));
      yield { orphans: orphans.map(({ object }) => object), listed: page.length, last: page.at(-1)?.key ?? after };
    }
  }
}

/**
 * Objects that a row names and the storage does not have. Each is checked once more, and its row read again, before it
 * is reported.
 */
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

function parsedIfOld(object: StoredObject, before: number): { object: StoredObject; key: ParsedObjectKey }[] {
  const key = object.modifiedAt.getTime() < before ? parseObjectKey(object.key) : undefined;
  return key ? [{ object, key }] : [];
}

function isOwned(object: StoredObject, { attempt }: ParsedObjectKey, owner: ObjectOwner | undefined): boolean {
  if (owner === undefined) return false;
  return owner.keys.includes(object.key) || (attempt !== undefined && owner.working === attempt);
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
