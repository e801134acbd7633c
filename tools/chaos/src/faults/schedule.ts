import { type Random, randomFrom } from '../random.ts';
import { FAULT_KINDS, FAULTS, type FaultKind, type Lane } from './catalog.ts';

export interface Fault {
  readonly kind: FaultKind;
  /** One of the ways of its kind. */
  readonly way: string;
  /** Milliseconds from the beginning of the run. */
  readonly at: number;
  /** Milliseconds until it is over. */
  readonly lasts: number;
  /** The worker that it hits, where it hits one. */
  readonly worker: number;
}

export interface ScheduleOptions {
  readonly seed: number;
  readonly minutes: number;
  readonly workers: number;
  /** Multiplies all rates. */
  readonly intensity: number;
  /** Faults per minute, where they differ from the catalog; 0 for none. */
  readonly rates: Partial<Record<FaultKind, number>>;
  /** How many seconds outages last, where not as long as in the catalog. */
  readonly hold?: number | undefined;
}

/** No faults at first, so that work is under way when the first one strikes. */
const QUIET_MS = 2_000;
/** A fault lasts at most this share of its slot. */
const MOST_OF_A_SLOT = 0.6;
/** What `hold` makes last. A worker that is frozen for minutes is one that was killed. */
const HELD_LANES: readonly Lane[] = ['queue', 'database', 'storage', 'clock'];

/**
 * Which faults strike when: the same for the same options, with at least one of every kind whose rate is not 0. The
 * time is cut into as many slots as a lane has faults, and each fault strikes at a random moment of its slot.
 */
export function scheduleOf(options: ScheduleOptions): Fault[] {
  const random = randomFrom(options.seed);
  const lanes = Map.groupBy(FAULT_KINDS, (kind) => FAULTS[kind].lane);
  const faults = [...lanes.keys()].flatMap((lane: Lane) =>
    spread(
      random,
      (lanes.get(lane) ?? []).flatMap((kind) => dealt(random, kind, options)),
      options,
    ),
  );
  return faults.sort((one, other) => one.at - other.at);
}

type Dealt = Pick<Fault, 'kind' | 'way' | 'worker'>;

/** As many faults of a kind as its rate says; its ways take turns. */
function dealt(random: Random, kind: FaultKind, options: ScheduleOptions): Dealt[] {
  const { minutes, workers, intensity, rates } = options;
  const perMinute = rates[kind] ?? FAULTS[kind].perMinute * intensity;
  if (perMinute <= 0) return [];
  const count = Math.max(1, Math.min(Math.round(perMinute * minutes), mostHeld(kind, options)));
  const ways = random.shuffled(FAULTS[kind].ways);
  return Array.from({ length: count }, (_, index) => ({
    kind,
    way: ways[index % ways.length] ?? '',
    worker: random.int(0, workers - 1),
  }));
}

/** How many faults of a kind have room in its lane when each outage is held for so long. */
function mostHeld(kind: FaultKind, { minutes, hold }: ScheduleOptions): number {
  const { lane } = FAULTS[kind];
  if (hold === undefined || !HELD_LANES.includes(lane)) return Number.POSITIVE_INFINITY;
  const kinds = FAULT_KINDS.filter((other) => FAULTS[other].lane === lane).length;
  return Math.floor((minutes * 60 * MOST_OF_A_SLOT) / hold / kinds);
}

function spread(random: Random, faults: readonly Dealt[], { minutes, hold }: ScheduleOptions): Fault[] {
  const whole = minutes * 60_000 - QUIET_MS;
  const slot = whole / faults.length;
  return random.shuffled(faults).map((fault, index) => {
    const { seconds, lane } = FAULTS[fault.kind];
    const [least, most] = hold !== undefined && HELD_LANES.includes(lane) ? [hold, hold] : seconds;
    const lasts = Math.min(random.between(least, most) * 1000, slot * MOST_OF_A_SLOT);
    const at = QUIET_MS + index * slot + random.between(0, slot - lasts);
    return { ...fault, at: Math.round(at), lasts: Math.round(lasts) };
  });
}
