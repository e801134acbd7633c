import { setTimeout as sleep } from 'node:timers/promises';
import { claimGeneration, completeGeneration } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import type { JobContext, Payload } from '@proofsheet/queue';
import { attemptFiles } from './attempt-files.ts';
import { processMeter } from './cpu-meter.ts';
import { endAttempt } from './end-attempt.ts';
import { keepLease } from './lease.ts';
import { makeOutputs } from './make-outputs.ts';
import type { GenerationTools } from './tools.ts';

/** How long an attempt that is over waits for its running step, before another attempt begins in its place. */
const UNWIND_MS = 500;

/**
 * Makes one generation, from its claim to its end. Whatever happens in between, and wherever this process dies, either
 * all outputs exist with their files and the generation is COMPLETED, or none does and another attempt may begin. An
 * attempt ends as soon as its lease is lost, it is cancelled, or its worker is stopped, whichever step it is at.
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
  const cpu = processMeter.start();
  const making = makeOutputs(tools, claim, { files, signal, job, log });
  let inDoubt = false;
  try {
    const made = await unlessAborted(signal, making);
    inDoubt = true;
    const completed = await completeGeneration(db, { ...attempt, ...made, cpuMs: cpu.ms() });
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
    cpu.stop();
    await Promise.race([making.catch(() => {}), sleep(UNWIND_MS)]);
  }
}

/**
 * The work's value, or the signal's reason as soon as it is aborted: a step in native code cannot be interrupted, and
 * must hold nothing up. The work itself goes on until its next step, and its end is ignored.
 */
async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  // Ends unheard when the signal comes first.
  work.catch(() => {});
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function takenOver(): Fault {
  return new Fault('lease_lost', 'Another worker took the generation over.');
}
