/** Faults of one lane never overlap, because they break and mend the same thing. */
export type Lane = 'worker' | 'api' | 'freeze' | 'queue' | 'database' | 'storage';

interface Breakage {
  readonly lane: Lane;
  /** How often a minute at intensity 1. */
  readonly perMinute: number;
  /** The ways in which it is broken, dealt evenly. */
  readonly ways: readonly string[];
  /** Seconds from the fault to its mending, where it lasts at all. */
  readonly seconds: readonly [number, number];
}

/**
 * Everything that is broken on purpose. The rates are those of the target: 1,000 kills come with 200 freezes and 20
 * each of flushes, PostgreSQL restarts and storage outages.
 */
export const FAULTS = {
  /** SIGKILL: mostly of the worker that has been at work longest, now and then of one that may be starting. */
  kill: { lane: 'worker', perMinute: 18, ways: [...Array(7).fill('at work'), 'anywhere'], seconds: [0, 0] },
  /** SIGTERM of a worker, as in a rolling restart. */
  drain: { lane: 'worker', perMinute: 1, ways: ['SIGTERM'], seconds: [0, 0] },
  /** SIGKILL of the API. */
  'kill-api': { lane: 'api', perMinute: 2, ways: ['SIGKILL'], seconds: [0, 0] },
  /** SIGSTOP of a worker for longer than its lease, or until another one is at what it was at; then SIGCONT. */
  freeze: { lane: 'freeze', perMinute: 4, ways: ['for a time', 'beside'], seconds: [4, 8] },
  /** Every job gone, and the schedule of the sweep with them. */
  flush: { lane: 'queue', perMinute: 0.5, ways: ['FLUSHALL'], seconds: [0, 0] },
  /** The queue's server; on the PostgreSQL backend it is the database's. */
  queue: { lane: 'queue', perMinute: 0.6, ways: ['kill', 'restart', 'lose', 'cut', 'stall'], seconds: [1, 4] },
  /** PostgreSQL ends: in good order, at once without a checkpoint, or by SIGKILL; then it is started again. */
  postgres: { lane: 'database', perMinute: 0.5, ways: ['fast', 'immediate', 'kill'], seconds: [0.2, 3] },
  /** The way to PostgreSQL: connections break, or nothing comes through, or everything comes late. */
  database: { lane: 'database', perMinute: 0.5, ways: ['cut', 'stall', 'slow'], seconds: [1, 4] },
  /**
   * Object storage that refuses connections, never answers, answers late, answers 500 (to every second request after
   * doing what it asked), breaks off in the middle of a body, or does what was asked seconds after the client gave up.
   */
  storage: {
    lane: 'storage',
    perMinute: 0.8,
    ways: ['cut', 'stall', 'slow', 'errors', 'halves', 'late'],
    seconds: [1, 5],
  },
} as const satisfies Record<string, Breakage>;

export type FaultKind = keyof typeof FAULTS;
export const FAULT_KINDS = Object.keys(FAULTS) as FaultKind[];
