import { expect, test } from 'vitest';
import { queryOf, readFilters } from '../src/server/output-filters.ts';

test.each([
  [
    { from: '2026-02-28', until: '2028-02-29' },
    { from: '2026-02-28', until: '2028-02-29' },
  ],
  [{ from: '2026-02-29', until: '2026-13-01' }, {}],
  [{ from: '2026-00-10', until: '2026-04-00' }, {}],
  [{ from: 'yesterday', until: 20260101 }, {}],
  [{ kind: 'POSTER', favourite: 'perhaps', project: '1', format: '../x', words: ' ' }, {}],
  [
    { kind: 'AD', favourite: true, format: 'story', words: 2026 },
    { kind: 'AD', favourite: true, format: 'story', words: '2026' },
  ],
])('of %j in an address is meant %j', (address, filters) => {
  expect(readFilters(address)).toEqual(filters);
});

test('the last day is a part of what is asked for, where the browser is', () => {
  const { createdAfter, createdBefore } = queryOf({ from: '2026-02-27', until: '2026-02-28' });
  expect(createdAfter).toBe(new Date(2026, 1, 27).toISOString());
  expect(createdBefore).toBe(new Date(2026, 2, 1).toISOString());
});
