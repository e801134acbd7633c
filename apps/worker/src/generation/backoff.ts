const LONGEST_SECONDS = 60;

/**
 * How long after its so-manieth attempt a generation is tried again: 1 to 2 seconds, 2 to 4, 4 to 8 ... a minute at most.
 * Half of it is left to chance, so that what broke together does not come back together.
 */
export function backoffSeconds(attempt: number, chance = Math.random()): number {
  const most = Math.min(2 ** attempt, LONGEST_SECONDS);
  return (most * (1 + chance)) / 2;
}
