/** One threshold of the score: what counts as good from there on. */
export interface RocPoint {
  /** The share of faulty pictures that reach it. */
  readonly faulty: number;
  /** The share of publishable pictures that reach it. */
  readonly publishable: number;
}

/**
 * The probability that a good one scores higher than a bad one, equals counting half: the area under the curve of
 * receiver operating characteristics (Mann and Whitney's U over the number of pairs). Undefined without both.
 */
export function areaUnderRoc(good: readonly number[], bad: readonly number[]): number | undefined {
  if (good.length === 0 || bad.length === 0) return undefined;
  let won = 0;
  for (const high of good) for (const low of bad) won += high > low ? 1 : high === low ? 0.5 : 0;
  return won / (good.length * bad.length);
}

/**
 * Between which values the area most likely lies in truth, at 95 %, by Hanley and McNeil's standard error (Radiology
 * 143, 1982). Pictures of one order resemble each other, so the truth may be a little wider.
 */
export function intervalOf(auc: number, good: number, bad: number): readonly [number, number] {
  const bothGood = auc / (2 - auc);
  const bothBad = (2 * auc ** 2) / (1 + auc);
  const variance = auc * (1 - auc) + (good - 1) * (bothGood - auc ** 2) + (bad - 1) * (bothBad - auc ** 2);
  const margin = 1.96 * Math.sqrt(Math.max(0, variance) / (good * bad));
  return [Math.max(0, auc - margin), Math.min(1, auc + margin)];
}

/** The curve, from no picture taken to all of them: a point for each score that occurs. Empty without both kinds. */
export function rocCurve(good: readonly number[], bad: readonly number[]): RocPoint[] {
  if (good.length === 0 || bad.length === 0) return [];
  const reached = (scores: readonly number[], least: number) =>
    scores.filter((score) => score >= least).length / scores.length;
  const thresholds = [...new Set([...good, ...bad])].sort((a, b) => b - a);
  const curve = thresholds.map((least) => ({ faulty: reached(bad, least), publishable: reached(good, least) }));
  return [{ faulty: 0, publishable: 0 }, ...curve];
}
