import model from './japanese.json' with { type: 'json' };

/** Weights of the characters around a place, by feature: `UW3` is the character before it, `BW2` those on both sides. */
const WEIGHTS = new Map(
  Object.entries(model as Record<string, Record<string, number>>).map(([feature, weights]) => [
    feature,
    new Map(Object.entries(weights)),
  ]),
);

/** What each feature looks at, from and to, counted from the place. */
const FEATURES: readonly (readonly [name: string, from: number, to: number])[] = [
  ['UW1', -3, -2],
  ['UW2', -2, -1],
  ['UW3', -1, 0],
  ['UW4', 0, 1],
  ['UW5', 1, 2],
  ['UW6', 2, 3],
  ['BW1', -2, 0],
  ['BW2', -1, 1],
  ['BW3', 0, 2],
  ['TW1', -3, 0],
  ['TW2', -2, 1],
  ['TW3', -1, 2],
  ['TW4', 0, 3],
];

const BASE = -0.5 * [...WEIGHTS.values()].flatMap((of) => [...of.values()]).reduce((sum, weight) => sum + weight, 0);

/**
 * Where the phrases of a Japanese text begin, as indices into it: a word with the particles and endings that follow it. By
 * the model of BudouX, a sum of weights for each place.
 */
export function phraseStarts(text: string): ReadonlySet<number> {
  const starts = new Set<number>();
  for (let place = 1; place < text.length; place++) {
    const score = FEATURES.reduce((sum, [name, from, to]) => {
      const around = text.slice(Math.max(0, place + from), Math.max(0, place + to));
      return sum + (WEIGHTS.get(name)?.get(around) ?? 0);
    }, BASE);
    if (score > 0) starts.add(place);
  }
  return starts;
}
