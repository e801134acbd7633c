import { expect, test } from 'vitest';
import { backoffSeconds } from './end-attempt.ts';

test('a backoff doubles up to a minute, half of it by chance', () => {
  expect([1, 2, 5, 6, 40].map((attempt) => backoffSeconds(attempt, 1))).toEqual([2, 4, 32, 60, 60]);
  expect([1, 2, 5, 6, 40].map((attempt) => backoffSeconds(attempt, 0))).toEqual([1, 2, 16, 30, 30]);
});
