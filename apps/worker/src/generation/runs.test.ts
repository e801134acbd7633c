import type { KeptOutput } from '@proofsheet/database';
import { generationRequestSchema, specOf } from '@proofsheet/domain';
import { expect, test } from 'vitest';
import { backoffSeconds } from './backoff.ts';
import { runsOf } from './runs.ts';

const formats = ['landscape', 'square', 'story'] as const;
const request = { kind: 'AD', copy: { headline: 'Hello' }, formats, variants: 3 };
const spec = specOf(generationRequestSchema.parse(request));

const kept = (...indexes: number[]): KeptOutput[] =>
  indexes.map((index) => ({ index, variant: Math.floor(index / formats.length) }));
/** What a run makes, by the places it fills; null for what is thrown away. */
const shown = (there: KeptOutput[]) =>
  runsOf(spec, there).map(({ formats, variants, placeOf }) => ({
    formats,
    places: Array.from({ length: variants * formats.length }, (_, index) => placeOf(index)?.index ?? null),
  }));

test('without anything kept all is made in one run, in its order', () => {
  expect(shown([])).toEqual([{ formats, places: [0, 1, 2, 3, 4, 5, 6, 7, 8] }]);
});

test('variants that lack the same formats are made together, others apart', () => {
  expect(shown(kept(0, 1, 3, 4, 6))).toEqual([
    { formats: ['story'], places: [2, 5] },
    { formats: ['square', 'story'], places: [7, 8] },
  ]);
});

test('a variant of which nothing is there comes behind those that are', () => {
  expect(shown(kept(0, 1, 2, 3, 4, 5))).toEqual([{ formats, places: [null, null, null, null, null, null, 6, 7, 8] }]);
});

test('with everything kept there is nothing to make', () => {
  expect(shown(kept(0, 1, 2, 3, 4, 5, 6, 7, 8))).toEqual([]);
});

test('a backoff doubles up to a minute, half of it by chance', () => {
  expect([1, 2, 5, 6, 40].map((attempt) => backoffSeconds(attempt, 1))).toEqual([2, 4, 32, 60, 60]);
  expect([1, 2, 5, 6, 40].map((attempt) => backoffSeconds(attempt, 0))).toEqual([1, 2, 16, 30, 30]);
});
