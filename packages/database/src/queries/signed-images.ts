import type { GenerationStatus } from '@proofsheet/domain';
import { sql } from 'kysely';
import { now } from '../clock.ts';
import type { Db, Tx } from '../connect.ts';
import type { UserId } from '../ids.ts';

/** Which picture of a user: the hash of what its address asks for. */
export interface ImageName {
  readonly userId: UserId;
  readonly hash: string;
}

/** The generation that an address shows. */
export interface SignedImage {
  readonly generationId: string;
  readonly status: GenerationStatus;
  /** It came to nothing, long enough ago to be tried once more, or was deleted. */
  readonly stale: boolean;
}

/** After ten minutes an address whose generation failed or was cancelled makes another one. */
const FAILED_LONG_AGO = sql`("Generation"."status" in ('FAILED', 'CANCELLED')
  and "Generation"."finishedAt" < now() - interval '10 minutes')`;

/** Deleted by the user, and its grace time is not over: it is not shown meanwhile. */
const DELETED = sql`("Generation"."deletedAt" is not null or exists (
  select from "Output" where "Output"."generationId" = "Generation"."id" and "Output"."deletedAt" is not null))`;

export function findSignedImage(db: Db | Tx, { userId, hash }: ImageName): Promise<SignedImage | undefined> {
  return db
    .selectFrom('SignedImage')
    .innerJoin('Generation', 'Generation.id', 'SignedImage.generationId')
    .select(['SignedImage.generationId', 'Generation.status'])
    .select(sql<boolean>`(${FAILED_LONG_AGO} or ${DELETED})`.as('stale'))
    .where('SignedImage.userId', '=', userId)
    .where('SignedImage.hash', '=', hash)
    .executeTakeFirst();
}

/** Others that are about to make the same picture wait until this transaction ends, and then find it. */
export async function lockSignedImage(tx: Tx, { userId, hash }: ImageName): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`image ${userId} ${hash}`}, 0))`.execute(tx);
}

/** The address shows this generation from now on, in place of one that came to nothing. */
export async function keepSignedImage(tx: Tx, image: ImageName & { readonly generationId: string }): Promise<void> {
  const { generationId } = image;
  await tx
    .insertInto('SignedImage')
    .values(image)
    .onConflict((conflict) => conflict.columns(['userId', 'hash']).doUpdateSet({ generationId, createdAt: now }))
    .execute();
}

export interface NewImages {
  readonly count: number;
  /** Until the oldest of them does not count any more. */
  readonly secondsLeft: number;
}

/** What a user's addresses have had made within the last hour. */
export async function newImagesOf(db: Db | Tx, userId: UserId): Promise<NewImages> {
  return db
    .selectFrom('SignedImage')
    .select(sql<number>`count(*)::int`.as('count'))
    .select(
      sql<number>`coalesce(ceil(extract(epoch from min("createdAt") + interval '1 hour' - now())), 0)::int`.as(
        'secondsLeft',
      ),
    )
    .where('userId', '=', userId)
    .where('createdAt', '>', sql<Date>`now() - interval '1 hour'`)
    .executeTakeFirstOrThrow();
}
