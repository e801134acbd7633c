import { generationRequestSchema } from '@proofsheet/domain';
import { expect, test } from 'vitest';
import { type Order, ordersOf } from '../src/traffic/orders.ts';

const first = (count: number, seed: number, user: number): Order[] => {
  const orders = ordersOf(seed, user);
  return Array.from({ length: count }, () => orders.next().value);
};

test('the orders of a user are the same for the same seed, and others for another seed or user', () => {
  expect(first(20, 7, 0)).toEqual(first(20, 7, 0));
  expect(first(20, 8, 0)).not.toEqual(first(20, 7, 0));
  const pictures = (user: number) => first(20, 7, user).map(({ request: { metadata, ...pictures } }) => pictures);
  expect(pictures(1)).not.toEqual(pictures(0));
});

test('every order is one that the API takes, with a ticket of its own', () => {
  const orders = [0, 1].flatMap((user) => first(200, 7, user));
  for (const { request } of orders) expect(generationRequestSchema.safeParse(request).error).toBeUndefined();
  expect(new Set(orders.map(({ ticket }) => ticket)).size).toBe(orders.length);
});

test('among a few hundred orders there is every behaviour: keys, twins, replays, cancellations, retries, broken images', () => {
  const orders = first(300, 7, 0);
  expect(new Set(orders.map(({ photo }) => photo))).toEqual(new Set(['fresh', 'known', 'broken', 'none']));
  expect(new Set(orders.map(({ request }) => request.kind))).toEqual(new Set(['THUMBNAIL', 'AD']));
  for (const has of ['keyed', 'twin'] as const) expect(orders.some((order) => order[has])).toBe(true);
  expect(orders.some(({ cancelAfter }) => cancelAfter !== undefined)).toBe(true);
  for (const retry of ['once', 'and cancelled']) expect(orders.some((order) => order.retry === retry)).toBe(true);
  expect(orders.filter(({ keyed, twin, replayAfter }) => !keyed && (twin || replayAfter !== undefined))).toEqual([]);
});
