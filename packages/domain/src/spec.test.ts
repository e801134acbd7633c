import { expect, test } from 'vitest';
import { LIMITS } from './limits.ts';
import { outputCount } from './outputs.ts';
import { generationRequestSchema } from './request.ts';
import { generationSpecSchema, specOf } from './spec.ts';

const request = (change: object) => ({ kind: 'AD', copy: { headline: 'Hello' }, ...change });
const refusedAt = (body: unknown) =>
  generationRequestSchema.safeParse(body).error?.issues.map(({ path }) => path.join('/'));

test('every default of a request is explicit in its spec', () => {
  const spec = specOf(generationRequestSchema.parse(request({})));
  expect(spec).toMatchObject({ version: 2, variants: 4, mediaType: 'image/jpeg', brand: {} });
  expect(spec.formats).toEqual(['landscape', 'square', 'story']);
  expect(outputCount(spec)).toBe(12);
});

const size = (width: number, height: number) => ({ width, height });

test.each([
  ['kind', request({ kind: 'POEM' })],
  ['formats/0', request({ formats: ['billboard'] })],
  ['formats/0', request({ formats: ['youtube-thumbnail'] })],
  ['formats', request({ formats: ['square', 'square'] })],
  ['formats', request({ formats: [size(640, 480), { ...size(640, 480), maxBytes: 9000 }] })],
  ['formats/1', request({ formats: ['meta', 'youtube'] })],
  ['formats/0', request({ kind: 'THUMBNAIL', formats: ['google-display'] })],
  ['formats/0/width', request({ formats: [size(15, 480)] })],
  ['formats/0/height', request({ formats: [size(640, 8193)] })],
  ['formats/0', request({ formats: [size(640.5, 480)] })],
  ['formats/0/maxBytes', request({ formats: [{ ...size(640, 480), maxBytes: 999 }] })],
  ['formats/0', request({ formats: [{ ...size(640, 480), depth: 3 }] })],
  ['formats/0', request({ formats: [size(8192, 8192)] })],
  ['formats/0', request({ formats: [7] })],
  ['formats', request({ formats: [size(7680, 4320), size(4320, 7680), 'square'] })],
  ['formats', request({ formats: ['everything'], variants: 8 })],
  ['assets/0/role', request({ assets: [{ assetId: '0199b1f0-0000-7000-8000-000000000000', role: 'CAT' }] })],
  ['copy/headline', request({ copy: { headline: 'x'.repeat(81) } })],
  ['copy/headline', request({ copy: { headline: ' \n ' } })],
  ['copy/headline', request({ copy: { headline: 'a\u0000b' } })],
  ['copy/points', request({ copy: { headline: 'a', points: [] } })],
  ['copy/points', request({ copy: { headline: 'a', points: ['1', '2', '3', '4', '5'] } })],
  ['copy/points/1', request({ copy: { headline: 'a', points: ['fine', 'x'.repeat(49)] } })],
  ['copy/labels', request({ copy: { headline: 'a', labels: ['Before'] } })],
  ['copy/labels/0', request({ copy: { headline: 'a', labels: ['x'.repeat(25), 'After'] } })],
  ['copy/author', request({ copy: { headline: 'a', author: 'x'.repeat(61) } })],
  ['copy/author', request({ copy: { headline: 'a', author: 'a\u0000b' } })],
  ['metadata/a', request({ metadata: { a: '\u0000' } })],
  ['variants', request({ variants: 9 })],
])('names %s when it is wrong', (field, body) => {
  expect(refusedAt(body)?.[0]).toBe(field);
});

test('a spec holds plain names and sizes, whatever presets were asked for', () => {
  const asked = request({ formats: ['standard', 'google-display', size(640, 480)], variants: 2 });
  const spec = specOf(generationRequestSchema.parse(asked));
  expect(spec.formats).toHaveLength(24);
  expect(spec.formats.slice(0, 4)).toEqual(['landscape', 'square', 'story', 'google-200x200']);
  expect(spec.formats.at(-1)).toEqual(size(640, 480));
  expect(outputCount(spec)).toBe(48);
  expect(generationSpecSchema.parse(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
});

test('four variants of everything are allowed, and so is the largest size', () => {
  const spec = specOf(generationRequestSchema.parse(request({ formats: ['everything'] })));
  expect(outputCount(spec)).toBe(140);
  expect(LIMITS.outputs).toBeGreaterThanOrEqual(140);
  expect(refusedAt(request({ kind: 'THUMBNAIL', formats: [size(7680, 4320), size(16, 8192)] }))).toBeUndefined();
});

test('a spec that was stored as version 1 is read as it is', () => {
  const old = { ...specOf(generationRequestSchema.parse(request({}))), version: 1, formats: ['story', 'landscape'] };
  expect(generationSpecSchema.parse(old)).toEqual(old);
});

test('the error of a format that is none names it and the list', () => {
  const { error } = generationRequestSchema.safeParse(request({ formats: ['billboard'] }));
  expect(error?.issues[0]?.message).toBe(
    'must be a format, a preset or a size in whole pixels, not billboard; GET /v1/formats lists what there is',
  );
});

test('white space in words is folded', () => {
  const { copy } = generationRequestSchema.parse(request({ copy: { headline: '  One\n two ' } }));
  expect(copy.headline).toBe('One two');
});
