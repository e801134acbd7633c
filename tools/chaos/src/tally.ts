/** Counts of a run, by name. */
export interface Tally {
  add(name: string, by?: number): void;
  of(name: string): number;
}

export function newTally(): Tally {
  const counts = new Map<string, number>();
  return {
    add: (name, by = 1) => void counts.set(name, (counts.get(name) ?? 0) + by),
    of: (name) => counts.get(name) ?? 0,
  };
}
