import type { KeptOutput } from '@proofsheet/database';
import { generationRequestSchema, specOf } from '@proofsheet/domain';
import { expect, test } from 'vitest';
import { batchesOf } from './batches.ts';

const formats = ['landscape', 'square', 'story'] as const;
const request = { kind: 'AD', copy: { headline: 'Hello' }, formats, variants: 3 };
const spec = specOf(generationRequestSchema.parse(request));

const kept = (...indexes: number[]): KeptOutput[] =>
  indexes.map((index) => ({ index, variant: Math.floor(index / formats.length) }));
/** What each batch makes, by the indexes of its outputs; null for those that are thrown away. */
const shown = (existing: KeptOutput[]) =>
  batchesOf(spec, existing).map(({ formats, variants, positionOf }) => ({
    formats,
    indexes: Array.from({ length: variants * formats.length }, (_, index) => positionOf(index)?.index ?? null),
  }));

test('with nothing kept, everything is made in one batch, in its order', () => {
  expect(shown([])).toEqual([{ formats, indexes: [0, 1, 2, 3, 4, 5, 6, 7, 8] }]);
});

test('variants that lack the same formats are made together, others apart', () => {
  expect(shown(kept(0, 1, 3, 4, 6))).toEqual([
    { formats: ['story'], indexes: [2, 5] },
    { formats: ['square', 'story'], indexes: [7, 8] },
  ]);
});

test('a variant that lacks every format comes behind those that exist', () => {
  expect(shown(kept(0, 1, 2, 3, 4, 5))).toEqual([{ formats, indexes: [null, null, null, null, null, null, 6, 7, 8] }]);
});

test('with everything kept there is nothing to make', () => {
  expect(shown(kept(0, 1, 2, 3, 4, 5, 6, 7, 8))).toEqual([]);
});
