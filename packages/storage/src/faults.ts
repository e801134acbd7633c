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
  const cause = thrown instanceof S3Error ? withoutSecrets(thrown) : thrown;
  if (code !== undefined && MISSING.has(code)) {
    return new Fault('not_found', 'There is no such object in the storage.', { cause });
  }
  const message = code === undefined ? 'The object storage cannot be reached.' : `The object storage refuses: ${code}.`;
  return new Fault('dependency_unavailable', message, { dependency: 'storage', cause });
}

/** What may be logged: the whole error repeats all fields of the answer, the key's id and what was signed among them. */
function withoutSecrets({ code, message, stack }: S3Error): Error {
  return Object.assign(new Error(message), { code, stack });
}

/** Runs one storage call, and translates what it throws. */
export async function guarded<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    throw asStorageFault(thrown);
  }
}
