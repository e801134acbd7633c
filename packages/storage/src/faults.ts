import { Fault } from '@proofsheet/domain';
import { InvalidArgumentError, InvalidBucketNameError, InvalidObjectNameError, S3Error } from 'minio';

const MISSING = new Set(['NoSuchKey', 'NotFound']);
const MISUSE = [InvalidArgumentError, InvalidBucketNameError, InvalidObjectNameError, TypeError, RangeError];

/**
 * Translates what a storage call threw: a missing object becomes `not_found`, a programming error stays what it is, and
 * everything else (network, time limit, refused credentials, missing bucket, 5xx) means that the storage cannot be used
 * now.
 */
export function asStorageFault(thrown: unknown): unknown {
  if (thrown instanceof Fault || MISUSE.some((type) => thrown instanceof type)) return thrown;
  const code = thrown instanceof S3Error ? thrown.code : undefined;
  if (code !== undefined && MISSING.has(code)) {
    return new Fault('not_found', 'There is no such object in the storage.', { cause: thrown });
  }
  const message = code === undefined ? 'The object storage cannot be reached.' : `The object storage refuses: ${code}.`;
  return new Fault('dependency_unavailable', message, { dependency: 'storage', cause: thrown });
}

/** Runs one storage call, and translates what it throws. */
export async function guarded<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    throw asStorageFault(thrown);
  }
}
