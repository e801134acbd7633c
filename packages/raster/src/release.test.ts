import { expect, test } from 'vitest';
import { release } from './release.ts';

test('pixels that are released are empty, and releasing them again does nothing', () => {
  const [one, other] = [new Uint8Array(8), Buffer.alloc(8192)];
  release(one, other);
  release(one, other);
  expect([one.length, other.length]).toEqual([0, 0]);
});

test('a view of a larger buffer is left alone: others may hold the rest of it', () => {
  const whole = new Uint8Array(8).fill(7);
  release(whole.subarray(2, 6));
  expect([...whole]).toEqual(Array(8).fill(7));
});
