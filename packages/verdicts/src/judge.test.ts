import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import type { Made } from './made.ts';
import { areaUnderRoc, intervalOf, rocCurve } from './roc.ts';
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

test('the curve runs from no picture to all of them, and the area below it is the area that is told', () => {
  const [good, bad] = [
    [1, 1, 0.7, 0.4],
    [1, 0.6, 0.4],
  ];
  const curve = rocCurve(good, bad);
  expect(curve.at(0)).toEqual({ faulty: 0, publishable: 0 });
  expect(curve.at(-1)).toEqual({ faulty: 1, publishable: 1 });
  const trapezoids = curve.slice(1).map(({ faulty, publishable }, index) => {
    const before = curve[index] as (typeof curve)[number];
    return ((faulty - before.faulty) * (publishable + before.publishable)) / 2;
  });
  expect(trapezoids.reduce((sum, one) => sum + one, 0)).toBeCloseTo(areaUnderRoc(good, bad) as number, 10);
});

test('few pictures leave a wide interval, many a narrow one, and it never leaves 0 to 1', () => {
  const width = ([low, high]: readonly [number, number]) => high - low;
  expect(width(intervalOf(0.8, 5, 5))).toBeGreaterThan(0.4);
  expect(width(intervalOf(0.8, 200, 200))).toBeLessThan(0.1);
  expect(intervalOf(0.95, 4, 4)[1]).toBe(1);
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
  const { judged, unjudged, publishable, orders, bestPublishable, faulty, faultyWithFinding, auc, pairs, byFinding } =
    judge(made, said);
  expect({ judged, unjudged, publishable, orders, bestPublishable, faulty, faultyWithFinding, pairs }).toEqual({
    ...{ judged: 3, unjudged: 1, publishable: 1, orders: 2, bestPublishable: 1, faulty: 2, faultyWithFinding: 1 },
    pairs: 2,
  });
  expect(auc).toBe(0.75);
  expect(byFinding).toEqual([
    { code: '(none)', publishable: 1, faulty: 1, faults: [['colour', 1]] },
    { code: 'image_upscaled', publishable: 0, faulty: 1, faults: [['crop', 1]] },
  ]);
});
