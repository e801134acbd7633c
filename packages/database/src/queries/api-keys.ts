import { createHash, randomBytes } from 'node:crypto';
import type { KeyKind } from '@proofsheet/domain';
import { sql } from 'kysely';
import { fromNow, now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import { newId, type UserId, userIdAsText } from '../ids.ts';
import { afterCursor, exactCreatedAt, type Page, type PageRequest, toPage } from '../page.ts';
import type { Position } from './events.ts';

const DAY_SECONDS = 24 * 3600;
/** How many letters of a key are kept: enough to tell keys apart, far too few to guess the rest. */
const PREFIX = 10;
const FACTS = [
  'id',
  'name',
  'kind',
  'operator',
  'prefix',
  'createdAt',
  'lastUsedAt',
  'expiresAt',
  'revokedAt',
] as const;

export interface NewKey {
  readonly userId: UserId;
  readonly name: string;
  readonly kind?: KeyKind;
  /** Whether it shows what only operators see. */
  readonly operator?: boolean | undefined;
  /** How long it works; for ever, where left out. */
  readonly days?: number | undefined;
}

/** Answers the key once, and never again: only its hash is stored. */
export async function createApiKey(
  db: Db | Tx,
  { userId, name, kind = 'KEY', operator = false, days }: NewKey,
): Promise<KeyFacts & { readonly key: string }> {
  const expiresAt = days === undefined ? null : fromNow(days * DAY_SECONDS);
  const key = `ps_${randomBytes(32).toString('base64url')}`;
  const row = await db
    .insertInto('ApiKey')
    .values({ id: newId(), userId, name, kind, operator, prefix: key.slice(0, PREFIX), hash: hashOf(key), expiresAt })
    .returning([...FACTS, userIdAsText])
    .executeTakeFirstOrThrow();
  return { ...row, key };
}

/** A key that works, without its secret. */
export interface GoodKey {
  readonly id: string;
  readonly userId: UserId;
  readonly kind: KeyKind;
  readonly operator: boolean;
}

/**
 * Undefined when the key is unknown, revoked or has expired. Asked anew for every request and kept
 * nowhere, so a revoked key works nowhere any more. Records the use, at most once a minute.
 */
export async function findGoodKey(db: Db, key: string): Promise<GoodKey | undefined> {
  const hash = hashOf(key);
  const found = await db
    .selectFrom('ApiKey')
    .select(['id', 'kind', 'operator', userIdAsText])
    .select(sql<boolean>`coalesce("lastUsedAt" < now() - interval '1 minute', true)`.as('unnoted'))
    .where('hash', '=', hash)
    .where(isGood)
    .executeTakeFirst();
  if (found?.unnoted) {
    await db.updateTable('ApiKey').set({ lastUsedAt: sql`now()` }).where('hash', '=', hash).execute();
  }
  if (found === undefined) return undefined;
  const { unnoted: _, ...good } = found;
  return good;
}

/** What its owner sees of one key. */
export function findKey(db: Db, id: string): Promise<KeyFacts | undefined> {
  return selectKeys(db).where('id', '=', id).executeTakeFirst();
}

/** How far the events of a key's user have come. */
export interface KeyNews extends Pick<GoodKey, 'id' | 'userId'> {
  readonly position: Position;
}

/**
 * Those of the keys that still work, in one query however many they are: each row is one look at the end of an index. Who
 * waits for the picture of a signed address waits by its signing key, who reviews by the link.
 */
export function newsOfKeys(db: Db, ids: readonly string[]): Promise<KeyNews[]> {
  const asked = sql<string>`any(${[...ids]}::uuid[])`;
  const good = db
    .selectFrom('ApiKey')
    .select(['id', 'userId'])
    .where('id', '=', asked)
    .where(isGood)
    .unionAll(
      db.selectFrom('SigningKey').select(['id', 'userId']).where('id', '=', asked).where('revokedAt', 'is', null),
    )
    .unionAll(
      db
        .selectFrom('ReviewLink')
        .innerJoin('Generation', 'Generation.id', 'generationId')
        .select(['ReviewLink.id', 'userId'])
        .where('ReviewLink.id', '=', asked)
        .where('revokedAt', 'is', null)
        .where('ReviewLink.expiresAt', '>', sql<Date>`now()`)
        .where('deletedAt', 'is', null),
    );
  return db
    .selectFrom(good.as('good'))
    .select(['id', userIdAsText])
    .select(
      sql<Position>`coalesce((select max("position") from "Event" where "Event"."userId" = "good"."userId"), 0)::text`.as(
        'position',
      ),
    )
    .execute();
}

/** What may be shown of a key. */
export interface KeyFacts {
  readonly id: string;
  readonly userId: UserId;
  readonly name: string;
  readonly kind: KeyKind;
  readonly operator: boolean;
  /** Its first letters, by which its owner knows it. */
  readonly prefix: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

/** For operators: all keys, or those of one user, the newest first. */
export function allApiKeys(db: Db, { userId }: { userId?: UserId | undefined } = {}): Promise<KeyFacts[]> {
  return selectKeys(db)
    .where((where) => (userId === undefined ? where.lit(true) : where('userId', '=', userId)))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** A user's keys and sessions, newest first. */
export async function listApiKeys(
  db: Db,
  { userId, cursor, limit }: PageRequest & { readonly userId: UserId },
): Promise<Page<KeyFacts>> {
  const listed = { list: 'keys', userId };
  const rows = await selectKeys(db)
    .select(exactCreatedAt)
    .where('userId', '=', userId)
    .where(afterCursor(cursor, listed))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, listed);
}

/**
 * From the next request on the user's key is not taken. Answers the row, also of a key that was revoked before; undefined
 * where there is none, or it is not this user's.
 */
export async function revokeApiKey(
  db: Db,
  { id, userId }: { id: string; userId: UserId },
): Promise<KeyFacts | undefined> {
  await db
    .updateTable('ApiKey')
    .set({ revokedAt: now })
    .where((where) => where.and({ id, userId }))
    .where('revokedAt', 'is', null)
    .execute();
  return selectKeys(db)
    .where((where) => where.and({ id, userId }))
    .executeTakeFirst();
}

function selectKeys(db: Db) {
  return db.selectFrom('ApiKey').select(FACTS).select(userIdAsText);
}

/**
 * From the next request on none of these keys is taken. A key is named by its id, by the letters that the list shows,
 * or whole. Answers those that worked until now.
 */
export function revokeApiKeys(db: Db, named: string): Promise<Pick<KeyFacts, 'id' | 'name' | 'prefix'>[]> {
  return db
    .updateTable('ApiKey')
    .set({ revokedAt: now })
    .where((where) =>
      where.or([
        where(sql<string>`"id"::text`, '=', named),
        where('prefix', '=', named),
        where('hash', '=', hashOf(named)),
      ]),
    )
    .where('revokedAt', 'is', null)
    .returning(['id', 'name', 'prefix'])
    .execute();
}

const isGood = () => sql<boolean>`("revokedAt" is null and coalesce("expiresAt" > now(), true))`;

/** A key is 256 random bits, so a fast hash protects it as well as a slow one would. */
function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
