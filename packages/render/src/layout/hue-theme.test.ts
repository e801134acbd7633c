import type { Scheme } from '@proofsheet/domain';
import { converter, type Oklch, wcagContrast, wcagLuminance } from 'culori';
import { expect, test } from 'vitest';
import type { OrderImage } from '../images/order-image.ts';
import type { LogoLook } from './logo-look.ts';
import { themesFor } from './themes.ts';

const SCHEMES: readonly Scheme[] = ['deep', 'bright', 'vivid'];
const GREEN = { mode: 'oklch', l: 0.71, c: 0.18, h: 127 } as const;

const photograph = (...colours: string[]) =>
  ({
    role: 'PRODUCT',
    analysis: { palette: colours.map((hex) => ({ hex, share: 1 / colours.length })) },
  }) as unknown as OrderImage;

const terracotta = photograph('#c86a45', '#2f6f87');

/** A logo that is read on grounds that are darker, or lighter, than this luminance. */
const logo = (reads: 'above' | 'below', luminance: number, colours: LogoLook['colours'] = []): LogoLook => ({
  colours,
  readsOn: (ground) => (wcagLuminance(ground) > luminance === (reads === 'above') ? 4 : 1.5),
});

const oklch = converter('oklch');
const hueOf = (colour: string) => (oklch(colour) as Oklch).h ?? 0;
const chromaOf = (colour: string) => (oklch(colour) as Oklch).c;

test('without a brand no vivid ground is brown, whatever the photographs are', () => {
  for (const hex of ['#c88a45', '#c86a45', '#8a5a2b', '#d9b406', '#2f6f87'])
    for (const seed of Array.from({ length: 24 }, (_, at) => (at + 1) * 7919)) {
      const { ground } = themesFor({}, [photograph(hex)], seed)('vivid', false);
      expect(hueOf(ground) < 47 || hueOf(ground) > 143).toBe(true);
    }
});

test('on a warm ground no accent is cyan', () => {
  for (const seed of Array.from({ length: 24 }, (_, at) => (at + 1) * 7919))
    for (const scheme of SCHEMES) {
      const { ground, accent } = themesFor({}, [photograph('#a01c10')], seed)(scheme, false);
      if (hueOf(ground) < 72 && chromaOf(ground) > 0.03) expect(hueOf(accent) < 180 || hueOf(accent) > 240).toBe(true);
    }
});

test('a vivid ground is as light or as dark as the logo needs, in the same hue, with legible words', () => {
  for (const seed of [1, 2, 3, 4, 5, 6, 7]) {
    const themes = themesFor({}, [terracotta], seed);
    const dark = themesFor({}, [terracotta], seed, logo('above', 0.4))('vivid', false);
    const light = themesFor({}, [terracotta], seed, logo('below', 0.05))('vivid', false);
    const usual = themes('vivid', false);
    expect(wcagLuminance(dark.ground)).toBeGreaterThan(0.4);
    expect(wcagLuminance(light.ground)).toBeLessThan(0.05);
    for (const theme of [dark, light, usual]) {
      expect(wcagContrast(theme.ink, theme.ground)).toBeGreaterThan(4.5);
      expect(wcagContrast(theme.onSupport, theme.support)).toBeGreaterThan(4.5);
      expect(wcagContrast(theme.onAccent, theme.accent)).toBeGreaterThan(4.5);
      expect(chromaOf(theme.ground)).toBeGreaterThan(0.05);
      expect(Math.cos(((hueOf(theme.ground) - hueOf(usual.ground)) * Math.PI) / 180)).toBeGreaterThan(0.9);
    }
  }
});

test('a vivid ground that has to be light is a tint: a strong hue that is as light glares', () => {
  for (const h of [30, 127, 150, 260, 330]) {
    const dark = { ...logo('above', 0.4), colours: [{ ...GREEN, c: 0.22, h }] };
    expect(chromaOf(themesFor({}, [terracotta], 1, dark)('vivid', false).ground)).toBeLessThan(0.1);
  }
});

test('where only a logo has colours, grounds and accents are of its hue or of none', () => {
  for (const scheme of SCHEMES)
    for (const swap of [false, true]) {
      const { ground, support, accent, mark, markOnSupport, markOnShade } = themesFor({}, [terracotta], 3, {
        colours: [GREEN],
        readsOn: () => 4,
      })(scheme, swap);
      for (const colour of [ground, support, accent, mark, markOnSupport, markOnShade])
        expect(chromaOf(colour) < 0.065 || Math.abs(hueOf(colour) - GREEN.h) < 12, `${scheme} ${swap} ${colour}`).toBe(
          true,
        );
    }
});

test('a logo of one colour is the accent as it is drawn', () => {
  const themes = themesFor({}, [terracotta], 3, { colours: [GREEN], readsOn: () => 4 });
  for (const scheme of ['deep', 'bright'] as const) {
    const { l, c } = oklch(themes(scheme, false).accent) as Oklch;
    expect(Math.abs(l - GREEN.l) + Math.abs(c - GREEN.c)).toBeLessThan(0.02);
  }
});

test('the deep and the vivid ground of one order are of other hues, and so are those of other seeds', () => {
  const hue = (seed: number, scheme: Scheme) => hueOf(themesFor({}, [terracotta], seed)(scheme, false).ground);
  const seeds = [1, 2, 3, 4, 5, 6];
  for (const seed of seeds)
    expect(Math.cos(((hue(seed, 'deep') - hue(seed, 'vivid')) * Math.PI) / 180)).toBeLessThan(0.9);
  expect(new Set(seeds.map((seed) => Math.round(hue(seed, 'vivid') / 20))).size).toBeGreaterThan(2);
});
