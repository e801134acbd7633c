import type { Dependency, OutageReason } from './outages.ts';

/**
 * Every failure that a client or an operator may see. The code is stable: clients branch on it.
 * `permanent` decides what a worker does: a permanent failure ends the generation at once.
 */
const CATALOG = {
  unauthorized: { status: 401, title: 'A valid API key is needed', permanent: true },
  foreign_host: { status: 421, title: 'Asked under a name that is not its own', permanent: true },
  not_allowed: { status: 403, title: 'Not allowed here', permanent: true },
  operators_only: { status: 403, title: 'Only for operators', permanent: true },
  token_keys_unavailable: { status: 503, title: 'The keys that sign tokens cannot be had', permanent: false },
  not_found: { status: 404, title: 'Not found', permanent: true },
  no_cutout: { status: 404, title: 'The asset has no cut-out', permanent: true },
  validation_failed: { status: 422, title: 'The request is not valid', permanent: true },
  request_too_large: { status: 413, title: 'The request is too large', permanent: true },
  unsupported_media_type: { status: 415, title: 'The body is of a type that is not taken', permanent: true },
  malformed_request: { status: 400, title: 'The request cannot be read', permanent: true },
  method_not_allowed: { status: 405, title: 'The method is not taken here', permanent: true },
  request_timeout: { status: 408, title: 'The request took too long to arrive', permanent: false },
  expectation_failed: { status: 417, title: 'The expectation cannot be met', permanent: true },
  headers_too_large: { status: 431, title: 'The headers are too large', permanent: true },
  unknown_asset: { status: 422, title: 'No such asset', permanent: true },
  asset_rejected: { status: 422, title: 'The asset was rejected', permanent: true },
  unknown_font: { status: 422, title: 'No such font', permanent: true },
  unknown_output: { status: 422, title: 'No such output to make more of', permanent: true },
  unknown_template: { status: 422, title: 'No such template', permanent: true },
  no_template_fits: { status: 422, title: 'No template fits this text and these images', permanent: true },
  no_font_for_text: { status: 422, title: 'No installed font draws this text', permanent: true },
  no_output_passes: { status: 422, title: 'No picture passes the inspection', permanent: true },
  mask_not_taken: { status: 422, title: 'The mask does not fit the asset', permanent: true },
  mask_empty: { status: 422, title: 'The mask leaves nothing of the image', permanent: true },
  upload_empty: { status: 422, title: 'The upload has no file', permanent: true },
  upload_not_an_image: { status: 422, title: 'The file is not a readable image', permanent: true },
  upload_shows_nothing: { status: 422, title: 'Nothing of the image can be seen', permanent: true },
  upload_bit_depth_not_taken: { status: 422, title: 'The bit depth of the image is not taken', permanent: true },
  upload_too_flat: { status: 422, title: 'The image is too flat a strip', permanent: true },
  upload_type_not_taken: { status: 415, title: 'Only JPEG, PNG and WebP images are taken', permanent: true },
  upload_not_a_font: { status: 422, title: 'The file is not a usable font', permanent: true },
  upload_too_large: { status: 413, title: 'The file is too large', permanent: true },
  upload_too_many_files: { status: 413, title: 'Too many files in one request', permanent: true },
  upload_not_there: { status: 409, title: 'The file is not in the storage', permanent: true },
  upload_size_differs: { status: 422, title: 'The file has not the announced size', permanent: true },
  upload_too_many_pixels: { status: 422, title: 'The image has too many pixels', permanent: true },
  model_unusable: { status: 500, title: 'A model file cannot be used', permanent: true },
  templates_unusable: { status: 500, title: 'A template of the operator cannot be used', permanent: true },
  template_timeout: { status: 500, title: 'A template took too long to draw', permanent: true },
  template_failed: { status: 500, title: 'A template cannot be drawn', permanent: true },
  url_not_allowed: { status: 422, title: 'The address may not be called', permanent: true },
  url_not_a_file: { status: 422, title: 'The address gives no file', permanent: true },
  url_file_too_large: { status: 413, title: 'The file behind the address is too large', permanent: true },
  url_too_many_redirects: { status: 422, title: 'The address redirects too often', permanent: true },
  url_unreachable: { status: 502, title: 'The address cannot be reached', permanent: false },
  url_timeout: { status: 504, title: 'The address took too long', permanent: false },
  idempotency_key_reused: { status: 409, title: 'The key was used for another request', permanent: true },
  project_archived: { status: 409, title: 'The project is archived', permanent: true },
  asset_in_use: { status: 409, title: 'Unfinished generations use the asset', permanent: true },
  signature_invalid: { status: 403, title: 'The signature of the address does not fit', permanent: true },
  too_many_new_images: { status: 429, title: 'Too many new pictures by signed addresses', permanent: false },
  preview_superseded: { status: 409, title: 'A newer preview was asked for', permanent: true },
  preview_not_made: { status: 503, title: 'The preview was not made in time', permanent: false },
  asset_not_ready: { status: 409, title: 'An asset is still being analysed', permanent: false },
  image_not_ready: { status: 503, title: 'The picture is still being made', permanent: false },
  webhook_one_off: { status: 409, title: 'The webhook belongs to generations', permanent: true },
  review_over: { status: 410, title: 'The review link is over', permanent: true },
  review_full: { status: 409, title: 'No more is taken by the review link', permanent: true },
  unknown_bucket: { status: 422, title: 'No such bucket to deliver to', permanent: true },
  delivery_failed: { status: 502, title: 'The bucket did not take the outputs', permanent: false },
  generation_ended: { status: 409, title: 'The generation has ended', permanent: true },
  nothing_to_archive: { status: 409, title: 'There is no picture yet', permanent: true },
  nothing_to_retry: { status: 409, title: 'There is nothing to retry', permanent: true },
  generation_cancelled: { status: 409, title: 'The generation was cancelled', permanent: true },
  deadline_exceeded: { status: 504, title: 'The deadline has passed', permanent: true },
  too_many_unfinished: { status: 429, title: 'Too many unfinished generations', permanent: false },
  generations_used_up: { status: 429, title: 'No generations are left for today', permanent: false },
  upload_bytes_used_up: { status: 413, title: 'No bytes of uploads are left for today', permanent: false },
  rate_limited: { status: 429, title: 'Too many requests', permanent: false },
  dependency_unavailable: { status: 503, title: 'A part of the system is not available', permanent: false },
  attempts_exhausted: { status: 500, title: 'It was tried too often', permanent: true },
  lease_lost: { status: 500, title: 'Another worker took over', permanent: false },
  internal: { status: 500, title: 'Something went wrong on our side', permanent: false },
} as const;

