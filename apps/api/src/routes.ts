import type { Operation } from './dependencies.ts';
import { beginUpload } from './operations/begin-upload.ts';
import { cancelBatch } from './operations/cancel-batch.ts';
import { cancelGeneration } from './operations/cancel-generation.ts';
import { cancelGenerations } from './operations/cancel-generations.ts';
import { changeGeneration } from './operations/change-generation.ts';
import { changeOutput } from './operations/change-output.ts';
import { changeProject } from './operations/change-project.ts';
import { changeWebhook } from './operations/change-webhook.ts';
import { commentOutput } from './operations/comment-output.ts';
import { completeUpload } from './operations/complete-upload.ts';
import { correctAsset } from './operations/correct-asset.ts';
import { correctCutout } from './operations/correct-cutout.ts';
import { createKey } from './operations/create-key.ts';
import { createPreview } from './operations/create-preview.ts';
import { createProject } from './operations/create-project.ts';
import { createReviewLink } from './operations/create-review-link.ts';
import { createSigningKey } from './operations/create-signing-key.ts';
import { createWebhook } from './operations/create-webhook.ts';
import { decideOutput } from './operations/decide-output.ts';
import { deleteAsset } from './operations/delete-asset.ts';
import { deleteComment } from './operations/delete-comment.ts';
import { deleteEverything } from './operations/delete-everything.ts';
import { deleteFont } from './operations/delete-font.ts';
import { deleteGeneration } from './operations/delete-generation.ts';
import { deleteOutput } from './operations/delete-output.ts';
import { deleteProject } from './operations/delete-project.ts';
import { deleteReviewComment } from './operations/delete-review-comment.ts';
import { deleteWebhook } from './operations/delete-webhook.ts';
import { deliverGeneration } from './operations/deliver-generation.ts';
import { editComment } from './operations/edit-comment.ts';
import { followEvents } from './operations/follow-events.ts';
import { followGeneration } from './operations/follow-generation.ts';
import { followReview } from './operations/follow-review.ts';
import { getAsset } from './operations/get-asset.ts';
import { getAssetContent } from './operations/get-asset-content.ts';
import { getAssetFile } from './operations/get-asset-file.ts';
import { getBatch } from './operations/get-batch.ts';
import { getBatchArchive } from './operations/get-batch-archive.ts';
import { getCutout } from './operations/get-cutout.ts';
import { getDefaultSecret } from './operations/get-default-secret.ts';
import { getDelivery } from './operations/get-delivery.ts';
import { getFont } from './operations/get-font.ts';
import { getGeneration } from './operations/get-generation.ts';
import { getGenerationArchive } from './operations/get-generation-archive.ts';
import { getHealth } from './operations/get-health.ts';
import { getMe } from './operations/get-me.ts';
import { getOperatorQueues } from './operations/get-operator-queues.ts';
import { getOutput } from './operations/get-output.ts';
import { getOutputContent } from './operations/get-output-content.ts';
import { getOutputFile } from './operations/get-output-file.ts';
import { getProject } from './operations/get-project.ts';
import { getProjectArchive } from './operations/get-project-archive.ts';
import { getReadiness } from './operations/get-readiness.ts';
import { getReview } from './operations/get-review.ts';
import { getReviewContent } from './operations/get-review-content.ts';
import { getReviewFile } from './operations/get-review-file.ts';
import { getSignedImage } from './operations/get-signed-image.ts';
import { getTemplatePicture } from './operations/get-template-picture.ts';
import { getUsage } from './operations/get-usage.ts';
import { getWebhook } from './operations/get-webhook.ts';
import { importAssets } from './operations/import-assets.ts';
import { listAssets } from './operations/list-assets.ts';
import { listBatches } from './operations/list-batches.ts';
import { listDeliveries } from './operations/list-deliveries.ts';
import { listFonts } from './operations/list-fonts.ts';
import { listFormats } from './operations/list-formats.ts';
import { listGenerations } from './operations/list-generations.ts';
import { listKeys } from './operations/list-keys.ts';
import { listOutputs } from './operations/list-outputs.ts';
import { listProjectImages } from './operations/list-project-images.ts';
import { listProjects } from './operations/list-projects.ts';
import { listReviewLinks } from './operations/list-review-links.ts';
import { listReviews } from './operations/list-reviews.ts';
import { listSigningKeys } from './operations/list-signing-keys.ts';
import { listTemplates } from './operations/list-templates.ts';
import { listWebhooks } from './operations/list-webhooks.ts';
import { openReview } from './operations/open-review.ts';
import { outlineOutputs } from './operations/outline-outputs.ts';
import { redeliverDelivery } from './operations/redeliver-delivery.ts';
import { redeliverWebhook } from './operations/redeliver-webhook.ts';
import { resetCutout } from './operations/reset-cutout.ts';
import { resolveReviewComment } from './operations/resolve-review-comment.ts';
import { retryGeneration } from './operations/retry-generation.ts';
import { revokeKey } from './operations/revoke-key.ts';
import { revokeReviewLink } from './operations/revoke-review-link.ts';
import { revokeSigningKey } from './operations/revoke-signing-key.ts';
import { rotateDefaultSecret } from './operations/rotate-default-secret.ts';
import { rotateWebhookSecret } from './operations/rotate-webhook-secret.ts';
import { searchGenerations } from './operations/search-generations.ts';
import { signIn } from './operations/sign-in.ts';
import { signOut } from './operations/sign-out.ts';
import { submitBatch } from './operations/submit-batch.ts';
import { submitGeneration } from './operations/submit-generation.ts';
import { testWebhook } from './operations/test-webhook.ts';
import { uploadAssets } from './operations/upload-assets.ts';
import { uploadFont } from './operations/upload-font.ts';

