/**
 *     PENDING -> DELIVERING -> DELIVERED
 *                DELIVERING -> PENDING      it failed, with attempts left, or the worker is gone or stopping
 *                DELIVERING -> FAILED       the last attempt failed
 *     DELIVERED | FAILED -> PENDING         the user has it delivered again
 */
export const DELIVERY_STATUSES = ['PENDING', 'DELIVERING', 'DELIVERED', 'FAILED'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** Who or what disabled an endpoint: its user, its answer 410, or days of failures. */
export const DISABLED_REASONS = ['user', 'gone', 'failing'] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

export const WEBHOOK_LIMITS = {
  /** Endpoints of one user. */
  endpoints: 50,
  /** How long the secret before still signs, at most: a week. */
  overlapSeconds: 7 * 24 * 3600,
  description: 200,
} as const;
