const MINUTE = 60;
const HOUR = 3600;

/** How long after each failed attempt the next one comes: ten attempts in a little over three days. */
const RETRY_SECONDS = [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
const LONGEST_WAIT_SECONDS = 24 * HOUR;
/** So that what failed together does not come back together. */
const JITTER = 0.2;

/** When to try again after so many attempts, or undefined when that was the last one. */
export function secondsUntilRetry(
  tries: number,
  retryAfterSeconds: number | undefined,
  chance = Math.random(),
): number | undefined {
  const planned = RETRY_SECONDS[tries - 1];
  if (planned === undefined) return undefined;
  const asked = Math.min(retryAfterSeconds ?? 0, LONGEST_WAIT_SECONDS);
  return Math.max(planned, asked) * (1 + JITTER * chance);
}
