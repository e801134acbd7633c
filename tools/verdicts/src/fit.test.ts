import { expect, test } from 'vitest';
import { type Example, fitWeights } from './fit.ts';

/** `covered` tells the faulty ones, `sharp` says nothing about them. */
const examples: Example[] = Array.from({ length: 40 }, (_, at) => {
  const fine = at % 2 === 0;
  return { tag: `order-${at % 8}`, fine, parts: { covered: fine ? 1 : 0.8, sharp: at % 3 === 0 ? 0.5 : 1, whole: 1 } };
});

test('a part that tells faulty pictures weighs more than one that does not, and one that never differs keeps its weight', () => {
  const { weights, auc, aucElsewhere, aucUnweighted } = fitWeights(examples);
  expect(weights.covered).toBeGreaterThan(2);
  expect(weights.sharp).toBeLessThan(0.5);
  expect(weights.whole).toBe(1);
  expect(auc).toBe(1);
  expect(aucElsewhere).toBeGreaterThan(0.95);
  expect(aucUnweighted).toBeLessThan(0.85);
});
