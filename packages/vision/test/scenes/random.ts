/** Seeded: the same seed gives the same scenes for ever (mulberry32). */
export interface Random {
  /** At least `low`, less than `high`. */
  between(low: number, high: number): number;
  chance(share: number): boolean;
  pick<T>(choices: readonly T[]): T;
  /** Mean 0, deviation 1. */
  normal(): number;
}

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  for (let n = 0; n < 4; n += 1) next();
  return {
    between: (low, high) => low + next() * (high - low),
    chance: (share) => next() < share,
    pick: (choices) => choices[Math.floor(next() * choices.length)] as (typeof choices)[number],
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}
