import { asDatabaseFault, type Claim, countedAttempts, failGeneration, releaseGeneration } from '@proofsheet/database';
import { Fault, isOutage, MAX_ATTEMPTS, MAX_EXCUSED } from '@proofsheet/domain';
import type { Log } from '@proofsheet/queue';
import type { AttemptFiles } from './attempt-files.ts';
import { enqueueGenerations } from './enqueue-generations.ts';
import type { GenerationTools } from './tools.ts';

interface BrokenAttempt {
  readonly error: unknown;
  /** The completing transaction was sent and its answer was lost: it may have been committed. */
  readonly inDoubt: boolean;
  readonly files: AttemptFiles;
  /** The job's signal: aborted when its time is over, or when the worker stops. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

/**
 * Ends an attempt that failed. A lost lease leaves the row to its new owner, a cancelled generation stays as it is, a
 * permanent fault or the last attempt fails the generation, and everything else gives it back. An attempt that a stop
 * of this worker or a dependency that is down cut short, or that would have waited for others to end their analyses of
 * its image, does not count. What failed is thrown again, so that the queue
 * sees it, too; a lost lease, a cancellation, a stop and a generation that was deleted are no failures of the job.
 *
 * The files are removed only if no row can name them. Both updates are guarded by state and attempt: when one takes
 * effect, the completing transaction has not. When that is not known the files stay, after a lost lease, too: a
 * completed generation has no lease to renew.
 */
export async function endAttempt(tools: GenerationTools, claim: Claim, broken: BrokenAttempt): Promise<void> {
  const { inDoubt, files, log } = broken;
  const fault = faultOf(broken);
  if (fault.code === 'lease_lost' || fault.code === 'generation_cancelled') {
    log.warn({ code: fault.code }, 'attempt given up: another worker has the generation, or it was cancelled');
    if (!inDoubt) await removeFiles(files, log);
    return;
  }
  const settled = await settle(tools, claim, fault, broken).catch((error: unknown) => {
    log[asDatabaseFault(error) ? 'debug' : 'error']({ err: error }, 'attempt not ended: its lease will run out');
    return undefined;
  });
  if (settled || !inDoubt) await removeFiles(files, log);
  if (settled === false)
    return log.warn({ code: fault.code }, 'attempt given up: its generation has ended, or is gone');
  if (fault !== STOPPED) throw fault;
}

const STOPPED = new Fault('internal', 'The worker was stopped before it was done; another one continues.');

/**
 * A job that ran into its time limit has failed; one that was stopped with its worker may continue elsewhere at once.
 */
function faultOf({ error, signal }: BrokenAttempt): Fault {
  const fault = Fault.from(asDatabaseFault(error) ?? error);
  const timedOut = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
  return signal.aborted && !timedOut && !fault.permanent ? STOPPED : fault;
}

/** False: the row is no longer this attempt's. */
async function settle(tools: GenerationTools, claim: Claim, fault: Fault, broken: BrokenAttempt): Promise<boolean> {
  const { db } = tools;
  const { id, attempt } = claim;
  const { log } = broken;
  const { code, message, field } = fault;
  const excused = isExcused(fault) && claim.excused < MAX_EXCUSED;
  if (fault.permanent || (!excused && countedAttempts(claim) >= MAX_ATTEMPTS)) {
    const error = fault.permanent ? { code, message, ...(field ? { field } : {}) } : exhausted();
    const failed = await failGeneration(db, { id, attempt, error });
    if (failed) log.warn({ code: error.code, lastCode: code }, 'generation failed');
    return failed;
  }
  const delaySeconds = fault === STOPPED ? 0 : backoffSeconds(attempt);
  const released = await releaseGeneration(db, { id, attempt, error: { code, message }, delaySeconds, excused });
  if (!released) return false;
  const level = isOutage(fault) ? 'debug' : 'warn';
  log[level]({ code, delaySeconds, excused, dispatch: released.dispatch }, 'generation released');
  // The PENDING row is what counts: if this fails, the sweep enqueues it.
  await enqueueGenerations(tools, [{ ...claim, ...released }], delaySeconds).catch((error: unknown) =>
    log[isOutage(error) ? 'debug' : 'warn']({ err: error }, 'not enqueued: the sweep will'),
  );
  return true;
}

/** The generation caused none of them. */
function isExcused(fault: Fault): boolean {
  return fault === STOPPED || isOutage(fault) || fault.code === 'asset_not_ready';
}

function exhausted() {
  return {
    code: 'attempts_exhausted',
    message: `The generation failed ${MAX_ATTEMPTS} times; the log has the reasons.`,
  } as const;
}

/** No row names the files, so those that stay behind are never shown. */
async function removeFiles(files: AttemptFiles, log: Log): Promise<void> {
  await files
    .remove()
    .catch((error: unknown) =>
      log[isOutage(error) ? 'debug' : 'warn']({ err: error }, 'files of the attempt not removed'),
    );
}

const LONGEST_BACKOFF_SECONDS = 60;

/**
 * How long after its nth attempt a generation is tried again: 1 to 2 seconds, 2 to 4, 4 to 8 ... a minute at most. Half
 * of it is random, so that what failed together does not come back together.
 */
export function backoffSeconds(attempt: number, random = Math.random()): number {
  const most = Math.min(2 ** attempt, LONGEST_BACKOFF_SECONDS);
  return (most * (1 + random)) / 2;
}
