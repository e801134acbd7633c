import type { QueueName } from './catalog.ts';
import type { Consumer } from './consumer.ts';
import type { Log } from './log.ts';
import type { Queues } from './producer.ts';

export interface WatchdogOptions {
  readonly queues: Queues;
  readonly consumer: Consumer;
  /** Those that the consumer takes. */
  readonly names: readonly QueueName[];
  /** So long jobs may wait while the consumer could take one and does not. */
  readonly patienceSeconds: number;
  /** Connecting again has not helped: the process is to end, so that another one begins. */
  giveUp(queue: QueueName): void;
  readonly log: Log;
}

/**
 * Notices a consumer that is connected, to all appearances, and takes nothing: a network that swallows what is sent, a
 * client that waits for an answer for ever. Where nothing waits that would show it, it places a job that does nothing. It
 * has the consumer connect again, and gives up when that does not help. A queue that is down, or paused by an operator, is
 * none of its concern.
 */
export function startWatchdog(options: WatchdogOptions): { stop(): void } {
  const watched = options.names.map((queue) => watch(queue, options));
  const timer = setInterval(() => watched.forEach((look) => void look()), (options.patienceSeconds * 1000) / 4);
  return { stop: () => clearInterval(timer) };
}

function watch(queue: QueueName, { queues, consumer, patienceSeconds, giveUp, log }: WatchdogOptions) {
  const patience = patienceSeconds * 1000;
  let suspectedAt: number | undefined;
  let reconnected = false;

  /** Whether it is idle although there is something to take. */
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

  return async function look(): Promise<void> {
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
