import { connectionReason, Fault, type OutageReason, outageSentence } from '@proofsheet/domain';

/** How Redis begins its refusals, within a script also in their middle; what ioredis and pg say without a code. */
const MESSAGES: readonly (readonly [RegExp, OutageReason])[] = [
  [/\b(WRONGPASS|NOAUTH)\b|invalid password|without any password configured|SASL|must be a string/, 'password'],
  [/\bNOPERM\b/, 'permission'],
  [/\bLOADING\b/, 'starting'],
  [/\b(READONLY|NOREPLICAS|MASTERDOWN)\b/, 'readonly'],
  [/\b(OOM|MISCONF)\b|max number of clients|memory of Redis is/, 'full'],
  [/\b(CLUSTERDOWN|MOVED|ASK)\b|Failed to refresh slots cache|None of startup nodes/, 'missing'],
  [/time(d )?-?out|No answer within/i, 'timeout'],
  [
    /Connection is closed|isn't writeable|socket closed|max retries per request|connection (terminated|ended)/i,
    'refused',
  ],
  [/does not support SSL/i, 'certificate'],
  [/schema/i, 'schema'],
];

/** SQLSTATEs of PostgreSQL, where the queue is in a database. */
const STATES: readonly (readonly [RegExp, OutageReason])[] = [
  [/^28...$/, 'password'],
  [/^(3D000|3F000|42P01)$/, 'schema'],
  [/^53...$/, 'full'],
  [/^57P03$/, 'starting'],
  [/^(08...|57P..)$/, 'refused'],
  [/^57014$/, 'timeout'],
  [/^25006$/, 'readonly'],
];

const DETAILS: Partial<Record<OutageReason, string>> = {
  password: 'see QUEUE_URL',
  permission: 'see the ACL of the user in QUEUE_URL',
  certificate: 'see QUEUE_URL and NODE_EXTRA_CA_CERTS',
  full: 'its memory, its disk or its connections',
  readonly: 'a replica, or a master without its replicas',
  missing: 'the part of the cluster that holds the keys is gone, or QUEUE_URL lacks ?cluster=true',
  schema: 'run `proofsheet migrate`',
};

/** Every failed command of a producer is an outage: its payload was checked before it was sent. */
export function queueFault(cause: unknown): Fault {
  const reason = outageReason(cause) ?? 'other';
  const detail = DETAILS[reason] ? ` (${DETAILS[reason]})` : '';
  const message = `${outageSentence('The queue', reason)}${detail}.`;
  return new Fault('dependency_unavailable', message, { dependency: 'queue', reason, cause });
}

/** Undefined for an error that is none of the connection or of the server's state. */
export function outageReason(error: unknown): OutageReason | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, message, lastNodeError } = error as { code?: unknown; message: string; lastNodeError?: unknown };
  const state = typeof code === 'string' ? STATES.find(([states]) => states.test(code)) : undefined;
  return (
    state?.[1] ??
    connectionReason(error) ??
    outageReason(lastNodeError) ??
    MESSAGES.find(([messages]) => messages.test(message))?.[1]
  );
}
