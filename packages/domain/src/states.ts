import { z } from 'zod';

/**
 * The states of assets and generations. Every transition names the state that it expects; CHECK constraints in
 * `migrations/` repeat the states, and a test of `packages/database` walks all transitions against this diagram.
 *
 *     Asset       PENDING -> READY | REJECTED
 *                 READY -> READY             analysed again
 *     Generation  PENDING -> PROCESSING -> COMPLETED | FAILED | CANCELLED
 *                 PROCESSING -> PENDING      a retryable failure or a worker that died, with attempts left
 *                 PROCESSING -> PROCESSING   another worker takes over: the lease has run out
 *                 PENDING -> CANCELLED       by the client, or past its deadline
 *                 FAILED | COMPLETED -> PENDING   the client retries it: all of it, or what is missing
 *                 PENDING | PROCESSING -> COMPLETED   a retry of what is missing was cancelled or failed: as it was
 */
export const ASSET_STATUSES = ['PENDING', 'READY', 'REJECTED'] as const;
export type AssetStatus = (typeof ASSET_STATUSES)[number];
export const assetStatusSchema = z.enum(ASSET_STATUSES).meta({ id: 'AssetStatus' });

export const GENERATION_STATUSES = ['PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'CANCELLED'] as const;
export type GenerationStatus = (typeof GENERATION_STATUSES)[number];
export const generationStatusSchema = z.enum(GENERATION_STATUSES).meta({ id: 'GenerationStatus' });

/** Not analysed yet. A generation may be submitted with it all the same: rendering ingests it first. */
export function awaitsIngest(status: AssetStatus): boolean {
  return status === 'PENDING';
}

/** Analysed: generations use it, and it can be analysed again. */
export function isReady(status: AssetStatus): boolean {
  return status === 'READY';
}

/** Not an image that can be used; no generation takes it. */
export function isRejected(status: AssetStatus): boolean {
  return status === 'REJECTED';
}

/** The states that count as a user's unfinished work. */
export const UNFINISHED_STATUSES = ['PENDING', 'PROCESSING'] as const satisfies readonly GenerationStatus[];

/** Waits for a worker, or is with one. */
export function isUnfinished(status: GenerationStatus): boolean {
  return (UNFINISHED_STATUSES as readonly GenerationStatus[]).includes(status);
}

/** Only a retry by the client leaves a terminal state: a client that has seen one may stop asking. */
export function isTerminal(status: GenerationStatus): boolean {
  return !isUnfinished(status);
}

/** A worker is at it, or was when it died. */
export function isProcessing(status: GenerationStatus): boolean {
  return status === 'PROCESSING';
}

/** All that was asked for is there, or what is missing is named. */
export function isCompleted(status: GenerationStatus): boolean {
  return status === 'COMPLETED';
}

/** By the client, or because its deadline passed. */
export function isCancelled(status: GenerationStatus): boolean {
  return status === 'CANCELLED';
}

/** How often a generation may be claimed, or an analysis begun, before it is given up; crashes count. */
export const MAX_ATTEMPTS = 5;

/**
 * How often a stop of the worker, an outage or others' unfinished analyses may cut an attempt short without its being
 * counted: with a minute in between, for a day and a half.
 */
export const MAX_EXCUSED = 2000;
