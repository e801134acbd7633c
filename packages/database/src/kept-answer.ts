/** The answer to a request that carried an `Idempotency-Key`, as it was given. */
export interface KeptAnswer {
  readonly status: number;
  readonly location?: string;
  readonly body: unknown;
}
