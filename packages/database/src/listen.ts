import { setTimeout as delay } from 'node:timers/promises';
import type { OutageWatch } from '@proofsheet/domain';
import pg from 'pg';
import { asDatabaseFault } from './faults.ts';
import { addressOf, isRefusedForTls, tlsOf } from './tls.ts';

export interface ListenOptions {
  readonly url: string;
  readonly channel: string;
  onMessage(payload: string): void;
  /** From now on messages are heard; those since the connection before broke were not. */
  onConnect(): void;
  readonly watch?: OutageWatch | undefined;
}

export interface Listener {
  /** Gives the connection up for another one: it seems to hear nothing any more. */
  renew(): void;
  close(): Promise<void>;
}

const CONNECTION_TIMEOUT_MS = 5_000;
const PAUSE_MS = 1_000;

/** A connection that hears what is notified on a channel, and is made again whenever it breaks. */
export function listen({ url, channel, onMessage, onConnect, watch }: ListenOptions): Listener {
  const tls = tlsOf(url);
  let ssl = tls?.ssl;
  const closing = new AbortController();
  let giveUp = () => {};

  async function hear(): Promise<void> {
    const client = new pg.Client({
      ...(tls ? { ...addressOf(url), ssl } : { connectionString: url }),
      application_name: 'proofsheet events',
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
      keepAlive: true,
    });
    const over = new Promise<unknown>((resolve) => {
      client.on('error', resolve).on('end', () => resolve(undefined));
      giveUp = () => resolve(undefined);
    });
    try {
      // A server that does not answer holds up no end.
      await Promise.race([client.connect(), over]);
      if (closing.signal.aborted) return;
      client.on('notification', ({ payload = '' }) => onMessage(payload));
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
      watch?.answered();
      onConnect();
      const error = await over;
      if (error) throw error;
    } finally {
      // Not waited for: a server that is gone says no good-bye.
      client.end().catch(() => {});
    }
  }

  async function hearAlways(): Promise<void> {
    while (!closing.signal.aborted) {
      await hear().catch((error: unknown) => {
        if (tls?.otherwise !== undefined && isRefusedForTls(error)) ssl = tls.otherwise;
        else watch?.failed(asDatabaseFault(error) ?? error);
      });
      await delay(PAUSE_MS, undefined, { signal: closing.signal }).catch(() => {});
    }
  }

  const hearing = hearAlways();
  return {
    renew: () => giveUp(),
    async close() {
      closing.abort();
      giveUp();
      await hearing;
    },
  };
}
