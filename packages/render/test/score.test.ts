import { FINDING_CODES } from '@proofsheet/domain';
import { beforeAll, expect, test } from 'vitest';
import { SCORE_PARTS } from '../src/inspect/score.ts';
import { openDarkroom } from './drafts.ts';
import { photo, portrait, product } from './pictures.ts';
import { SPOILERS, sittings } from './spoil.ts';

let room: Awaited<ReturnType<typeof openDarkroom>>;
beforeAll(async () => {
  room = await openDarkroom();
});

test('of hundreds of spoiled pictures at least 98 % of each kind rank under their originals', async () => {
  const images = [[await portrait([{ x: 0.5, y: 0.3, height: 0.3 }], 800, 600)], [await product()], [await photo(0.3)]];
  const all = sittings(room.templates, images);
  const tally = new Map(Object.keys(SPOILERS).map((name) => [name, { pairs: 0, lower: 0 }]));
  const higher: string[] = [];
  for (const sitting of all) {
    const layout = await room.layOut(sitting);
    if (!layout) continue;
    const original = await room.show(layout);
    // What is bad from the start shows nothing.
    if (original.inspection.findings.some(({ severity }) => severity === 'error')) continue;
    for (const [name, spoil] of Object.entries(SPOILERS)) {
      const spoiled = await spoil(room, sitting, layout);
      const count = tally.get(name);
      if (!spoiled || !count) continue;
      count.pairs++;
      if (spoiled.score < original.score) count.lower++;
      else higher.push(`${name}: ${sitting.template.name} ${layout.setting.format.name} ${sitting.scheme}`);
    }
  }
  const counts = [...tally.values()];
  expect(counts.reduce((sum, { pairs }) => sum + pairs, 0)).toBeGreaterThanOrEqual(200);
  for (const [name, { pairs, lower }] of tally) {
    expect(pairs, name).toBeGreaterThan(20);
    expect(lower / pairs, `${name}: ${higher.join(', ')}`).toBeGreaterThanOrEqual(0.98);
  }
}, 120_000);

test('every part of the score and every finding is explained', () => {
  for (const about of Object.values(SCORE_PARTS)) expect(about.length).toBeGreaterThan(20);
  expect(new Set(FINDING_CODES).size).toBe(FINDING_CODES.length);
});
