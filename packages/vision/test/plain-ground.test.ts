import { expect, test } from 'vitest';
import { type PlainGroundResult, plainGroundMask } from '../src/cutout/plain-ground.ts';
import { cleanEdges } from '../src/matte/clean-edges.ts';
import { type Scene, studioScene } from './scenes/studio.ts';
import { texturedScene } from './scenes/textures.ts';

const SIDE = 320;
const COUNT = 200;

test('finds products before studio grounds: intersection over union at least 0.97 over 200 scenes', {
  timeout: 300_000,
}, async () => {
  const scores: { name: string; score: number }[] = [];
  for (let seed = 1; seed <= COUNT; seed += 1) {
    const scene = await studioScene(seed, SIDE);
    scores.push({ name: scene.name, score: overlap(scene, plainGroundMask(scene.image)) });
  }
  const mean = scores.reduce((sum, { score }) => sum + score, 0) / COUNT;
  const worst = scores.toSorted((a, b) => a.score - b.score).slice(0, 8);
  expect(mean, JSON.stringify(worst)).toBeGreaterThanOrEqual(0.97);
});

test('refuses at least 95 % of 200 textured grounds', { timeout: 300_000 }, async () => {
  const taken: string[] = [];
  for (let seed = 1; seed <= COUNT; seed += 1) {
    const scene = await texturedScene(seed, SIDE);
    if ('mask' in plainGroundMask(scene.image)) taken.push(scene.name);
  }
  expect(taken.length, taken.join(', ')).toBeLessThanOrEqual(0.05 * COUNT);
});

/** Of the pixels that are more than half subject, as they would be shown. A refusal finds nothing. */
function overlap({ image, truth }: Scene, result: PlainGroundResult): number {
  if (!('mask' in result)) return 0;
  const { data } = cleanEdges(image, result.mask);
  let both = 0;
  let either = 0;
  for (let at = 0; at < truth.data.length; at += 1) {
    const found = (data[4 * at + 3] as number) >= 128;
    const drawn = (truth.data[at] as number) >= 128;
    if (found && drawn) both += 1;
    if (found || drawn) either += 1;
  }
  return both / either;
}