/** Below `/v1`; each needs a key. */
export const KEYED_OPERATIONS: readonly Operation[] = [
  createProject, //     POST  /v1/projects
  listProjects, //      GET   /v1/projects
  getProject, //        GET   /v1/projects/:id
  changeProject, //     PATCH /v1/projects/:id
  deleteProject, //     DELETE /v1/projects/:id
  listProjectImages, // GET   /v1/projects/:id/images
  getProjectArchive, // GET   /v1/projects/:id/archive
  uploadAssets, //      POST  /v1/assets
  importAssets, //      POST  /v1/assets/imports
  beginUpload, //       POST  /v1/assets/uploads
  completeUpload, //    POST  /v1/assets/uploads/:id/complete
  listAssets, //        GET   /v1/assets
  getAsset, //          GET   /v1/assets/:id
  getAssetFile, //      GET   /v1/assets/:id/file
  getAssetContent, //   GET   /v1/assets/:id/content
  correctAsset, //      PATCH /v1/assets/:id
  deleteAsset, //       DELETE /v1/assets/:id
  getCutout, //         GET   /v1/assets/:id/cutout
  correctCutout, //     PUT   /v1/assets/:id/cutout
  resetCutout, //       DELETE /v1/assets/:id/cutout
  uploadFont, //        POST  /v1/fonts
  listFonts, //         GET   /v1/fonts
  getFont, //           GET   /v1/fonts/:id
  deleteFont, //        DELETE /v1/fonts/:id
  createSigningKey, //  POST  /v1/signing-keys
  listSigningKeys, //   GET   /v1/signing-keys
  revokeSigningKey, //  DELETE /v1/signing-keys/:id
  submitGeneration, //  POST  /v1/generations
  submitBatch, //       POST  /v1/generations/batch
  listBatches, //       GET   /v1/batches
  getBatch, //          GET   /v1/batches/:id
  getBatchArchive, //   GET   /v1/batches/:id/archive
  cancelBatch, //       POST  /v1/batches/:id/cancel
  createPreview, // POST  /v1/previews
  cancelGeneration, //  POST  /v1/generations/:id/cancel
  cancelGenerations, // POST  /v1/generations/cancel
  deliverGeneration, // POST  /v1/generations/:id/deliver
  retryGeneration, //   POST  /v1/generations/:id/retry
  listGenerations, //   GET   /v1/generations
  getGeneration, //     GET   /v1/generations/:id
  changeGeneration, //  PATCH /v1/generations/:id
  deleteGeneration, //  DELETE /v1/generations/:id
  getGenerationArchive, // GET /v1/generations/:id/archive
  followGeneration, //  GET   /v1/generations/:id/events
  createReviewLink, //  POST  /v1/generations/:id/review-links
  listReviewLinks, //   GET   /v1/generations/:id/review-links
  revokeReviewLink, //  DELETE /v1/review-links/:id
  listReviews, //       GET   /v1/generations/:id/reviews
  resolveReviewComment, // PATCH /v1/review-comments/:id
  deleteReviewComment, // DELETE /v1/review-comments/:id
  followEvents, //      GET   /v1/events
  listOutputs, //       GET   /v1/outputs
  outlineOutputs, //    GET   /v1/outputs/outline
  getOutputFile, //     GET   /v1/outputs/:id/file
  getOutputContent, //  GET   /v1/outputs/:id/content
  getOutput, //         GET   /v1/outputs/:id
  changeOutput, //      PATCH /v1/outputs/:id
  deleteOutput, //      DELETE /v1/outputs/:id
  getMe, //             GET   /v1/me
  getUsage, //          GET   /v1/usage
  signOut, //           DELETE /v1/session
  createKey, //         POST  /v1/keys
  listKeys, //          GET   /v1/keys
  revokeKey, //         DELETE /v1/keys/:id
  deleteEverything, //  DELETE /v1/everything
  createWebhook, // POST  /v1/webhooks
  listWebhooks, // GET   /v1/webhooks
  getDefaultSecret, // GET   /v1/webhooks/default/secret
  rotateDefaultSecret, // POST  /v1/webhooks/default/secret
  getWebhook, // GET   /v1/webhooks/:id
  changeWebhook, // PATCH /v1/webhooks/:id
  deleteWebhook, // DELETE /v1/webhooks/:id
  rotateWebhookSecret, // POST  /v1/webhooks/:id/secret
  testWebhook, // POST  /v1/webhooks/:id/test
  redeliverWebhook, // POST  /v1/webhooks/:id/redeliver
  listDeliveries, // GET   /v1/webhooks/:id/deliveries
  getDelivery, // GET   /v1/webhooks/:id/deliveries/:deliveryId
  redeliverDelivery, // POST  /v1/webhooks/:id/deliveries/:deliveryId/redeliver
];

