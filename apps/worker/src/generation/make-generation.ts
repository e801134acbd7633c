import { setTimeout as sleep } from 'node:timers/promises';
import { claimGeneration, completeGeneration } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import type { JobContext, Payload } from '@proofsheet/queue';
import { attemptFiles } from './attempt-files.ts';
import { endAttempt } from './end-attempt.ts';
import { keepLease } from './lease.ts';
import { makeOutputs } from './make-outputs.ts';
import type { GenerationTools } from './tools.ts';
import { unlessAborted } from './unless-aborted.ts';

/** So long the steps of an attempt that is over are waited for, before another one begins in their place. */
const UNWIND_MS = 500;

/**
 * One generation from its claim to its end. Whatever happens in between, and wherever this process dies, either all
 * outputs are there with their files and the generation is COMPLETED, or none is and another attempt may begin. An
 * attempt ends as soon as its lease is lost, it is cancelled or its worker is stopped, whatever step it is at.
 */
export async function makeGeneration(
  tools: GenerationTools,
  { generationId }: Payload<'thumbnail' | 'ad'>,
  job: JobContext,
): Promise<void> {
  const { db, storage, leaseSeconds } = tools;
  const started = performance.now();
  const claim = await claimGeneration(db, { id: generationId, leaseSeconds });
  if (!claim) return job.log.info({}, 'generation not free to claim');

  const attempt = { id: claim.id, attempt: claim.attempt };
  const log = job.log.child({ generationId, attempt: claim.attempt });
  log.info({ kind: claim.kind }, 'generation claimed');
  const lease = keepLease(db, attempt, leaseSeconds, log);
  const signal = AbortSignal.any([job.signal, lease.signal]);
  const files = attemptFiles(storage, attempt);
  const making = makeOutputs(tools, claim, { files, signal, job, log });
  let inDoubt = false;
  try {
    const made = await unlessAborted(signal, making);
    inDoubt = true;
    const completed = await completeGeneration(db, { ...attempt, ...made });
    inDoubt = false;
    if (!completed) throw takenOver();
    const counts = { outputs: made.outputs.length, missing: made.missing.length };
    log.info({ ...counts, ms: Math.round(performance.now() - started) }, 'generation completed');
  } catch (thrown) {
    lease.stop();
    const error = lease.signal.aborted ? lease.signal.reason : thrown;
    await endAttempt(tools, claim, { error, inDoubt, files, signal: job.signal, log });
  } finally {
    lease.stop();
    await Promise.race([making.catch(() => {}), sleep(UNWIND_MS)]);
  }
}

function takenOver(): Fault {
  return new Fault('lease_lost', 'Another worker took the generation over.');
}
