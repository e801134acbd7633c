/**
 * The life of the two things that have one. Every transition in the system names the state it
 * expects, so this file and the CHECK constraints in `migrations/` are the whole truth.
 *
 *     Asset       PENDING -> READY | REJECTED    READY is kept while an asset is looked at again
 *     Generation  PENDING -> PROCESSING -> COMPLETED | FAILED | CANCELLED
 *                 PROCESSING -> PENDING    a retryable failure, with attempts left
 *                 PENDING -> FAILED        its attempts were used up by workers that died
 *                 PENDING | PROCESSING -> CANCELLED   by the client, or past its deadline
 */
export const ASSET_STATUSES = ['PENDING', 'READY', 'REJECTED'] as const;
export type AssetStatus = (typeof ASSET_STATUSES)[number];

export const GENERATION_STATUSES = ['PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'CANCELLED'] as const;
export type GenerationStatus = (typeof GENERATION_STATUSES)[number];

const GENERATION_TRANSITIONS: Record<GenerationStatus, readonly GenerationStatus[]> = {
  PENDING: ['PROCESSING', 'FAILED', 'CANCELLED'],
  PROCESSING: ['COMPLETED', 'FAILED', 'CANCELLED', 'PENDING'],
  COMPLETED: [],
  FAILED: [],
  CANCELLED: [],
};

/** Whether a generation may go from one state straight to the other. */
export function canBecome(from: GenerationStatus, to: GenerationStatus): boolean {
  return GENERATION_TRANSITIONS[from].includes(to);
}

/** Terminal states are never left: a client that has seen one may stop asking. */
export function isTerminal(status: GenerationStatus): boolean {
  return GENERATION_TRANSITIONS[status].length === 0;
}

/** How often a generation may be claimed, or an asset looked at, crashes included, before it is given up. */
export const MAX_ATTEMPTS = 5;
