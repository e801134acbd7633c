import { setTimeout as delay } from 'node:timers/promises';
import { type Random, randomFrom } from '../random.ts';
import { type Customer, type CustomerTools, customer } from './customer.ts';
import { ordersOf } from './orders.ts';
import { actRudely } from './rude-client.ts';

export interface TrafficOptions extends CustomerTools {
  readonly seed: number;
  readonly api: string;
  readonly keys: readonly string[];
  /** Orders per second of all users together, as long as the system keeps up. */
  readonly rate: number;
  /** Unfinished generations, as far as known; above MOST_UNFINISHED the users wait. */
  readonly unfinished: () => number;
}

/** Enough to keep every worker busy, and few enough that all are finished soon after the last fault. */
const MOST_UNFINISHED = 40;
const PACE_STREAM = 1;

export interface Traffic {
  start(): void;
  /** Stops new orders; resolves when the placed ones have had their answers, cancellations and replays. */
  stop(): Promise<void>;
}

/**
 * Several users who order at a steady rate from `start` on. Each has uploaded its shared images before this resolves.
 */
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
      const over = AbortSignal.any([tools.over, stopping.signal]);
      users.push(...keys.map((apiKey, user) => actRudely(api, apiKey, seed, user, { ...tools, over })));
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
