import { setTimeout as delay } from 'node:timers/promises';
import { type Random, randomFrom } from '../random.ts';
import { type Customer, type CustomerTools, customer } from './customer.ts';
import { ordersOf } from './orders.ts';

export interface TrafficOptions extends CustomerTools {
  readonly seed: number;
  readonly api: string;
  readonly keys: readonly string[];
  /** Orders a second of all users together, as far as the system keeps up. */
  readonly rate: number;
  /** As far as is known; beyond MOST_UNFINISHED nobody orders more. */
  readonly unfinished: () => number;
}

/** Enough that every worker is always at work, and few enough that all are finished soon after the last fault. */
const MOST_UNFINISHED = 40;
const PACE_STREAM = 1;

export interface Traffic {
  start(): void;
  /** No new orders; resolves when those that were placed have had their answers, cancellations and replays. */
  stop(): Promise<void>;
}

/** Several users who order at a steady rate from its start on. Each has uploaded its stock of images by then. */
export async function openTraffic({ seed, api, keys, rate, unfinished, ...tools }: TrafficOptions): Promise<Traffic> {
  const stopping = new AbortController();
  const placed = new Set<Promise<void>>();
  const pace = randomFrom(seed, PACE_STREAM);
  const customers = keys.map((apiKey, user) => customer(api, apiKey, user, tools));
  await Promise.all(customers.map(({ stockUp }) => stockUp()));

  async function keepOrdering({ place }: Customer, user: number): Promise<void> {
    for (const order of ordersOf(seed, user)) {
      await pause(pace, keys.length / rate, stopping.signal);
      while (unfinished() > MOST_UNFINISHED && !stopping.signal.aborted) await delay(200);
      if (stopping.signal.aborted) return;
      const placing = place(order).catch((error: unknown) => {
        if (!tools.over.aborted) throw error;
      });
      placed.add(placing);
      void placing.finally(() => placed.delete(placing));
    }
  }
  let users: Promise<void>[] = [];
  return {
    start() {
      users = customers.map(keepOrdering);
    },
    async stop() {
      stopping.abort();
      await Promise.all(users);
      while (placed.size > 0) await Promise.all(placed);
    },
  };
}

async function pause(pace: Random, meanSeconds: number, signal: AbortSignal): Promise<void> {
  await delay(pace.between(0.3, 1.7) * meanSeconds * 1000, undefined, { signal }).catch(() => {});
}
