import { expect, test } from 'vitest';
import type { Template } from '../templates/manifest.ts';
import { brandTheme } from './brand-theme.ts';
import { isPoorOn, smallLogo } from './logo.ts';

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
