import {
  claimDelivery,
  type Db,
  type DeliveryClaim,
  endAttempt,
  newId,
  putOffDeliveries,
  releaseDelivery,
} from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import type { Outbound } from '@proofsheet/outbound';
import { jobIds, type Log, type Queues } from '@proofsheet/queue';
import type { Storage } from '@proofsheet/storage';
import { type Ending, endingOf, type SecretBox, secondsUntilRetry, signedHeaders } from '@proofsheet/webhooks';
import { messageBody } from './message.ts';

export interface DeliveryTools {
  readonly db: Db;
  readonly storage: Storage;
  readonly queues: Queues;
  readonly outbound: Outbound;
  readonly secrets: SecretBox;
  /** How long the addresses in a message work at least. */
  readonly addressSeconds: number;
  /** An endpoint that fails for so long is disabled. */
  readonly disableDays: number;
}

const TIMEOUT_MS = 15_000;
/** Of the answer, for the log. */
const ANSWER_BYTES = 1024;
/** Longer than any attempt: one whose lease has run out has no worker any more. */
const LEASE_SECONDS = 30;
/** Then another job goes on, so that no endpoint holds its place for ever. */
const SLICE_MS = 20_000;
/** An operator's error, and what went wrong here, are looked at again after so long. */
const OWN_FAULT_SECONDS = { secrets: 300, other: 60 };
/** What comes later is left to the sweep, which goes by the database's clock. */
const LONGEST_DELAY_SECONDS = 60;

/**
 * Sends what is due to an endpoint, one delivery after the other. Several jobs may be at it: each claims its own, and one
 * that finds nothing, or no room, leaves. A worker that dies leaves a delivery under a lease that runs out, which the
 * sweep finds: the receiver may get it twice, and knows it by its id.
 */
export async function deliverDue(
  tools: DeliveryTools,
  endpointId: string,
  signal: AbortSignal,
  log: Log,
): Promise<void> {
  const { db, queues } = tools;
  const until = performance.now() + SLICE_MS;
  while (performance.now() < until) {
    signal.throwIfAborted();
    const claim = await claimDelivery(db, { endpointId, leaseSeconds: LEASE_SECONDS });
    if (!claim) return;
    const secrets = await opened(tools, claim, log);
    if (!secrets) return;
    await deliver(tools, { ...claim, secrets }, signal, log);
  }
  await queues.enqueue('webhook', { endpointId }, { jobId: jobIds.webhook(endpointId, newId()) });
}

/**
 * Undefined: they were encrypted with another key. No attempt counts, and all that waits for this endpoint is put off, so that
 * the queue does not run hot and the log says it once for a while.
 */
async function opened(
  { db, secrets }: DeliveryTools,
  claim: DeliveryClaim,
  log: Log,
): Promise<readonly string[] | undefined> {
  try {
    return claim.secrets.map(secrets.open);
  } catch (err) {
    const seconds = OWN_FAULT_SECONDS.secrets;
    await releaseDelivery(db, claim, { inSeconds: seconds });
    await putOffDeliveries(db, { endpointId: claim.endpointId, seconds });
    log.error({ err, retryInSeconds: seconds }, 'webhooks not sent: WEBHOOK_KEY is not the one of their secrets');
    return undefined;
  }
}

async function deliver(tools: DeliveryTools, claim: DeliveryClaim, signal: AbortSignal, log: Log): Promise<void> {
  const { id, attempt, tries, endpointId, userId, url } = claim;
  const startedAt = claim.claimedAt;
  const started = performance.now();
  const result = await request(tools, claim, signal).catch(async (err: unknown) => {
    // Put off, so that one that cannot be made does not hold up those behind it.
    const inSeconds = signal.aborted ? 0 : OWN_FAULT_SECONDS.other;
    await releaseDelivery(tools.db, claim, { inSeconds });
    signal.throwIfAborted();
    log.error({ err, deliveryId: id, retryInSeconds: inSeconds }, 'webhook not sent');
  });
  if (!result) return;
  const durationMs = Math.round(performance.now() - started);
  const { ending, retryAfterSeconds, ...told } = result;
  const retryInSeconds = ending === 'delivered' ? undefined : secondsUntilRetry(tries, retryAfterSeconds);
  const ended = { id, attempt, endpointId, userId, url, ending, retryInSeconds, startedAt, durationMs, ...told };
  const written = await endAttempt(tools.db, { ...ended, disableAfterSeconds: tools.disableDays * 86_400 });
  log.info(
    { deliveryId: id, attempt, ending, status: told.status, error: told.error, durationMs, written },
    'webhook sent',
  );
  if (retryInSeconds !== undefined && retryInSeconds <= LONGEST_DELAY_SECONDS) {
    // A second late, because clocks differ: a job that finds nothing due leaves. The sweep stands behind it.
    const job = { jobId: jobIds.webhook(id, `a${attempt}`), delaySeconds: retryInSeconds + 1 };
    await tools.queues.enqueue('webhook', { endpointId }, job);
  }
}

interface Result {
  readonly ending: Ending;
  readonly retryAfterSeconds?: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly answer: string;
}

/** Throws where the fault is not the receiver's: the attempt does not count then. */
async function request(tools: DeliveryTools, claim: DeliveryClaim, signal: AbortSignal): Promise<Result> {
  const body = await messageBody(tools, claim.event);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Proofsheet-Webhooks/1',
    ...signedHeaders({ id: claim.id, sentAt: claim.claimedAt, body }, claim.secrets),
  };
  try {
    const sent = { method: 'POST', headers, body, timeoutMs: TIMEOUT_MS, answerBytes: ANSWER_BYTES, signal } as const;
    const answer = await tools.outbound.send(claim.url, sent);
    return { ...endingOf(answer), status: answer.status, error: null, answer: textOf(answer.body) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { ending: 'failed', status: null, error: `${error.code}: ${error.message}`, answer: '' };
  }
}

/** As PostgreSQL can store it, whatever bytes were answered. */
function textOf(bytes: Buffer): string {
  return bytes.toString().replaceAll('\0', '\u{fffd}');
}