/** Below `/v1/operator`, of all users: each needs a key of an operator. */
export const OPERATOR_OPERATIONS: readonly Operation[] = [
  getOperatorQueues, // GET /v1/operator/queues
  searchGenerations, // GET /v1/operator/generations
];

/** What changes with the server only: below `/v1`, with a key, and 304 for who has it already. */
export const CATALOGUE_OPERATIONS: readonly Operation[] = [
  listFormats, //   GET /v1/formats
  listTemplates, // GET /v1/templates
];

/** Without a key: the address is signed, or names what anybody may see, or the body holds a secret. */
export const UNKEYED_OPERATIONS: readonly Operation[] = [
  getSignedImage, //     GET  /i/:file
  getTemplatePicture, // GET  /t/:file
  signIn, //             POST /v1/session
  openReview, //         POST /r/:id
];

/** Without a key: each needs the cookie of the review link that its address names. */
export const REVIEWER_OPERATIONS: readonly Operation[] = [
  getReview, //        GET    /r/:id
  followReview, //     GET    /r/:id/events
  getReviewContent, // GET    /r/:id/outputs/:outputId/content
  getReviewFile, //    GET    /r/:id/outputs/:outputId/file
  decideOutput, //     PATCH  /r/:id/outputs/:outputId
  commentOutput, //    POST   /r/:id/outputs/:outputId/comments
  editComment, //      PATCH  /r/:id/comments/:commentId
  deleteComment, //    DELETE /r/:id/comments/:commentId
];

/** For probes, without a key. */
export const OPEN_OPERATIONS: readonly Operation[] = [
  getHealth, //    GET /healthz
  getReadiness, // GET /readyz
];
