import { expect, test } from 'vitest';
import { GENERATION_STATUSES, isTerminal } from './states.ts';

test('what waits or runs is not at its end', () => {
  expect(GENERATION_STATUSES.filter(isTerminal)).toEqual(['COMPLETED', 'FAILED', 'CANCELLED']);
});
