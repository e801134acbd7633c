import {
  type BucketClaim,
  claimBucketDelivery,
  type Db,
  endBucketDelivery,
  failBucketDelivery,
  keepCopied,
  type OutputRow,
  outputsOfGeneration,
  releaseBucketDelivery,
} from '@proofsheet/database';
import { deliveredKey, Fault, isOutage, outageSentence, outputFileName } from '@proofsheet/domain';
import type { Log } from '@proofsheet/queue';
import { connectStorage, type DeliveryBucket, type Storage } from '@proofsheet/storage';
import { secondsUntilRetry } from '@proofsheet/webhooks';

/** A bucket of the operator's. */
export interface OpenBucket {
  readonly prefix: string;
  readonly storage: Pick<Storage, 'put'>;
}

export interface BucketTools {
  readonly db: Db;
  readonly storage: Storage;
  /** By their names. */
  readonly buckets: ReadonlyMap<string, OpenBucket>;
}

/** Longer than copying any output takes: each renews it. */
const LEASE_SECONDS = 120;

export function openBuckets(configured: Readonly<Record<string, DeliveryBucket>>): ReadonlyMap<string, OpenBucket> {
  const opened = Object.entries(configured).map(([name, { prefix, ...config }]): [string, OpenBucket] => [
    name,
    { prefix, storage: connectStorage(config) },
  ]);
  return new Map(opened);
}

/**
 * Copies the outputs of a generation, one after the other; each that is there is noted at once, so that the next attempt goes
 * on there. One that was copied and not noted is copied again, under the same key with the same bytes.
 */
export async function deliverOutputs(
  tools: BucketTools,
  generationId: string,
  signal: AbortSignal,
  log: Log,
): Promise<void> {
  const { db } = tools;
  const claim = await claimBucketDelivery(db, { generationId, leaseSeconds: LEASE_SECONDS });
  if (!claim) return;
  try {
    const bucket = tools.buckets.get(claim.bucket);
    if (!bucket) throw new Fault('unknown_bucket', `No bucket ${claim.bucket} is configured for the workers.`);
    const outputs = await outputsOfGeneration(db, generationId);
    for (const output of outputs) {
      if (claim.copied.includes(output.id)) continue;
      signal.throwIfAborted();
      if (!(await copy(tools, bucket, claim, output))) return;
    }
    const keys = outputs.map((output) => keyOf(bucket, claim, output));
    const written = await endBucketDelivery(db, { ...claim, keys });
    log.info({ bucket: claim.bucket, outputs: outputs.length, written }, 'outputs delivered');
  } catch (error) {
    if (signal.aborted || error instanceof StorageAway) await releaseBucketDelivery(db, claim);
    else await fail(db, claim, error, log);
  }
}

/** Not the fault of the bucket: the attempt does not count, and the sweep looks again. */
class StorageAway extends Error {}

async function copy({ db, storage }: BucketTools, bucket: OpenBucket, claim: BucketClaim, output: OutputRow) {
  const { bytes, mediaType } = output;
  const file = await storage.get(output.objectKey).catch((cause: unknown) => {
    throw isOutage(cause) ? new StorageAway('the own storage is away', { cause }) : cause;
  });
  await bucket.storage.put(keyOf(bucket, claim, output), file, { bytes, mediaType });
  return keepCopied(db, { ...claim, outputId: output.id, leaseSeconds: LEASE_SECONDS });
}

function keyOf({ prefix }: OpenBucket, { path, generationId }: BucketClaim, output: OutputRow): string {
  return deliveredKey({ prefix, path }, { generationId, fileName: outputFileName(output) });
}

/** Everything may pass: rights are given, buckets made and servers started. After ten attempts in three days it is given up. */
async function fail(db: Db, claim: BucketClaim, thrown: unknown, log: Log): Promise<void> {
  const fault = Fault.from(thrown);
  const retryInSeconds = secondsUntilRetry(claim.tries, undefined);
  const code = fault.code === 'unknown_bucket' ? fault.code : 'delivery_failed';
  const error = { code, message: wordsFor(claim, fault) } as const;
  const written = await failBucketDelivery(db, { ...claim, error, retryInSeconds });
  log.warn({ bucket: claim.bucket, attempt: claim.attempt, retryInSeconds, written, err: thrown }, 'not delivered');
}

/** For the user: without hosts and accounts, which are the operator's and in the log. */
function wordsFor({ bucket }: BucketClaim, fault: Fault): string {
  if (fault.code === 'unknown_bucket') return fault.message;
  return `${outageSentence(`The bucket ${bucket}`, fault.reason ?? 'other')}.`;
}
