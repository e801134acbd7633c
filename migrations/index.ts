import type { Kysely } from 'kysely';
import * as core from './0001_core.ts';
import * as seeing from './0002_seeing.ts';
import * as idempotency from './0003_idempotency.ts';
import * as deadlines from './0004_deadlines.ts';
import * as fonts from './0005_fonts.ts';
import * as retries from './0006_retries.ts';
import * as shares from './0007_shares.ts';
import * as proxies from './0008_proxies.ts';
import * as deletableUsers from './0009_deletable_users.ts';
import * as maintenance from './0010_maintenance.ts';
import * as keyExpiry from './0011_key_expiry.ts';
import * as events from './0012_events.ts';
import * as webhooks from './0013_webhooks.ts';
import * as uploads from './0014_uploads.ts';
import * as batches from './0015_batches.ts';
import * as housekeeping from './0016_housekeeping.ts';
import * as usage from './0017_usage.ts';
import * as signedImages from './0019_signed_images.ts';
import * as oneOffWebhooks from './0020_one_off_webhooks.ts';
import * as expiry from './0021_expiry.ts';
import * as templatePictures from './0022_template_pictures.ts';
import * as renditions from './0023_renditions.ts';
import * as sessions from './0026_sessions.ts';
import * as bucketDeliveries from './0027_bucket_deliveries.ts';
import * as previews from './0028_previews.ts';
import * as projectBrands from './0029_project_brands.ts';
import * as correctedCutouts from './0030_corrected_cutouts.ts';
import * as reviews from './0031_reviews.ts';
import * as copyWords from './0032_copy_words.ts';
import * as operators from './0033_operators.ts';
import * as takenTokens from './0034_taken_tokens.ts';
import { buildIndexes } from './indexes.ts';
import { moveUsers } from './move-users.ts';
import { carriedOut, type Migration, takeBackLast, takeNext } from './runner.ts';
import { type LockPatience, PATIENCE } from './short-locks.ts';
import type { UserSetting } from './user-table.ts';
import { validateConstraints } from './validate.ts';

export { MigrationRefused } from './refusal.ts';
export { userSlice } from './settings.ts';
export { userTableCandidates } from './user-candidates.ts';
export { type UserTable, userTableOf } from './user-table.ts';

/** The migrations in their order, named in code instead of found in a folder: the same list on every platform. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001_core': core,
  '0002_seeing': seeing,
  '0003_idempotency': idempotency,
  '0004_deadlines': deadlines,
  '0005_fonts': fonts,
  '0006_retries': retries,
  '0007_shares': shares,
  '0008_proxies': proxies,
  '0009_deletable_users': deletableUsers,
  '0010_maintenance': maintenance,
  '0011_key_expiry': keyExpiry,
  '0012_events': events,
  '0013_webhooks': webhooks,
  '0014_uploads': uploads,
  '0015_batches': batches,
  '0016_housekeeping': housekeeping,
  '0017_usage': usage,
  '0019_signed_images': signedImages,
  '0020_one_off_webhooks': oneOffWebhooks,
  '0021_expiry': expiry,
  '0022_template_pictures': templatePictures,
  '0023_renditions': renditions,
  '0026_sessions': sessions,
  '0027_bucket_deliveries': bucketDeliveries,
  '0028_previews': previews,
  '0029_project_brands': projectBrands,
  '0030_corrected_cutouts': correctedCutouts,
  '0031_reviews': reviews,
  '0032_copy_words': copyWords,
  '0033_operators': operators,
  '0034_taken_tokens': takenTokens,
};

/** The migration without which this version of the programs cannot work. */
export const LATEST_MIGRATION = Object.keys(MIGRATIONS).at(-1) ?? '';

export interface MigrationOptions extends Partial<LockPatience> {
  /** Where the users are. */
  readonly users?: UserSetting;
}

/**
 * Brings the schema up to date, one migration after the other. Answers the names of those that were carried out; throws
 * what failed. It may be killed anywhere, and any number may run at once: each migration and the note that it is done
 * are one transaction, under a lock for which the others wait.
 */
export async function migrateToLatest<DB>(
  database: Kysely<DB>,
  { users = {}, ...patience }: MigrationOptions = {},
): Promise<string[]> {
  const db = database as Kysely<unknown>;
  const run = { users, patience: { ...PATIENCE, ...patience } };
  await moveUsers(db, MIGRATIONS, run);
  const done: string[] = [];
  for (let name = await takeNext(db, MIGRATIONS, run); name; name = await takeNext(db, MIGRATIONS, run))
    done.push(name);
  await validateConstraints(db, run.patience);
  await buildIndexes(db, run.patience);
  return done;
}

/** Takes the last migration back. A `User` table that is older than Proofsheet stays, with its rows. */
export async function migrateDown<DB>(database: Kysely<DB>, patience: Partial<LockPatience> = {}): Promise<string[]> {
  const db = database as Kysely<unknown>;
  const name = await takeBackLast(db, MIGRATIONS, { ...PATIENCE, ...patience });
  return name ? [name] : [];
}

/** The migration that `migrateDown` would take back. */
export async function lastMigration<DB>(db: Kysely<DB>): Promise<string | undefined> {
  return (await carriedOut(db as Kysely<unknown>)).at(-1);
}

/** The names of the migrations that the database does not have. None: it is up to date. */
export async function pendingMigrations<DB>(db: Kysely<DB>): Promise<string[]> {
  const done = await carriedOut(db as Kysely<unknown>);
  return Object.keys(MIGRATIONS).filter((name) => !done.includes(name));
}
