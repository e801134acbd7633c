import { type FormatName, formatNamed, formatOf } from '@proofsheet/domain';
import { describe, expect, test } from 'vitest';
import { boxKeysOf, safeInsets, traitsOf } from './traits.ts';

describe('the traits of a size', () => {
  test.each<[FormatName, string[]]>([
    ['google-300x50', ['slim', 'tiny']],
    ['google-320x50', ['slim', 'tiny']],
    ['google-468x60', ['slim']],
    ['google-728x90', ['slim']],
    ['google-980x120', ['slim']],
    ['google-930x180', []],
    ['google-320x100', []],
    ['google-970x250', []],
    ['google-160x600', []],
    ['meta-story', ['story']],
    ['meta-reel', ['story']],
    ['google-300x600', []],
  ])('%s', (name, traits) => {
    expect(traitsOf(formatNamed(name))).toEqual(traits);
  });

  test('have boxes that come before those of its class', () => {
    expect(boxKeysOf(formatNamed('google-320x50'))).toEqual(['tiny', 'slim', 'strip']);
    expect(boxKeysOf(formatNamed('meta-reel'))).toEqual(['story', 'tall']);
    expect(boxKeysOf(formatNamed('google-160x600'))).toEqual(['tower']);
  });

  test('include a reserved lower right corner when the words are mirrored over it', () => {
    expect(traitsOf(formatNamed('youtube-thumbnail'), true)).toEqual(['corner']);
    expect(boxKeysOf(formatNamed('youtube-thumbnail'), true)).toEqual(['corner', 'wide']);
    expect(traitsOf(formatNamed('youtube-thumbnail'), false)).toEqual([]);
    expect(traitsOf(formatOf({ width: 1280, height: 720 }, 'THUMBNAIL'), true)).toEqual([]);
    expect(traitsOf(formatNamed('meta-story'), true)).toEqual(['story']);
  });

  test('do not make a small square tiny: only strips are', () => {
    expect(traitsOf(formatOf({ width: 50, height: 50 }, 'AD'))).toEqual([]);
  });
});

test('the insets of reserved zones are given for each edge, and for the corner apart', () => {
  expect(safeInsets(formatNamed('meta-reel'))).toEqual({ top: 269, bottom: 672, left: 65, right: 65, corner: 0 });
  expect(safeInsets(formatNamed('youtube-thumbnail'))).toEqual({ top: 0, bottom: 0, left: 0, right: 0, corner: 108 });
});
