export type { AssetCalls, AssetQuery, UploadOptions } from './calls/assets.ts';
export type { BatchCalls, BatchOptions, BatchWaitOptions } from './calls/batches.ts';
export type { GenerationCalls, GenerationQuery } from './calls/generations.ts';
export type { Listing, Page } from './calls/listing.ts';
export type { OutputCalls, OutputQuery } from './calls/outputs.ts';
export type { PreviewCalls } from './calls/previews.ts';
export type { ProjectCalls } from './calls/projects.ts';
export type { ReviewCalls, ReviewerCalls } from './calls/reviews.ts';
export type { FileSource, UploadProgress, UploadSource } from './calls/upload.ts';
export {
  ApiError,
  ConnectionError,
  type ErrorCode,
  type FieldProblem,
  GenerationError,
} from './errors.ts';
export { type FollowOptions, NoStream } from './events/follow.ts';
export type { Ended, WaitOptions } from './events/wait.ts';
export type {
  Asset,
  AssetCorrection,
  AssetRole,
  Batch,
  Copy,
  CountedProject,
  CreatedReviewLink,
  Delivery,
  DeliveryAttempt,
  Event,
  Finding,
  Font,
  Format,
  FormatName,
  Formats,
  FoundGeneration,
  Generation,
  GenerationKind,
  GenerationRequest,
  GenerationStatus,
  GenerationWithOutputs,
  Image,
  NewProject,
  NewReviewLink,
  NewWebhook,
  OperatorQueue,
  OperatorQueues,
  Output,
  OutputMediaType,
  PresetName,
  Preview,
  PreviewRequest,
  Problem,
  Project,
  ProjectBrand,
  ProjectChange,
  RefusedRow,
  Report,
  ReviewComment,
  ReviewDecision,
  ReviewLink,
  ReviewPin,
  ReviewSheet,
  Reviews,
  SeenComment,
  SeenDecision,
  SeenOutput,
  SubmittedBatch,
  SubmittedGeneration,
  Template,
  Templates,
  Webhook,
  WebhookChange,
  WebhookWithSecret,
  WholeAsset,
  WholeDelivery,
} from './generated/api.generated.ts';
export type { Call, CallOptions, CreateOptions, Query } from './http/transport.ts';
export type { ImageCalls, ImageRequest, SigningKey } from './images.ts';
export { Proofsheet, type ProofsheetOptions } from './proofsheet.ts';
export { SignatureError, type VerifyOptions } from './webhooks.ts';
