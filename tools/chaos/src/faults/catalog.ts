/** Faults of one lane never overlap, because they break and restore the same thing. */
export type Lane = 'worker' | 'api' | 'freeze' | 'queue' | 'database' | 'storage' | 'clock';

interface Breakage {
  readonly lane: Lane;
  /** Faults per minute at intensity 1. */
  readonly perMinute: number;
  /** How it is broken; each way comes equally often. */
  readonly ways: readonly string[];
  /** How many seconds it lasts; 0 for a fault that is over at once. */
  readonly seconds: readonly [number, number];
}

/**
 * Everything that is broken on purpose. The rates keep the proportions of the target: 1,000 kills, 200 freezes, and 20
 * each of flushes, PostgreSQL restarts and storage outages.
 */
export const FAULTS = {
  /** SIGKILL: mostly of the worker that has been busy longest, sometimes of one that may be starting. */
  kill: { lane: 'worker', perMinute: 18, ways: [...Array(7).fill('busy'), 'anywhere'], seconds: [0, 0] },
  /** SIGTERM of a worker, as in a rolling restart. */
  drain: { lane: 'worker', perMinute: 1, ways: ['SIGTERM'], seconds: [0, 0] },
  /** SIGKILL of the API. */
  'kill-api': { lane: 'api', perMinute: 2, ways: ['SIGKILL'], seconds: [0, 0] },
  /** SIGSTOP of a worker for longer than its lease, or until another one works on its generation; then SIGCONT. */
  freeze: { lane: 'freeze', perMinute: 4, ways: ['for a time', 'beside'], seconds: [4, 8] },
  /** Loses all jobs, and the schedule of the sweep with them. */
  flush: { lane: 'queue', perMinute: 0.5, ways: ['FLUSHALL'], seconds: [0, 0] },
  /** The server of the queue; on the PostgreSQL backend that is the database. */
  queue: { lane: 'queue', perMinute: 0.6, ways: ['kill', 'restart', 'lose', 'cut', 'stall'], seconds: [1, 4] },
  /** PostgreSQL ends: in good order, at once without a checkpoint, or by SIGKILL; then it is started again. */
  postgres: { lane: 'database', perMinute: 0.5, ways: ['fast', 'immediate', 'kill'], seconds: [0.2, 3] },
  /**
   * The network to PostgreSQL: connections break, break exactly at a COMMIT (before or after it is done), nothing
   * passes, or everything arrives late.
   */
  database: { lane: 'database', perMinute: 0.8, ways: ['cut', 'commit', 'stall', 'slow'], seconds: [1, 4] },
  /**
   * Object storage that refuses connections, never answers, answers late, answers 500 (having done every second request
   * nevertheless), breaks off in the middle of a body, or does the request seconds after the client gave up.
   */
  storage: {
    lane: 'storage',
    perMinute: 0.8,
    ways: ['cut', 'stall', 'slow', 'errors', 'halves', 'late'],
    seconds: [1, 5],
  },
  /** The clock of one worker is ten minutes ahead or behind for a time, while the worker runs. */
  clock: { lane: 'clock', perMinute: 0.5, ways: ['ahead', 'behind'], seconds: [10, 30] },
} as const satisfies Record<string, Breakage>;

export type FaultKind = keyof typeof FAULTS;
export const FAULT_KINDS = Object.keys(FAULTS) as FaultKind[];
