import { setTimeout as delay } from 'node:timers/promises';
import { type Db, DONE, EVENT_CHANNEL, listen, newId, newsOfKeys, notify } from '@proofsheet/database';
import type { OutageWatch } from '@proofsheet/domain';
import type { FastifyBaseLogger } from 'fastify';
import { type Arrivals, openArrivals } from './arrivals.ts';
import { type Follower, type Following, openFollowers } from './followers.ts';

/** Wakes the requests of this process that wait: for events, or for one thing that a worker makes. */
export interface Feed extends Arrivals {
  follow(following: Following): Follower;
  /** How many follow just now. */
  readonly following: number;
  /** Ends all that follow, and whoever comes later at once. */
  close(): Promise<void>;
}

export interface FeedOptions {
  readonly db: Db;
  /** Where notifications are heard: past a pooler of transactions, which passes none on. */
  readonly url: string;
  readonly log: FastifyBaseLogger;
  readonly watch?: OutageWatch | undefined;
}

/** How long between two looks, and how long an echo may take. */
const LOOK_MS = 5_000;
const ECHO_MS = 1_000;
/** How often a connection that hears nothing is made anew. */
const RENEW_MS = 60_000;

/**
 * One connection of the process hears what commits tell (`LISTEN`), and wakes who waits for it. One query every few
 * seconds, for all who wait together, stands behind it: it ends those whose keys were revoked, finds what was not heard
 * while the connection was away, and sends an echo that proves the connection hears. Where it hears nothing, as through
 * a pooler of transactions, the query alone serves, every second.
 */
export function openFeed({ db, url, log, watch }: FeedOptions): Feed {
  const followers = openFollowers();
  const arrivals = openArrivals();
  const closing = new AbortController();
  const echo = `echo ${newId()}`;
  let echoedAt = Number.NEGATIVE_INFINITY;
  let renewedAt = performance.now();
  let deaf = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  /** Messages may have been missed since the last look began. */
  let missed = false;

  const listener = listen({
    url,
    channel: EVENT_CHANNEL,
    watch,
    onMessage(message) {
      if (message === echo) echoedAt = performance.now();
      else if (message.startsWith(DONE)) arrivals.heard(message.slice(DONE.length));
      else if (!message.startsWith('echo ')) followers.heard(message);
    },
    onConnect() {
      renewedAt = performance.now();
      missed = true;
      lookAfter(0);
    },
  });

  /** Where nobody follows, nothing is asked. */
  function lookAfter(milliseconds: number): void {
    clearTimeout(timer);
    timer = undefined;
    if (closing.signal.aborted || looking || followers.followedKeys().length === 0) return;
    timer = setTimeout(() => {
      looking = look().finally(() => {
        looking = undefined;
        lookAfter(deaf || missed ? 0 : LOOK_MS);
      });
    }, milliseconds).unref();
  }

  async function look(): Promise<void> {
    missed = false;
    const keys = followers.followedKeys();
    const askedAt = performance.now();
    try {
      followers.looked(keys, await newsOfKeys(db, keys));
      await notify(db, echo);
    } catch (err) {
      // The pool logs an outage. Keys count as good until the database answers again.
      log.debug({ err }, 'events not looked at');
    }
    await delay(ECHO_MS, undefined, { signal: closing.signal, ref: false }).catch(() => {});
    judge(echoedAt >= askedAt);
  }

  function judge(hears: boolean): void {
    if (closing.signal.aborted) return;
    if (hears === deaf) {
      deaf = !hears;
      if (deaf) log.warn({}, 'no notifications of events are heard: they are asked for every second');
      else log.info({}, 'notifications of events are heard again');
    }
    if (!deaf || performance.now() - renewedAt < RENEW_MS) return;
    renewedAt = performance.now();
    listener.renew();
  }

  return {
    until: arrivals.until,
    follow(following) {
      const follower = followers.follow(following);
      if (closing.signal.aborted) follower.leave();
      else if (timer === undefined) lookAfter(0);
      return follower;
    },
    get following() {
      return followers.count();
    },
    async close() {
      closing.abort();
      clearTimeout(timer);
      followers.endAll();
      arrivals.close();
      await Promise.all([listener.close(), looking]);
    },
  };
}
