/**
 * The life of the two things that have one. Every transition in the system names the state it
 * expects, so this file and the CHECK constraints in `migrations/` are the whole truth.
 *
 *     Asset       PENDING -> READY | REJECTED    READY is kept while an asset is looked at again
 *     Generation  PENDING -> PROCESSING -> COMPLETED | FAILED | CANCELLED
 *                 PROCESSING -> PENDING    a retryable failure, with attempts left
 *                 PENDING -> FAILED        its attempts were used up by workers that died
 *                 PENDING | PROCESSING -> CANCELLED   by the client, or past its deadline
 *                 FAILED | COMPLETED -> PENDING   the client has it retried: all of it, or what is missing
 */
export const ASSET_STATUSES = ['PENDING', 'READY', 'REJECTED'] as const;
export type AssetStatus = (typeof ASSET_STATUSES)[number];

export const GENERATION_STATUSES = ['PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'CANCELLED'] as const;
export type GenerationStatus = (typeof GENERATION_STATUSES)[number];

const TERMINAL: readonly GenerationStatus[] = ['COMPLETED', 'FAILED', 'CANCELLED'];

/** A terminal state is left by a retry that the client asks for, and never otherwise: who has seen one may stop asking. */
export function isTerminal(status: GenerationStatus): boolean {
  return TERMINAL.includes(status);
}

/** How often a generation may be claimed, or an asset looked at, crashes included, before it is given up. */
export const MAX_ATTEMPTS = 5;

/**
 * How often an attempt may be cut short by the end of its worker or by an outage without being counted: with a minute
 * between them, for a day and a half.
 */
export const MAX_EXCUSED = 2000;
