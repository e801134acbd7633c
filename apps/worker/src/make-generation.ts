import { claimGeneration, completeGeneration, type Db, type NewOutput, reportProgress } from '@proofsheet/database';
import { Fault, outputCount } from '@proofsheet/domain';
import type { JobContext, Payload, Queues } from '@proofsheet/queue';
import { type RenderedOutput, type Renderer, ranked } from '@proofsheet/render';
import type { Storage } from '@proofsheet/storage';
import type { Vision } from '@proofsheet/vision';
import { attemptFiles } from './attempt-files.ts';
import { endAttempt } from './end-attempt.ts';
import { keepLease } from './lease.ts';
import { loadFonts } from './load-fonts.ts';
import { loadImages } from './load-images.ts';

export interface GenerationTools {
  readonly db: Db;
  readonly storage: Storage;
  readonly vision: Pick<Vision, 'see'>;
  readonly queues: Queues;
  readonly renderer: Renderer;
  readonly leaseSeconds: number;
}

/**
 * One generation from its claim to its end. Whatever happens in between, and wherever this process dies, either all
 * outputs are there with their files and the generation is COMPLETED, or none is and another attempt may begin.
 */
export async function makeGeneration(
  tools: GenerationTools,
  { generationId }: Payload<'thumbnail' | 'ad'>,
  job: JobContext,
): Promise<void> {
  const { db, storage, renderer, leaseSeconds } = tools;
  const started = performance.now();
  const claim = await claimGeneration(db, { id: generationId, leaseSeconds });
  if (!claim) return job.log.info({}, 'generation not free to claim');

  const attempt = { id: claim.id, attempt: claim.attempt };
  const log = job.log.child({ attempt: claim.attempt });
  log.info({ kind: claim.kind }, 'generation claimed');
  const lease = keepLease(db, attempt, leaseSeconds, log);
  const signal = AbortSignal.any([job.signal, lease.signal]);
  const files = attemptFiles(storage, attempt);
  let inDoubt = false;
  try {
    const images = await loadImages(tools, claim.id, signal, log);
    const brandFonts = await loadFonts(tools, claim.userId, claim.spec.fonts);
    const expected = outputCount(claim.spec);
    const outputs: NewOutput[] = [];
    for await (const output of renderer.render(
      { ...claim.spec, kind: claim.kind, seed: claim.seed, images, brandFonts },
      { signal },
    )) {
      outputs.push(rowOf(output, await files.store(output)));
      await reportProgress(db, { ...attempt, progress: outputs.length });
      job.progress((100 * outputs.length) / expected);
      log.debug({ index: output.index, bytes: output.bytes.length }, 'output stored');
    }
    signal.throwIfAborted();
    inDoubt = true;
    const bestFirst = ranked(outputs, claim.spec.formats.length);
    const completed = await completeGeneration(db, { ...attempt, outputs: bestFirst });
    inDoubt = false;
    if (!completed) throw takenOver();
    log.info({ outputs: outputs.length, ms: Math.round(performance.now() - started) }, 'generation completed');
  } catch (thrown) {
    lease.stop();
    const error = lease.signal.aborted ? lease.signal.reason : thrown;
    await endAttempt(tools, claim, { error, inDoubt, files, signal: job.signal, log });
  } finally {
    lease.stop();
  }
}

function rowOf({ bytes, ...output }: RenderedOutput, objectKey: string): NewOutput {
  return { ...output, bytes: bytes.length, objectKey };
}

function takenOver(): Fault {
  return new Fault('lease_lost', 'Another worker took the generation over.');
}
