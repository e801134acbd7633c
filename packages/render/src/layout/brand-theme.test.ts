import { SCHEMES } from '@proofsheet/domain';
import { differenceCiede2000, wcagContrast } from 'culori';
import { expect, test } from 'vitest';
import { brandColours, brandTheme } from './brand-theme.ts';

const apart = differenceCiede2000();
/** Yellow, neon, pastel, black, white, grey and what lies between. */
const BRANDS = [
  { primary: '#FFE600' },
  { primary: '#C8102E' },
  { primary: '#00FF66', accent: '#FF00AA' },
  { primary: '#FF2E93', accent: '#00E5FF' },
  { primary: '#F7C8D8' },
  { primary: '#000000' },
  { primary: '#ffffff' },
  { primary: '#8A8A8A' },
  { primary: '#0B1F4B', accent: '#FF6A00' },
  { primary: '#008C95', accent: '#ffffff' },
  { primary: '#7B3F00', accent: '#7B3F01' },
  { accent: '#FFE600' },
];
const cases = BRANDS.flatMap((brand) =>
  SCHEMES.flatMap((scheme) => [false, true].map((swap) => ({ brand, scheme, swap }))),
);

test.for(cases)('a brand is its field or its accent, as given: $brand in $scheme, swapped $swap', (given) => {
  const colours = brandColours(given.brand);
  if (!colours) throw new Error('no colours');
  const theme = brandTheme(given.scheme, colours, given.swap);
  const own = [given.brand.primary, given.brand.accent].flatMap((one) => one ?? []);
  const shown = [theme.ground, theme.accent, theme.accentOnShade];
  expect(Math.min(...shown.flatMap((one) => own.map((brand) => apart(one, brand))))).toBe(0);

  const neutral = ['#111111', '#ffffff'];
  for (const ink of [theme.ink, theme.mark, theme.onAccent, theme.onSupport, theme.onShade, theme.markOnShade])
    expect([...own.map((one) => one.toLowerCase()), ...neutral]).toContain(ink);
  const pairs = [
    [theme.ink, theme.ground],
    [theme.onAccent, theme.accent],
    [theme.onSupport, theme.support],
    [theme.onAccentOnShade, theme.accentOnShade],
  ] as const;
  for (const [ink, ground] of pairs) expect(wcagContrast(ink, ground)).toBeGreaterThanOrEqual(4.5);
  expect(wcagContrast(theme.mark, theme.ground)).toBeGreaterThanOrEqual(3);
  expect(wcagContrast(theme.markOnShade, theme.shade)).toBeGreaterThanOrEqual(3);
});

test.for(SCHEMES.flatMap((scheme) => [false, true].map((swap) => ({ scheme, swap }))))(
  'the first colour is the field or the accent, whichever order they have: $scheme, swapped $swap',
  ({ scheme, swap }) => {
    for (const { primary, accent } of [
      { primary: '#4a154b', accent: '#ecb22e' },
      { primary: '#ff2e93', accent: '#00e5ff' },
      { primary: '#0b3d91', accent: '#d9ff00' },
    ]) {
      const theme = brandTheme(scheme, { primary, second: accent }, swap);
      expect([theme.ground, theme.accent]).toContain(primary);
      expect(theme.brand).toEqual([primary, accent]);
    }
  },
);

test('a brand without a colour has no theme of its own', () => {
  expect(brandColours({})).toBeUndefined();
});

test('the deep field of a brand with a deep colour is that one, also where it is the second', () => {
  const colours = { primary: '#ffcc00', second: '#003b5c' };
  expect(brandTheme('deep', colours, false)).toMatchObject({ ground: '#003b5c', accent: '#ffcc00' });
});
