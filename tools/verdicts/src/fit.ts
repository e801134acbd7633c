import { areaUnderRoc } from '@proofsheet/verdicts';

/** A judged picture: the parts of its score, 0 to 1, whether it can be published, and the order that it belongs to. */
export interface Example {
  readonly tag: string;
  readonly parts: Readonly<Record<string, number>>;
  readonly fine: boolean;
}

export interface Fit {
  /** The exponent of each part, by which the score is their product. */
  readonly weights: Readonly<Record<string, number>>;
  /** The area under the curve with these weights, on the examples that they were fitted on. */
  readonly auc: number | undefined;
  /** The same where each order is scored by weights fitted on all others. */
  readonly aucElsewhere: number | undefined;
  /** The same with all weights 1. */
  readonly aucUnweighted: number | undefined;
}

/**
 * Fits the weights of the score's parts: a logistic regression of "can be published" on the logarithms of the parts, with
 * weights from 0 to 3 that are drawn towards 1, so that a part of which the examples say little keeps its place.
 */
export function fitWeights(examples: readonly Example[]): Fit {
  const weights = regress(examples);
  const elsewhere = [...Map.groupBy(examples, ({ tag }) => tag)].flatMap(([tag, held]) => {
    const others = regress(examples.filter((one) => one.tag !== tag));
    return held.map((one) => ({ ...one, score: weighted(one.parts, others) }));
  });
  const everyPart = Object.fromEntries(Object.keys(weights).map((name) => [name, 1]));
  return {
    weights,
    auc: aucOf(examples.map((one) => ({ ...one, score: weighted(one.parts, weights) }))),
    aucElsewhere: aucOf(elsewhere),
    aucUnweighted: aucOf(examples.map((one) => ({ ...one, score: weighted(one.parts, everyPart) }))),
  };
}

function aucOf(scored: readonly { fine: boolean; score: number }[]): number | undefined {
  const scores = (fine: boolean) => scored.filter((one) => one.fine === fine).map(({ score }) => score);
  return areaUnderRoc(scores(true), scores(false));
}

function weighted(parts: Example['parts'], weights: Fit['weights']): number {
  return Math.exp(-Object.entries(weights).reduce((sum, [name, weight]) => sum + weight * lossOf(parts[name]), 0));
}

/** Parts below this are as bad as they get. */
const LEAST = 0.05;

function lossOf(part = 1): number {
  return -Math.log(Math.max(LEAST, part));
}

const MOST_WEIGHT = 3;
const TOWARDS_ONE = 0.01;
const ROUNDS = 800;
const RATE = 2;

/** Projected gradient descent: the problem is convex and small. */
function regress(examples: readonly Example[]): Record<string, number> {
  const names = [...new Set(examples.flatMap(({ parts }) => Object.keys(parts)))];
  const rows = examples.map(({ parts, fine }) => ({
    losses: Float64Array.from(names, (name) => lossOf(parts[name])),
    fine,
  }));
  const weights = new Float64Array(names.length).fill(1);
  let bias = 1;
  for (let round = 0; round < ROUNDS; round++) {
    const slopes = weights.map((weight) => TOWARDS_ONE * (weight - 1));
    let slope = 0;
    for (const { losses, fine } of rows) {
      let reach = bias;
      for (let at = 0; at < losses.length; at++) reach -= (losses[at] as number) * (weights[at] as number);
      const wrong = (1 / (1 + Math.exp(-reach)) - (fine ? 1 : 0)) / rows.length;
      slope += wrong;
      for (let at = 0; at < losses.length; at++) slopes[at] = (slopes[at] as number) - wrong * (losses[at] as number);
    }
    bias -= RATE * slope;
    for (const [at, by] of slopes.entries())
      weights[at] = Math.min(MOST_WEIGHT, Math.max(0, (weights[at] as number) - RATE * by));
  }
  return Object.fromEntries(names.map((name, at) => [name, Math.round((weights[at] as number) * 100) / 100]));
}
