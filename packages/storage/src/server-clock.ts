import type { IncomingMessage } from 'node:http';

/** The storage's clock, by which objects are dated and addresses expire. */
export interface ServerClock {
  /** To a second; this machine's time until the storage has answered for the first time. */
  now(): Date;
  read(response: IncomingMessage): void;
}

/** Reads the time that every answer carries; in between, it goes on by a clock that nobody can set. */
export function openServerClock(): ServerClock {
  let startedAt: number | undefined;
  return {
    now: () => new Date(startedAt === undefined ? Date.now() : startedAt + performance.now()),
    read({ headers: { date = '' } }) {
      const time = Date.parse(date);
      if (!Number.isNaN(time)) startedAt = time - performance.now();
    },
  };
}
