import { expect, test } from 'vitest';
import { fitStandings, type Ranked } from './standing.ts';

/** Twelve orders of three templates: `weak` is refused in most, in `hard` orders all are, and all have the same score. */
const pictures: Ranked[] = Array.from({ length: 12 }, (_, at) => at).flatMap((at) => {
  const isHard = at % 4 === 3;
  const picture = (template: string, fine: boolean) => ({ tag: `order-${at}`, template, score: 0.9, fine });
  return [picture('sound', !isHard), picture('usual', !isHard), picture('weak', at % 6 === 0)];
});

test('a template that is refused beside others of the same orders stands low; the others do not, whatever their orders are', () => {
  const { templates } = fitStandings(pictures);
  expect(Object.keys(templates)).toEqual(['weak']);
  expect(templates.weak).toBeLessThan(0.85);
});

test('standings of other orders tell pictures of one order apart that have the same score', () => {
  const { aucWithin, aucWithinElsewhere } = fitStandings(pictures);
  expect(aucWithin).toBe(0.5);
  expect(aucWithinElsewhere).toBeGreaterThan(0.9);
});

test('of a template with few pictures hardly anything is concluded', () => {
  const once = [...pictures, { tag: 'order-1', template: 'new', score: 0.9, fine: false }];
  expect(fitStandings(once).templates.new).toBeGreaterThan(0.9);
});
