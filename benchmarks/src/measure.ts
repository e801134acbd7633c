/** What one run of something cost. CPU counts every thread of this process, so libvips and Takumi are in it. */
export interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
}

async function costOf(run: () => Promise<unknown>): Promise<Cost> {
  const cpuBefore = process.cpuUsage();
  const wallBefore = performance.now();
  await run();
  const wallMs = performance.now() - wallBefore;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wallMs, cpuMs: (user + system) / 1_000 };
}

/**
 * Runs the candidates in turn, round after round, so that a machine whose speed drifts slows all of them alike.
 * Each gets one uncounted round first. Answers every candidate's median cost.
 */
export async function compare<Name extends string>(
  candidates: Record<Name, () => Promise<unknown>>,
  rounds: number,
): Promise<Record<Name, Cost>> {
  const names = Object.keys(candidates) as Name[];
  const costs = Object.fromEntries(names.map((name) => [name, [] as Cost[]])) as Record<Name, Cost[]>;
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const cost = await costOf(candidates[name]);
      if (round > 0) costs[name].push(cost);
    }
  }
  return Object.fromEntries(names.map((name) => [name, medianCost(costs[name])])) as Record<Name, Cost>;
}

function medianCost(costs: readonly Cost[]): Cost {
  return {
    wallMs: quantile(
      costs.map((cost) => cost.wallMs),
      0.5,
    ),
    cpuMs: quantile(
      costs.map((cost) => cost.cpuMs),
      0.5,
    ),
  };
}

/** The value below which the given share of the sample lies. */
export function quantile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (value === undefined) throw new Error('a quantile needs at least one value');
  return value;
}
