import { createHash, randomBytes } from 'node:crypto';
import { REVIEW_LIMITS } from '@proofsheet/domain';
import { sql } from 'kysely';
import { fromNow, now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import { newId, type UserId } from '../ids.ts';
import { EVENT_CHANNEL } from './events.ts';

const DAY_SECONDS = 24 * 3600;
const FACTS = [
  'id',
  'generationId',
  'name',
  'contact',
  'allowDownload',
  'createdAt',
  'expiresAt',
  'revokedAt',
] as const;

/** What may be shown of a link: never its token. */
export interface ReviewLinkFacts {
  readonly id: string;
  readonly generationId: string;
  readonly name: string;
  /** Whom reviewers ask. */
  readonly contact: string | null;
  readonly allowDownload: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

export interface NewReviewLink {
  readonly generationId: string;
  readonly name: string;
  readonly contact: string | null;
  readonly allowDownload: boolean;
  readonly days: number;
}

/**
 * Answers the token once, and never again: only its hash is stored. Undefined: the generation has as many links as it may
 * have. The caller has checked whose it is.
 */
export async function createReviewLink(
  tx: Tx,
  { generationId, days, ...link }: NewReviewLink,
): Promise<(ReviewLinkFacts & { readonly token: string }) | undefined> {
  await lockReviews(tx, generationId);
  const counted = tx.selectFrom('ReviewLink').select(sql<number>`count(*)::int`.as('count'));
  const { count } = await counted.where('generationId', '=', generationId).executeTakeFirstOrThrow();
  if (count >= REVIEW_LIMITS.links) return undefined;
  const token = `psr_${randomBytes(32).toString('base64url')}`;
  const row = await tx
    .insertInto('ReviewLink')
    .values({ ...link, id: newId(), generationId, hash: hashOf(token), expiresAt: fromNow(days * DAY_SECONDS) })
    .returning(FACTS)
    .executeTakeFirstOrThrow();
  return { ...row, token };
}

/** What counts for all reviews of a generation is counted by one transaction after the other. */
export async function lockReviews(tx: Tx, generationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`reviews ${generationId}`}, 0))`.execute(tx);
}

/** All links of a generation, the newest first. The caller has checked whose it is. */
export function listReviewLinks(db: Db, generationId: string): Promise<ReviewLinkFacts[]> {
  const links = db.selectFrom('ReviewLink').select(FACTS).where('generationId', '=', generationId);
  return links.orderBy('createdAt', 'desc').orderBy('id', 'desc').execute();
}

/**
 * From the answer on nothing is shown, taken or told by the link: who writes by it just now is waited for, and the commit
 * wakes the streams of its reviewers, which end. Answers the row, also of a link that was revoked before; undefined where
 * the user has no such link.
 */
export function revokeReviewLink(
  db: Db,
  { userId, id }: { userId: UserId; id: string },
): Promise<ReviewLinkFacts | undefined> {
  return db.transaction().execute(async (tx) => {
    const theirs = tx.selectFrom('Generation').select('id').where('userId', '=', userId).where('deletedAt', 'is', null);
    const revoked = await tx
      .updateTable('ReviewLink')
      .set({ revokedAt: sql`coalesce("revokedAt", ${now})` })
      .where('id', '=', id)
      .where('generationId', 'in', theirs)
      .returning(FACTS)
      .executeTakeFirst();
    if (revoked) await wakeReviews(tx, { generationId: revoked.generationId, userId });
    return revoked;
  });
}

/** Those who follow the generation look at its rows anew, once this commits. */
export async function wakeReviews(
  tx: Tx,
  { generationId, userId }: { generationId: string; userId: UserId },
): Promise<void> {
  await sql`select pg_notify(${EVENT_CHANNEL}, ${`${generationId} ${userId}`})`.execute(tx);
}

/** A link as its token finds it, whether it works or not. */
export interface FoundReviewLink extends ReviewLinkFacts {
  readonly userId: UserId;
  /** Why it does not work any more. */
  readonly over: 'revoked' | 'expired' | 'deleted' | null;
}

/** Asked anew for every request and kept nowhere. Undefined: there is no such token. */
export function findReviewLink(db: Db, token: string): Promise<FoundReviewLink | undefined> {
  return db
    .selectFrom('ReviewLink')
    .innerJoin('Generation', 'Generation.id', 'ReviewLink.generationId')
    .select(['ReviewLink.id', 'generationId', 'name', 'contact', 'allowDownload'])
    .select(['ReviewLink.createdAt', 'ReviewLink.expiresAt', 'revokedAt'])
    .select(sql<UserId>`"Generation"."userId"::text`.as('userId'))
    .select(
      sql<FoundReviewLink['over']>`case
        when "revokedAt" is not null then 'revoked'
        when "Generation"."deletedAt" is not null then 'deleted'
        when "ReviewLink"."expiresAt" <= now() then 'expired' end`.as('over'),
    )
    .where('hash', '=', hashOf(token))
    .executeTakeFirst();
}

/** A token is 256 random bits, so a fast hash protects it as well as a slow one would. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
