import { expect, test } from 'vitest';
import { canBecome, GENERATION_STATUSES, isTerminal } from './states.ts';

test('a terminal state is never left', () => {
  const terminal = GENERATION_STATUSES.filter(isTerminal);
  expect(terminal).toEqual(['COMPLETED', 'FAILED', 'CANCELLED']);
  for (const from of terminal) expect(GENERATION_STATUSES.some((to) => canBecome(from, to))).toBe(false);
});

test('only work in progress is completed', () => {
  expect(GENERATION_STATUSES.filter((from) => canBecome(from, 'COMPLETED'))).toEqual(['PROCESSING']);
});
