import { type Listener, listen, WEBHOOK_CHANNEL } from '@proofsheet/database';
import type { OutageWatch } from '@proofsheet/domain';
import type { Job, Log, Queues } from '@proofsheet/queue';

export interface ListenTools {
  readonly queues: Queues;
  readonly log: Log;
  readonly watch?: OutageWatch | undefined;
}

/** What comes within it is enqueued together. */
const GATHER_MS = 20;

/**
 * Enqueues a job for each delivery as it commits. All workers hear of it and give the job the same id, so that the queue
 * keeps one. What is not heard, or cannot be enqueued, is left to the sweep.
 */
export function hearOfDeliveries(url: string, { queues, log, watch }: ListenTools): Listener {
  let heard: Job<'webhook'>[] = [];

  function enqueueHeard(): void {
    const jobs = heard;
    heard = [];
    queues.enqueueMany('webhook', jobs).catch((err: unknown) => log.debug({ err }, 'deliveries left to the sweep'));
  }

  return listen({
    url,
    channel: WEBHOOK_CHANNEL,
    watch,
    onMessage(message) {
      const [endpointId = '', jobId = ''] = message.split(' ');
      if (heard.length === 0) setTimeout(enqueueHeard, GATHER_MS);
      heard.push({ payload: { endpointId }, jobId });
    },
    onConnect() {},
  });
}
