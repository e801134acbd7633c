import {
  connectionReason,
  Fault,
  isOutage,
  type OutageReason,
  type OutageWatch,
  outageSentence,
} from '@proofsheet/domain';
import { InvalidArgumentError, InvalidBucketNameError, InvalidObjectNameError, S3Error } from 'minio';
import type { StorageConfig } from './config.ts';

const MISSING = new Set(['NoSuchKey', 'NotFound']);
const MISUSE = [InvalidArgumentError, InvalidBucketNameError, InvalidObjectNameError, TypeError, RangeError];

/** What S3 and its kin answer when they cannot be used as they are set up, or not now. */
const CODES: readonly (readonly [RegExp, OutageReason])[] = [
  [/^(InvalidAccessKeyId|SignatureDoesNotMatch|InvalidToken|ExpiredToken|AuthorizationHeaderMalformed)$/, 'password'],
  [/^(AccessDenied|AllAccessDisabled|AccountProblem|MethodNotAllowed)$/, 'permission'],
  [/^(NoSuchBucket|PermanentRedirect)$/, 'missing'],
  [/^(RequestTimeTooSkewed|RequestExpired)$/, 'clock'],
  [/StorageFull|QuotaExceeded|InsufficientStorage|InsufficientCapacity|EntityTooLarge$/, 'full'],
  [/^(SlowDown|ServiceUnavailable|RequestTimeout|TooManyRequests)$|ServerNotInitialized/, 'timeout'],
  [/ReadOnly|WriteQuorum/i, 'readonly'],
];

const VARIABLES: Partial<Record<OutageReason, string>> = {
  password: 'S3_ACCESS_KEY, S3_SECRET_KEY and S3_REGION',
  permission: 'the rights of S3_ACCESS_KEY',
  missing: 'S3_BUCKET and S3_REGION',
};

/** Runs one storage call, and translates what it throws. */
export type Guard = <T>(call: () => Promise<T>) => Promise<T>;

/** Tells the watch how calls end, and names bucket, endpoint and variables in what is thrown: never a key. */
export function guardFor(config: Pick<StorageConfig, 'bucket' | 'endpoint'>, watch?: OutageWatch): Guard {
  return async (call) => {
    try {
      const value = await call();
      watch?.answered();
      return value;
    } catch (thrown) {
      const fault = asStorageFault(thrown, config);
      if (isOutage(fault)) watch?.failed(fault);
      else if (fault instanceof Fault) watch?.answered();
      throw fault;
    }
  };
}

/**
 * A missing object becomes `not_found`, a programming error stays what it is, and everything else (network, time limit,
 * refused credentials, missing bucket, 5xx) means that the storage cannot be used now.
 */
function asStorageFault(thrown: unknown, config: Pick<StorageConfig, 'bucket' | 'endpoint'>): unknown {
  if (thrown instanceof Fault || MISUSE.some((type) => thrown instanceof type)) return thrown;
  const code = thrown instanceof S3Error ? thrown.code : undefined;
  const cause = withoutKeys(thrown);
  if (code !== undefined && MISSING.has(code)) {
    return new Fault('not_found', 'There is no such object in the storage.', { cause });
  }
  const reason = CODES.find(([codes]) => code !== undefined && codes.test(code))?.[1] ?? connectionReason(thrown);
  return storageFault(reason ?? (isOverTime(thrown) ? 'timeout' : 'other'), config, { code, cause });
}

/** The transport aborts a request that takes too long. */
function isOverTime(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown.name === 'TimeoutError' || thrown.name === 'AbortError');
}

/** A refusal carries the request that was signed and the id of the key that signed it: none of that is to be logged. */
function withoutKeys(thrown: unknown): unknown {
  if (!(thrown instanceof S3Error)) return thrown;
  const { code, message, stack } = thrown;
  return Object.assign(new Error(message), { code, stack });
}

function storageFault(
  reason: OutageReason,
  { bucket, endpoint }: Pick<StorageConfig, 'bucket' | 'endpoint'>,
  { code, cause }: { code?: string | undefined; cause?: unknown } = {},
): Fault {
  const where = `The object storage at ${new URL(endpoint).host} (S3_ENDPOINT), bucket ${bucket} (S3_BUCKET),`;
  const details = [code, VARIABLES[reason] && `see ${VARIABLES[reason]}`].filter(Boolean).join('; ');
  const message = `${outageSentence(where, reason)}${details && ` (${details})`}.`;
  return new Fault('dependency_unavailable', message, { dependency: 'storage', reason, cause });
}
