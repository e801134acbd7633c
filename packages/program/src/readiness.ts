import { type Dependency, Fault, type OutageReason } from '@proofsheet/domain';

/** How one dependency is asked. `ping` throws a Fault with its reason. */
export interface Probe {
  ping(): Promise<void>;
  /** Without it the program cannot do its work; without the others only a part of it, or later. */
  readonly needed: boolean;
}

export interface DependencyState {
  readonly ok: boolean;
  readonly needed: boolean;
  readonly milliseconds: number;
  readonly reason?: OutageReason;
  readonly detail?: string;
}

/** When maintenance last ended, by the database's clock. */
export interface LastSweep {
  readonly endedAt: Date | null;
  readonly secondsAgo: number | null;
  readonly late: boolean;
}

export const READINESS_STATUSES = ['ok', 'degraded', 'unavailable', 'stopping'] as const;

export interface ReadinessReport<Name extends Dependency> {
  /** `ok` and `degraded` are ready: what is needed is there. */
  readonly status: (typeof READINESS_STATUSES)[number];
  readonly ready: boolean;
  readonly dependencies: Record<Name, DependencyState>;
  readonly lastSweep: LastSweep | null;
}

export interface Readiness<Name extends Dependency = Dependency> {
  report(): Promise<ReadinessReport<Name>>;
  /** From now on the program is not ready, whatever its dependencies say. */
  stop(): void;
  readonly stopping: boolean;
}

/** A dependency that has not answered by then counts as down. */
const PATIENCE_MS = 3000;
/** For how long a report is given to those who ask after it was made. */
const KEPT_MS = 1000;

/** Any number of askers cost one question a second: those that come meanwhile share the report. */
export function openReadiness<Name extends Dependency>(
  probes: Record<Name, Probe>,
  lastSweep: () => Promise<LastSweep | undefined>,
): Readiness<Name> {
  const ask = shared(async () => {
    const names = Object.keys(probes) as Name[];
    const asked = names.map(async (name) => [name, await stateOf(probes[name])] as const);
    const sweep = patiently(lastSweep()).catch(() => undefined);
    const dependencies = Object.fromEntries(await Promise.all(asked)) as Record<Name, DependencyState>;
    return { dependencies, lastSweep: (await sweep) ?? null };
  });
  let stopping = false;
  return {
    async report() {
      const { dependencies, lastSweep } = await ask();
      const states = Object.values<DependencyState>(dependencies);
      const down = states.some(({ ok, needed }) => needed && !ok);
      const all = states.every(({ ok }) => ok);
      const status = stopping ? 'stopping' : down ? 'unavailable' : all ? 'ok' : 'degraded';
      return { status, ready: !stopping && !down, dependencies, lastSweep };
    },
    stop() {
      stopping = true;
    },
    get stopping() {
      return stopping;
    },
  };
}

async function stateOf({ ping, needed }: Probe): Promise<DependencyState> {
  const started = performance.now();
  const fault = await patiently(ping()).then(() => undefined, Fault.from);
  const milliseconds = Math.round((performance.now() - started) * 10) / 10;
  if (fault === undefined) return { ok: true, needed, milliseconds };
  return { ok: false, needed, milliseconds, reason: fault.reason ?? 'other', detail: fault.message };
}

async function patiently<T>(work: Promise<T>): Promise<T> {
  const { promise: overdue, reject } = Promise.withResolvers<never>();
  const message = `No answer within ${PATIENCE_MS / 1000} seconds.`;
  const timer = setTimeout(
    () => reject(new Fault('dependency_unavailable', message, { reason: 'timeout' })),
    PATIENCE_MS,
  );
  return Promise.race([work, overdue]).finally(() => clearTimeout(timer));
}

function shared<T>(work: () => Promise<T>): () => Promise<T> {
  let last: Promise<T> | undefined;
  let endedAt = Number.NEGATIVE_INFINITY;
  let running = false;
  return () => {
    if (last && (running || performance.now() - endedAt < KEPT_MS)) return last;
    running = true;
    last = work().finally(() => {
      running = false;
      endedAt = performance.now();
    });
    return last;
  };
}
