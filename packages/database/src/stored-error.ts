import type { ErrorCode } from '@proofsheet/domain';

/** Why an asset was rejected or an attempt failed, as the row keeps it and a client sees it. */
export interface StoredError {
  readonly code: ErrorCode;
  readonly message: string;
  /** The offending field of the request, where there is one. */
  readonly field?: string;
}
