import { differenceCiede2000, formatHex, type Oklch, oklch } from 'culori';
import { expect, test } from 'vitest';
import { brandTheme } from '../../layout/brand-theme.ts';
import { GROUNDS } from '../../templates/effects.ts';
import { drawGround, type GroundOrder } from './ground.ts';

const SIZE = { width: 320, height: 180, light: { x: 0.7, y: 0.4 }, seed: 7 } as const;
const BRANDS = ['#ffe600', '#c8102e', '#00ff66', '#ff2e93', '#0a2540', '#111111', '#f7f7f7'];
const themeOf = (primary: string, scheme: 'deep' | 'vivid' | 'bright' = 'vivid') =>
  brandTheme(scheme, { primary, second: undefined }, false);

function colourAt(data: Uint8Array, at: number): string {
  const [r = 0, g = 0, b = 0] = [...data.subarray(at, at + 3)].map((level) => level / 255);
  return formatHex({ mode: 'rgb', r, g, b });
}

test.each(GROUNDS)('%s: the same seed draws the same pixels, another seed others', (kind) => {
  const order: GroundOrder = { ...SIZE, kind, field: 'accent' };
  const theme = themeOf('#c8102e', 'deep');
  const { data } = drawGround(order, theme);
  const isSame = (other: Uint8Array) => Buffer.compare(data, other) === 0;
  expect(isSame(drawGround(order, theme).data)).toBe(true);
  expect(isSame(drawGround({ ...order, seed: 8 }, theme).data)).toBe(false);
});

test.each(BRANDS)('a pattern is for the most part exactly the brand’s %s', (primary) => {
  for (const kind of ['rays', 'dots'] as const) {
    const { data } = drawGround({ ...SIZE, kind, field: 'ground' }, themeOf(primary));
    let exact = 0;
    for (let at = 0; at < data.length; at += 3) if (colourAt(data, at) === primary) exact++;
    expect(exact / (data.length / 3), kind).toBeGreaterThan(0.5);
  }
});

test.each(BRANDS)('no ground of the brand’s %s shows another hue', (primary) => {
  const own = oklch(primary) as Oklch;
  for (const kind of GROUNDS)
    for (const scheme of ['deep', 'vivid'] as const) {
      const { data } = drawGround({ ...SIZE, kind, field: 'ground' }, themeOf(primary, scheme));
      for (let at = 0; at < data.length; at += 3 * 97) {
        const { c, h = 0 } = oklch(colourAt(data, at)) as Oklch;
        if (c < 0.04) continue;
        const turn = Math.abs(((h - (own.h ?? 0) + 540) % 360) - 180);
        expect(turn, `${kind} ${scheme} ${colourAt(data, at)}`).toBeLessThan(24);
      }
    }
});

test('a mesh has no bands: no level is alone on a long stretch', () => {
  const { data, width } = drawGround(
    { ...SIZE, width: 1280, height: 40, kind: 'mesh', field: 'shade' },
    themeOf('#0a2540', 'deep'),
  );
  let [longest, run] = [0, 0];
  for (let x = 1; x < width; x++) {
    const same = [0, 1, 2].every(
      (channel) => data[(width * 20 + x) * 3 + channel] === data[(width * 20 + x - 1) * 3 + channel],
    );
    run = same ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  expect(longest).toBeLessThan(14);
});

test('beams and dots are seen on every field, and quiet under type', () => {
  const apart = differenceCiede2000();
  for (const primary of BRANDS) {
    const { data } = drawGround({ ...SIZE, kind: 'rays', field: 'ground' }, themeOf(primary));
    const colours = new Set<string>();
    for (let at = 0; at < data.length; at += 3) colours.add(colourAt(data, at));
    const furthest = Math.max(...[...colours].map((colour) => apart(colour, primary)));
    expect(furthest, primary).toBeGreaterThan(4);
    expect(furthest, primary).toBeLessThan(20);
  }
});
