import type { QueueName } from './catalog.ts';
import type { Consumer } from './consumer.ts';
import type { Log } from './log.ts';
import type { Queues } from './producer.ts';

export interface WatchdogOptions {
  readonly queues: Queues;
  readonly consumer: Consumer;
  /** The queues that the consumer takes. */
  readonly names: readonly QueueName[];
  /** How long jobs may wait while the consumer could take one and does not. */
  readonly patienceSeconds: number;
  /** Connecting again has not helped: the process should end, so that another one starts. */
  giveUp(queue: QueueName): void;
  readonly log: Log;
}

/**
 * Notices a consumer that seems to be connected and takes nothing: the network swallows what is sent, or a client waits
 * for an answer for ever. Where no job waits that would show it, the watchdog places one that does nothing. It makes
 * the consumer connect again, and gives up when that does not help. It ignores a queue that is down, and one that an
 * operator paused.
 */
export function startWatchdog(options: WatchdogOptions): { stop(): void } {
  const watched = options.names.map((queue) => watch(queue, options));
  const timer = setInterval(() => watched.forEach((check) => void check()), (options.patienceSeconds * 1000) / 4);
  return { stop: () => clearInterval(timer) };
}

function watch(queue: QueueName, { queues, consumer, patienceSeconds, giveUp, log }: WatchdogOptions) {
  const patience = patienceSeconds * 1000;
  let suspectedAt: number | undefined;
  let reconnected = false;

  /** Whether the consumer is idle although a job waits for it. */
  async function isSuspect(): Promise<boolean> {
    const { idleMs, free } = consumer.activity(queue);
    if (!free || idleMs < patience) {
      reconnected = false;
      return false;
    }
    if ((await queues.waiting(queue)) > 0) return true;
    await queues.placeCanary(queue);
    return false;
  }

  return async function check(): Promise<void> {
    const suspect = await isSuspect().catch(() => false);
    if (!suspect) suspectedAt = undefined;
    else suspectedAt ??= performance.now();
    if (suspectedAt === undefined || performance.now() - suspectedAt < patience) return;
    suspectedAt = undefined;
    if (reconnected) {
      log.error({ queue }, 'still takes nothing while jobs wait: giving up');
      return giveUp(queue);
    }
    log.error({ queue }, 'takes nothing while jobs wait: connecting again');
    reconnected = true;
    await consumer.reconnect();
  };
}
