import { describe, expect, test } from 'vitest';
import { aspectOf } from './aspect.ts';
import { FORMAT_NAMES, formatNamed, formatsOf } from './catalogue.ts';
import { expandFormats, formatOf } from './choice.ts';
import { PRESET_NAMES, presetFormats } from './presets.ts';

const sizes = (names: readonly Parameters<typeof formatNamed>[0][]) =>
  names.map(formatNamed).map(({ width, height }) => `${width}x${height}`);

test.each([
  [
    'strip',
    [
      [468, 60],
      [728, 90],
      [970, 250],
      [320, 100],
      [300, 50],
      [260, 100],
    ],
  ],
  [
    'wide',
    [
      [1200, 628],
      [1280, 720],
      [580, 400],
      [400, 300],
      [2100, 900],
    ],
  ],
  [
    'square',
    [
      [300, 250],
      [336, 280],
      [1080, 1080],
      [1080, 1350],
      [720, 900],
    ],
  ],
  [
    'tall',
    [
      [1080, 1920],
      [1000, 1500],
      [300, 600],
      [240, 400],
      [250, 360],
      [300, 400],
    ],
  ],
  [
    'tower',
    [
      [160, 600],
      [120, 600],
      [300, 1050],
      [100, 260],
    ],
  ],
])('%s is decided by the ratio', (aspect, shapes) => {
  for (const [width = 0, height = 0] of shapes)
    expect([width, height, aspectOf(width, height)]).toEqual([width, height, aspect]);
});

test('every size of an uploaded Google ad is there, under its own name, with 150 KB', () => {
  const names = presetFormats('google-display', 'AD');
  const wanted =
    '200x200 240x400 250x250 250x360 300x250 336x280 580x400 120x600 160x600 300x600 300x1050 468x60 728x90 930x180 ' +
    '970x90 970x250 980x120 300x50 320x50 320x100';
  expect(sizes(names)).toEqual(wanted.split(' '));
  expect(names).toEqual(sizes(names).map((size) => `google-${size}`));
  expect(new Set(names.map((name) => formatNamed(name).maxBytes))).toEqual(new Set([150_000]));
});

describe('reserved zones', () => {
  test.each([
    ['youtube-thumbnail', [{ x: 1024, y: 612, width: 256, height: 108 }]],
    ['youtube-thumbnail-hd', [{ x: 1536, y: 918, width: 384, height: 162 }]],
    ['youtube-thumbnail-4k', [{ x: 3072, y: 1836, width: 768, height: 324 }]],
    [
      'meta-story',
      [
        { x: 0, y: 0, width: 1080, height: 269 },
        { x: 0, y: 1536, width: 1080, height: 384 },
      ],
    ],
    [
      'meta-reel',
      [
        { x: 0, y: 0, width: 1080, height: 269 },
        { x: 0, y: 1248, width: 1080, height: 672 },
        { x: 0, y: 0, width: 65, height: 1920 },
        { x: 1015, y: 0, width: 65, height: 1920 },
      ],
    ],
    ['landscape', []],
  ] as const)('of %s scale with its size and are rounded outward', (name, zones) => {
    expect(formatNamed(name).reserved).toEqual(zones);
  });

  test('never leave their frame', () => {
    for (const { name, width, height, reserved } of FORMAT_NAMES.map(formatNamed))
      for (const zone of reserved) {
        expect([name, zone.x + zone.width <= width, zone.y + zone.height <= height]).toEqual([name, true, true]);
      }
  });
});

test('every format has a cap and a source, and belongs to one kind', () => {
  for (const { name, maxBytes, source } of FORMAT_NAMES.map(formatNamed)) {
    expect([name, maxBytes >= 150_000, URL.canParse(source)]).toEqual([name, true, true]);
  }
  expect(formatsOf('AD').length + formatsOf('THUMBNAIL').length).toBe(FORMAT_NAMES.length);
});

test('a preset gives each kind its own formats, and every preset serves one', () => {
  expect(presetFormats('standard', 'AD')).toEqual(['landscape', 'square', 'story']);
  expect(presetFormats('standard', 'THUMBNAIL')).toEqual(['youtube-thumbnail']);
  expect(presetFormats('everything', 'THUMBNAIL')).toEqual(presetFormats('youtube', 'THUMBNAIL'));
  expect(sizes(presetFormats('meta', 'AD'))).toEqual(['1080x1080', '1080x1350', '1080x1920', '1080x1920']);
  for (const name of PRESET_NAMES)
    expect(presetFormats(name, 'AD').length + presetFormats(name, 'THUMBNAIL').length).toBeGreaterThan(0);
});

test('`everything` has the formats of every other preset but the general ones, and no logos', () => {
  const everything = new Set(presetFormats('everything', 'AD'));
  for (const name of PRESET_NAMES.filter((name) => name !== 'standard'))
    for (const format of presetFormats(name, 'AD')) expect(everything).toContain(format);
  expect(everything.size).toBe(35);
});

test('presets are taken apart, and what two of them share comes once, at its first place', () => {
  const own = { width: 640, height: 480 };
  expect(expandFormats(['pinterest', own, 'meta-reel', 'meta'], 'AD')).toEqual([
    'pinterest-pin',
    own,
    'meta-reel',
    'meta-square',
    'meta-portrait',
    'meta-story',
  ]);
  expect(expandFormats(undefined, 'AD')).toEqual(['landscape', 'square', 'story']);
});

test("a size of one's own takes its kind from the generation and its class from its ratio", () => {
  const format = formatOf({ width: 640, height: 200, maxBytes: 90_000 }, 'THUMBNAIL');
  expect(format).toEqual({
    name: 'custom-640x200',
    kind: 'THUMBNAIL',
    width: 640,
    height: 200,
    aspect: 'strip',
    maxBytes: 90_000,
    reserved: [],
  });
  expect(formatOf({ width: 640, height: 200 }, 'AD').maxBytes).toBe(Number.POSITIVE_INFINITY);
});
