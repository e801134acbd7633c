import type { Box } from '@proofsheet/raster';
import { expect, test } from 'vitest';
import type { Layout, TextRun } from '../layout/layers.ts';
import { crowdedTexts } from './crowded-texts.ts';

const at = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height });
const run = (slot: TextRun['slot'], box: Box, more: Partial<TextRun> = {}) =>
  ({ slot, box, size: 40, ...more }) as TextRun;
const crowded = (...runs: TextRun[]) => crowdedTexts({ layers: [{ type: 'drawing', runs }] } as unknown as Layout);

const star = { turned: true, plate: at(40, 360, 400, 400) };

test('a button over the price on a turned star is named, and beside the star is none', () => {
  const price = run('price', at(100, 500, 280, 120), star);
  const over = run('button', at(90, 540, 220, 40), { plate: at(60, 520, 280, 90) });
  expect(crowded(price, over)).toEqual(['button and price']);
  expect(crowded(price, { ...over, box: at(500, 540, 220, 40), plate: at(460, 520, 280, 90) })).toEqual([]);
});

test('a badge over the rim of a tag hides nothing of what is written on it', () => {
  const price = run('price', at(100, 500, 200, 80), { plate: at(60, 470, 280, 140) });
  expect(crowded(price, run('badge', at(310, 455, 60, 30), { plate: at(305, 445, 90, 50) }))).toEqual([]);
});
