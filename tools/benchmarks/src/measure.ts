import { readdirSync, readFileSync } from 'node:fs';

/** The cost of one run. CPU time counts all threads of this process, those of libvips and Takumi included. */
export interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** The median cost of a candidate, and the cost of each of its rounds. */
export interface Costs extends Cost {
  readonly rounds: readonly Cost[];
}

/** A clock of CPU time, in milliseconds. */
export type CpuClock = () => number;

const ownCpu: CpuClock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** Linux counts the time of other processes in hundredths of a second. */
const TICK_MS = 10;

/** Counts this process and all its descendants, for candidates that work in child processes. */
export const cpuWithChildren: CpuClock = () => {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(statOf);
  const family = new Set([process.pid]);
  // Process numbers wrap around, so a child may be listed before its parent.
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const { pid, parent } of stats) if (family.has(parent)) family.add(pid);
  }
  family.delete(process.pid);
  return stats.reduce((sum, { pid, ticks }) => sum + (family.has(pid) ? ticks * TICK_MS : 0), ownCpu());
};

/** Empty for a process that has ended meanwhile. The process name, in brackets, may hold any character. */
function statOf(pid: string): { pid: number; parent: number; ticks: number }[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [{ pid: Number(pid), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }];
  } catch {
    return [];
  }
}

async function costOf(run: () => Promise<unknown>, cpu: CpuClock): Promise<Cost> {
  const cpuBefore = cpu();
  const wallBefore = performance.now();
  await run();
  return { wallMs: performance.now() - wallBefore, cpuMs: cpu() - cpuBefore };
}

interface CompareOptions<Name extends string> {
  readonly rounds: number;
  /** Rounds before those, which do not count: by then V8 has optimised the hot code, as in a worker. */
  readonly warmUp?: number;
  /** Another clock, for candidates that work in child processes. */
  readonly clocks?: Partial<Record<Name, CpuClock>>;
}

/** Runs the candidates in turn, round after round, so that a machine whose speed drifts slows all of them alike. */
export async function compare<Name extends string>(
  candidates: Record<Name, () => Promise<unknown>>,
  { rounds, warmUp = 1, clocks = {} }: CompareOptions<Name>,
): Promise<Record<Name, Costs>> {
  const names = Object.keys(candidates) as Name[];
  const costs = Object.fromEntries(names.map((name) => [name, [] as Cost[]])) as Record<Name, Cost[]>;
  for (let round = -warmUp; round < rounds; round++) {
    for (const name of names) {
      const cost = await costOf(candidates[name], clocks[name] ?? ownCpu);
      if (round >= 0) costs[name].push(cost);
    }
  }
  return Object.fromEntries(names.map((name) => [name, medianOf(costs[name])])) as Record<Name, Costs>;
}

function medianOf(rounds: readonly Cost[]): Costs {
  const median = (of: keyof Cost) =>
    quantile(
      rounds.map((cost) => cost[of]),
      0.5,
    );
  return { rounds, wallMs: median('wallMs'), cpuMs: median('cpuMs') };
}

/** CPU time of one candidate divided by another's: the median over the rounds, in each of which both ran. */
export function cpuRatio(one: Costs, other: Costs): number {
  const ratios = one.rounds.map(({ cpuMs }, round) => cpuMs / (other.rounds[round] as Cost).cpuMs);
  return quantile(ratios, 0.5);
}

/** The value below which the given share of the sample lies. */
export function quantile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (value === undefined) throw new Error('a quantile needs at least one value');
  return value;
}
