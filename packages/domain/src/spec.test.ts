import { expect, test } from 'vitest';
import { generationRequestSchema, outputCount, specOf } from './spec.ts';

const request = (change: object) => ({ kind: 'AD', copy: { headline: 'Hello' }, ...change });
const refusedAt = (body: unknown) =>
  generationRequestSchema.safeParse(body).error?.issues.map(({ path }) => path.join('/'));

test('every default of a request is explicit in its spec', () => {
  const spec = specOf(generationRequestSchema.parse(request({})));
  expect(spec).toMatchObject({ version: 1, variants: 4, mediaType: 'image/jpeg', brand: {} });
  expect(spec.formats).toEqual(['landscape', 'square', 'story']);
  expect(outputCount(spec)).toBe(12);
});

test.each([
  ['kind', request({ kind: 'POEM' })],
  ['formats/0', request({ formats: ['billboard'] })],
  ['formats/0', request({ formats: ['youtube-thumbnail'] })],
  ['formats', request({ formats: ['square', 'square'] })],
  ['assets/0/role', request({ assets: [{ assetId: '0199b1f0-0000-7000-8000-000000000000', role: 'CAT' }] })],
  ['copy/headline', request({ copy: { headline: 'x'.repeat(81) } })],
  ['copy/headline', request({ copy: { headline: ' \n ' } })],
  ['copy/headline', request({ copy: { headline: 'a\u0000b' } })],
  ['metadata/a', request({ metadata: { a: '\u0000' } })],
  ['variants', request({ variants: 9 })],
])('names %s when it is wrong', (field, body) => {
  expect(refusedAt(body)).toContain(field);
});

test('white space in words is folded', () => {
  const { copy } = generationRequestSchema.parse(request({ copy: { headline: '  One\n two ' } }));
  expect(copy.headline).toBe('One two');
});
