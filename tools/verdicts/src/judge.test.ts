import { expect, test } from 'vitest';
import { areaUnderRoc, judge } from './judge.ts';
import type { Made } from './render-orders.ts';
import type { Verdict } from './verdicts.ts';

const picture = (tag: string, variant: number, score: number, codes: readonly 'image_upscaled'[] = []): Made => ({
  ...{ tag, variant, format: 'meta-square' },
  picture: {
    ...{ file: 'a.jpg', sha256: `${tag}-${variant}`, template: 'hero', score, parts: {} },
    findings: codes.map((code) => ({ code, severity: 'warning', value: 2 })),
  },
});
const verdicts = (said: Record<string, Verdict['verdict']>): ReadonlyMap<string, Verdict> =>
  new Map(Object.entries(said).map(([sha256, verdict]) => [sha256, { tag: 'any', sha256, verdict }]));

test('the area under the curve is the share of pairs that are in order, equals counting half', () => {
  expect(areaUnderRoc([0.9, 0.8], [0.1, 0.2])).toBe(1);
  expect(areaUnderRoc([0.9, 0.2], [0.5])).toBe(0.5);
  expect(areaUnderRoc([1, 1], [1, 0.5])).toBe(0.75);
  expect(areaUnderRoc([], [0.5])).toBeUndefined();
});

test('pictures are counted by their verdicts, those without one apart', () => {
  const made = [
    picture('chair', 0, 1),
    picture('chair', 1, 0.8, ['image_upscaled']),
    picture('shoe', 0, 1),
    picture('shoe', 1, 1),
    { tag: 'hat', variant: 0, format: 'all', missing: 'no template fits' },
  ];
  const said = verdicts({ 'chair-0': 'ok', 'chair-1': 'crop', 'shoe-0': 'colour' });
  const { judged, unjudged, publishable, orders, bestPublishable, faulty, faultyWithFinding, auc, byFinding } = judge(
    made,
    said,
  );
  expect({ judged, unjudged, publishable, orders, bestPublishable, faulty, faultyWithFinding }).toEqual({
    ...{ judged: 3, unjudged: 1, publishable: 1, orders: 2, bestPublishable: 1, faulty: 2, faultyWithFinding: 1 },
  });
  expect(auc).toBe(0.75);
  expect(byFinding.get('(none)')?.get('colour')).toBe(1);
});
