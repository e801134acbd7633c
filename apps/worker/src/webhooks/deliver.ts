import { claimDelivery, type Db, type DeliveryClaim, endAttempt, newId, releaseDelivery } from '@proofsheet/database';
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
    await deliver(tools, claim, signal, log);
  }
  await queues.enqueue('webhook', { endpointId }, { jobId: jobIds.webhook(endpointId, newId()) });
}

async function deliver(tools: DeliveryTools, claim: DeliveryClaim, signal: AbortSignal, log: Log): Promise<void> {
  const { id, attempt, tries, endpointId, userId, url } = claim;
  const startedAt = claim.claimedAt;
  const started = performance.now();
  const result = await request(tools, claim, signal).catch(async (error: unknown) => {
    await releaseDelivery(tools.db, claim);
    throw error;
  });
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
  const secrets = claim.secrets.map(tools.secrets.open);
  const body = await messageBody(tools, claim.event);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Proofsheet-Webhooks/1',
    ...signedHeaders({ id: claim.id, sentAt: claim.claimedAt, body }, secrets),
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
