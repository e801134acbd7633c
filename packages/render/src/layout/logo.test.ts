import { formatOf } from '@proofsheet/domain';
import { expect, test } from 'vitest';
import type { Template } from '../templates/manifest.ts';
import { brandTheme } from './brand-theme.ts';
import { isPoorOn, leastLogoHeight, plateFor, smallLogo } from './logo.ts';
import { reads } from './logo-ink.ts';

/** A bar of one colour in a file that is wider and higher. */
async function barOf(colour: readonly [number, number, number]) {
  const [width, height] = [120, 48];
  const data = new Uint8Array(width * height * 4);
  for (let y = 12; y < 36; y++) for (let x = 6; x < width - 6; x++) data.set([...colour, 255], (y * width + x) * 4);
  return { ...(await smallLogo({ width, height, data, scale: 1 })), enlarged: 1, others: [] };
}

const template = (ink: string) => ({ slots: { brand: { ink } } }) as unknown as Template;

test('a palette suits a logo that reads on the field where a template has it, whatever the ground is', async () => {
  const theme = brandTheme('bright', { primary: '#c8102e', second: undefined }, false);
  const [red, white] = [await barOf([200, 16, 46]), await barOf([255, 255, 255])];
  expect(isPoorOn({ template: template('ink'), theme, logo: red })).toBe(false);
  expect(isPoorOn({ template: template('on-accent'), theme, logo: red })).toBe(true);
  expect(isPoorOn({ template: template('ink'), theme, logo: white })).toBe(true);
  expect(isPoorOn({ template: template('on-accent'), theme, logo: { ...red, others: [white] } })).toBe(false);
  expect(isPoorOn({ template: template('ink'), theme, logo: undefined })).toBe(false);
});

const [BLUE, YELLOW] = [[23, 105, 255, 255] as const, [255, 180, 0, 255] as const];

/** Bars of these colours side by side, each in a file that is wider and higher. */
async function barsOf(...colours: (readonly [number, number, number, number])[]) {
  const [width, height] = [60 * colours.length, 48];
  const data = new Uint8Array(width * height * 4);
  for (let y = 12; y < 36; y++)
    for (const [index, colour] of colours.entries())
      for (let x = index * 60 + 6; x < index * 60 + 54; x++) data.set(colour, (y * width + x) * 4);
  return { ...(await smallLogo({ width, height, data, scale: 1 })), enlarged: 1, others: [] };
}

test('a bright colour beside ink that reads is no reason for a plate on white; one alone is', async () => {
  expect(reads(await barsOf(BLUE, YELLOW), '#ffffff')).toBeGreaterThanOrEqual(2);
  expect(reads(await barsOf(YELLOW), '#ffffff')).toBeLessThan(2);
  expect(reads(await barsOf(BLUE, YELLOW), '#0b7a75')).toBeLessThan(2);
});

test('the plate of a logo of several colours is white, not dark', async () => {
  const theme = brandTheme('vivid', { primary: '#0b7a75', second: undefined }, false);
  const own = { ...theme, ground: '#0b7a75', accent: '#0b7a75', support: '#0b7a75' };
  expect(plateFor(await barsOf(BLUE, YELLOW), own)).toBe('#ffffff');
});

test('a long logo may be lower than a compact one, by a third at most', () => {
  const format = formatOf('google-300x250', 'AD');
  const least = (width: number, height: number) => leastLogoHeight(format, { width, height });
  expect([least(30, 30), least(72, 24), least(600, 100), least(1000, 50)]).toEqual([24, 24, 17, 16]);
});

/** A white box with a line around it `from` its edges, and a bar in the middle. */
async function boxWithLine(from: number, colour: readonly [number, number, number]) {
  const side = 96;
  const data = new Uint8Array(side * side * 4).fill(255);
  const isLine = (at: number) => at >= from && at < from + 3;
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const off = Math.min(x, y, side - 1 - x, side - 1 - y);
      if (isLine(off) || (y > 40 && y < 56 && x > 24 && x < 72)) data.set([...colour, 255], (y * side + x) * 4);
    }
  return { ...(await smallLogo({ width: side, height: side, data, scale: 1 })), enlarged: 1, others: [] };
}

test('a line around a box is no ground that it lacks air of; a box whose line is near its edge lacks some', async () => {
  const theme = brandTheme('deep', { primary: '#0b3d91', second: undefined }, false);
  expect(plateFor(await boxWithLine(0, [0, 0, 0]), theme)).toBeUndefined();
  expect(plateFor(await boxWithLine(4, [0, 0, 0]), theme)).toBe('#ffffff');
});
