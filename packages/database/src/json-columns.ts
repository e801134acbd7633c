import type { ErrorCode } from '@proofsheet/domain';

/* What jsonb columns hold that no other package defines. */

/** Why an asset was rejected or an attempt failed, as the row keeps it and a client sees it. */
export interface StoredError {
  readonly code: ErrorCode;
  readonly message: string;
  /** The offending field of the request, where there is one. */
  readonly field?: string;
}

/** The answer to a request that carried an `Idempotency-Key`, as it was given. */
export interface KeptAnswer {
  readonly status: number;
  readonly location?: string;
  readonly body: unknown;
}

/** What a worker has drawn for somebody who edits. */
export interface DrawnPreview {
  readonly outputs: readonly {
    readonly format: string;
    readonly template: string;
    readonly templateVersion: number;
    readonly width: number;
    readonly height: number;
    readonly mediaType: string;
    readonly score: number;
    readonly report: unknown;
    /** The file, in base64. */
    readonly data: string;
  }[];
  readonly missing: readonly { readonly format: string; readonly code: ErrorCode; readonly message: string }[];
}

/** A row of a batch that became no generation, as it was answered. */
export interface RefusedRow {
  /** Counted from 0. */
  readonly row: number;
  readonly code: ErrorCode;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
}
