export { databaseTime } from './clock.ts';
export {
  connectDatabase,
  type DatabaseConfig,
  type Db,
  databaseConfigSchema,
  databaseSlice,
  type Tx,
} from './connect.ts';
export { asDatabaseFault, isNoId, isReferenceGone } from './faults.ts';
export { newId, type UserId } from './ids.ts';
export type { DrawnPreview, KeptAnswer, RefusedRow, StoredError } from './json-columns.ts';
export { type Listener, type ListenOptions, listen } from './listen.ts';
export { decodeCursor, encodeCursor, type Page, type PageRequest } from './page.ts';
export * from './queries/analysis-attempts.ts';
export * from './queries/api-keys.ts';
export * from './queries/archives.ts';
export * from './queries/asset-renditions.ts';
export * from './queries/assets.ts';
export {
  type Attempt,
  announceOutput,
  type Claim,
  claimGeneration,
  countedAttempts,
  generationAssets,
  hasFailedBefore,
  renewLease,
  type UsedAsset,
} from './queries/attempts.ts';
export * from './queries/batches.ts';
export {
  type BucketClaim,
  claimBucketDelivery,
  deliverAgain,
  dueBucketDeliveries,
  endBucketDelivery,
  failBucketDelivery,
  keepCopied,
  releaseBucketDelivery,
} from './queries/bucket-deliveries.ts';
export { attemptState, cancelBatch, cancelGeneration, cancelGenerations, cancelOverdue } from './queries/cancel.ts';
export {
  type AssetUses,
  deleteAllAssets,
  deleteAsset,
  deleteGenerations,
  deleteOutput,
  deleteProjects,
  emptyProject,
  expireGenerations,
  GONE_PAGES,
} from './queries/delete.ts';
export { type DeletedPage, deleteApiKeys, deleteUserRows, USER_PAGES } from './queries/delete-user.ts';
export {
  completeGeneration,
  failGeneration,
  type Release,
  releaseGeneration,
} from './queries/end-of-attempt.ts';
export {
  DONE,
  EVENT_CHANNEL,
  type EventRow,
  type EventScope,
  lastPosition,
  notify,
  notifyDone,
  type Position,
  readEvents,
  START,
  trimEvents,
} from './queries/events.ts';
export * from './queries/fonts.ts';
export * from './queries/generations.ts';
export { dropHandCutout, keepHandCutout, type NewHandCutout } from './queries/hand-cutouts.ts';
export * from './queries/idempotency.ts';
export * from './queries/maintenance.ts';
export * from './queries/object-owners.ts';
export { nameOneOffs, oneOffSecret, replaceOneOffSecret } from './queries/one-off-webhooks.ts';
export * from './queries/operator-figures.ts';
export * from './queries/operator-search.ts';
export {
  listOutputs,
  OUTLINED,
  type OutlinedPage,
  type OutputFilter,
  outlineOutputs,
} from './queries/output-lists.ts';
export * from './queries/outputs.ts';
export * from './queries/previews.ts';
export * from './queries/project-brands.ts';
export * from './queries/projects.ts';
export * from './queries/retry.ts';
export * from './queries/review-comments.ts';
export { decide } from './queries/review-decisions.ts';
export {
  createReviewLink,
  type FoundReviewLink,
  findReviewLink,
  listReviewLinks,
  type ReviewLinkFacts,
  revokeReviewLink,
} from './queries/review-links.ts';
export type { Refused, Saying } from './queries/review-saying.ts';
export * from './queries/reviews.ts';
export * from './queries/shares.ts';
export * from './queries/sign-in-links.ts';
export * from './queries/signed-images.ts';
export * from './queries/signing-keys.ts';
export {
  type Again,
  countStaleAssets,
  type StaleAsset,
  type StalePage,
  staleAssets,
} from './queries/stale-assets.ts';
export * from './queries/sweep.ts';
export * from './queries/taken-tokens.ts';
export * from './queries/template-pictures.ts';
export * from './queries/twins.ts';
export * from './queries/uploads.ts';
export * from './queries/usage.ts';
export * from './queries/users.ts';
export * from './queries/webhook-claims.ts';
export * from './queries/webhook-deliveries.ts';
export * from './queries/webhook-endpoints.ts';
export { ping, serverVersion } from './readiness.ts';
export type { DB } from './schema.generated.ts';
export { toldEvent } from './told-event.ts';
