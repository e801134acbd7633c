/** What makes a part of the system unusable, in a word for machines. The sentence for people is a Fault's message. */
export const OUTAGE_REASONS = [
  'refused', //     nothing listens there, or the connection is broken off
  'unreachable', // the name or the network leads nowhere
  'timeout', //     it is there, and does not answer in time
  'certificate', // TLS does not come about
  'password', //    it does not accept who we say we are
  'permission', //  it does not allow what we need
  'full', //        it has no room: on disk, in memory, for connections
  'missing', //     what we use there does not exist: database, bucket, folder
  'schema', //      its tables are older than this program
  'starting', //    it is not done starting
  'readonly', //    it takes no writes: a replica, or one without enough replicas
  'clock', //       its clock and ours are too far apart
  'other',
] as const;
export type OutageReason = (typeof OUTAGE_REASONS)[number];

/** The parts of the system that can be away. */
export const DEPENDENCIES = ['database', 'queue', 'storage', 'scratch'] as const;
export type Dependency = (typeof DEPENDENCIES)[number];

/** Told of each failure and each success of a dependency, however often. */
export interface OutageWatch {
  failed(error: unknown): void;
  answered(): void;
}

/** Codes of Node's sockets and of OpenSSL. */
const CONNECTION_REASONS: readonly (readonly [RegExp, OutageReason])[] = [
  [/^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE)$/, 'refused'],
  [/^(ENOTFOUND|EAI_.*|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL)$/, 'unreachable'],
  [/^(ETIMEDOUT|ESOCKETTIMEDOUT|UND_ERR_.*TIMEOUT)$/, 'timeout'],
  [/CERT|^UNABLE_TO_|^(ERR_TLS|ERR_SSL|ERR_OSSL)|^HOSTNAME_MISMATCH$|^EPROTO$|SELF_SIGNED/, 'certificate'],
];

/**
 * Why a connection did not come about, or broke; undefined where the error is not one of a connection. An aborted signal
 * is none: whoever set it knows whether a dependency or the work itself took too long.
 */
export function connectionReason(error: unknown): OutageReason | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  // A socket of the file system, as PostgreSQL has one. Files that are missing have other calls.
  if (syscall === 'connect' && (code === 'ENOENT' || code === 'EACCES')) return 'refused';
  return CONNECTION_REASONS.find(([codes]) => typeof code === 'string' && codes.test(code))?.[1];
}

const SENTENCES: Record<OutageReason, string> = {
  refused: 'refuses or breaks the connection',
  unreachable: 'cannot be reached',
  timeout: 'does not answer in time',
  certificate: 'has a certificate that is not trusted, or does not speak TLS as expected',
  password: 'does not accept the user and password',
  permission: 'does not permit what is needed',
  full: 'is full',
  missing: 'does not have what is needed',
  schema: 'has an older schema than this program',
  starting: 'is still starting',
  readonly: 'takes no writes',
  clock: 'has a clock that differs too much from the one of this machine',
  other: 'cannot be used',
};

/** What is wrong, for people: `The database does not answer in time`. */
export function outageSentence(subject: string, reason: OutageReason): string {
  return `${subject} ${SENTENCES[reason]}`;
}