export type ErrorCode = keyof typeof CATALOG;
export const ERROR_CODES = Object.keys(CATALOG) as ErrorCode[];

/** Below the address of the API: its page of errors, at that code. */
export function errorAddress(code: ErrorCode): string {
  return `/errors#${code}`;
}

/** One field that is wrong. */
export interface FieldError {
  /** The field as in `FaultDetails`; undefined where the whole body is wrong, not one of its fields. */
  readonly field: string | undefined;
  /** Continues "This field ...". */
  readonly message: string;
}

export interface FaultDetails {
  /** All fields that are wrong, where several may be; the first is `field`. */
  readonly fields?: readonly FieldError[];
  /** The offending field as a JSON pointer without its first slash: `copy/headline`, `assets/0/assetId`. */
  readonly field?: string;
  /** The part of the system that is down. */
  readonly dependency?: Dependency;
  /** Why it cannot be used. */
  readonly reason?: OutageReason;
  /** When it may be worth trying again. */
  readonly retryAfterSeconds?: number;
  /** The internal error: logged, never sent. */
  readonly cause?: unknown;
}

/** Whether a part of the system is away, which is nobody's fault: it is reported once, not by each who notices. */
export function isOutage(error: unknown): boolean {
  return error instanceof Fault && error.code === 'dependency_unavailable';
}

/** The one error class. `message` is public: it says what is wrong and what to do about it. */
export class Fault extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly fields: readonly FieldError[];
  readonly dependency: Dependency | undefined;
  readonly reason: OutageReason | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, details: FaultDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'Fault';
    this.code = code;
    this.field = details.field ?? (details.fields?.[0]?.field || undefined);
    this.fields = details.fields ?? (details.field === undefined ? [] : [{ field: details.field, message }]);
    this.dependency = details.dependency;
    this.reason = details.reason;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }

  get status(): number {
    return CATALOG[this.code].status;
  }

  get title(): string {
    return CATALOG[this.code].title;
  }

  /** A permanent failure would fail the same way again: retrying is pointless. */
  get permanent(): boolean {
    return CATALOG[this.code].permanent;
  }

  /** Whether the same request may succeed later, unchanged. */
  get retryable(): boolean {
    return !this.permanent;
  }

  /** Any thrown value as a Fault. What is not one already becomes `internal`, and its message stays inside. */
  static from(thrown: unknown): Fault {
    if (thrown instanceof Fault) return thrown;
    return new Fault('internal', 'An unexpected error; the log has the details.', { cause: thrown });
  }
}
