import { readConfiguration } from '@proofsheet/configuration';
import { expect, test } from 'vitest';
import { deliverySlice } from './index.ts';

const bucket = {
  endpoint: 'https://s3.example',
  accessKey: 'who',
  secretKey: 'a secret word',
  bucket: 'press-pictures',
};
const read = (text: string) =>
  readConfiguration({ delivery: deliverySlice }, { DELIVERY_BUCKETS: text }).delivery.buckets;

test('buckets are read by their names; none is set where the variable is not', () => {
  const buckets = read(JSON.stringify({ press: bucket, shop: { ...bucket, prefix: 'a/b/', region: 'eu-west-1' } }));
  expect(buckets).toMatchObject({ press: { prefix: '', region: 'us-east-1' }, shop: { prefix: 'a/b/' } });
  expect(read('')).toBeUndefined();
});

test.each([
  ['no JSON', 'press', /is not valid: it is no JSON object/],
  ['no object', '[]', /is not valid: it is no JSON object/],
  ['a name that is none', JSON.stringify({ 'Press 1': bucket }), /Press 1: a name has a-z/],
  ['what is missing', JSON.stringify({ press: { ...bucket, secretKey: undefined } }), /press\.secretKey: /],
  ['a prefix that leads elsewhere', JSON.stringify({ press: { ...bucket, prefix: '/a' } }), /press\.prefix: .*slash/],
])('%s is told without a secret', (_, text, problem) => {
  expect(() => read(text)).toThrow(problem);
  expect(() => read(text)).not.toThrow(/a secret word/);
});
