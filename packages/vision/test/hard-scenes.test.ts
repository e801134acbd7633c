import { readFile } from 'node:fs/promises';
import type { Analysis } from '@proofsheet/domain';
import { type Box, decodeMask } from '@proofsheet/raster';
import { type HardScene, hardScenes } from '@proofsheet/samples';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openVision } from '../src/index.ts';

/**
 * The least overlap with what was drawn, as intersection over union: of the mask that is kept, and of its box. Thin legs of
 * a chair are faint in the mask, and its box ends above their feet.
 */
const LEAST: Record<string, { readonly mask: number; readonly box: number }> = {
  chair: { mask: 0.93, box: 0.8 },
  shoe: { mask: 0.92, box: 0.92 },
  bottle: { mask: 0.95, box: 0.93 },
  camera: { mask: 0.88, box: 0.94 },
  jug: { mask: 0.86, box: 0.93 },
  dogs: { mask: 0.94, box: 0.95 },
  group: { mask: 0.93, box: 0.97 },
  car: { mask: 0.95, box: 0.96 },
  dancer: { mask: 0.91, box: 0.91 },
};

/** Taken for people though they are dogs, and for a thing though she is a person. */
const MISTAKEN = ['dogs', 'dancer'];

const photographed = hardScenes.filter(({ mask }) => mask !== undefined);
const analyses = new Map<string, Analysis>();
beforeAll(async () => {
  const vision = await openVision({ threads: 1 });
  for (const { name, path } of hardScenes) analyses.set(name, (await vision.analyse(await readFile(path))).analysis);
  await vision.close();
});
afterAll(() => analyses.clear());

const analysisOf = (name: string) => analyses.get(name) ?? expect.fail(`${name} was not analysed`);

/** What was drawn, at the size of the mask that the analysis keeps. */
async function drawnMask({ mask = '' }: HardScene, width: number, height: number): Promise<Buffer> {
  const grey = sharp(mask).resize(width, height, { fit: 'fill' }).toColourspace('b-w');
  return grey.raw().toBuffer();
}

async function maskOverlap(scene: HardScene): Promise<number> {
  const { subject } = analysisOf(scene.name);
  if (!subject) return 0;
  const { data, width, height } = decodeMask(subject.mask);
  const drawn = await drawnMask(scene, width, height);
  let [both, either] = [0, 0];
  for (let at = 0; at < data.length; at += 1) {
    both += Math.min(data[at] as number, drawn[at] as number);
    either += Math.max(data[at] as number, drawn[at] as number);
  }
  return both / either;
}

async function boxOverlap(scene: HardScene): Promise<number> {
  const { subject } = analysisOf(scene.name);
  if (!subject) return 0;
  const drawn = await boxOfDrawn(scene);
  const across = sharedLength([drawn.x, drawn.width], [subject.box.x, subject.box.width]);
  const down = sharedLength([drawn.y, drawn.height], [subject.box.y, subject.box.height]);
  const area = ({ width, height }: Pick<Box, 'width' | 'height'>) => width * height;
  return (across * down) / (area(drawn) + area(subject.box) - across * down);
}

function sharedLength([from, long]: [number, number], [otherFrom, otherLong]: [number, number]): number {
  return Math.max(0, Math.min(from + long, otherFrom + otherLong) - Math.max(from, otherFrom));
}

async function boxOfDrawn(scene: HardScene): Promise<Box> {
  const { width, height } = await sharp(scene.mask).metadata();
  const drawn = await drawnMask(scene, width, height);
  const solid = [...drawn.entries()].filter(([, value]) => value > 127).map(([at]) => at);
  const [xs, ys] = [solid.map((at) => at % width), solid.map((at) => Math.floor(at / width))];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [right, bottom] = [Math.max(...xs) + 1, Math.max(...ys) + 1];
  return { x: left / width, y: top / height, width: (right - left) / width, height: (bottom - top) / height };
}

describe('of a photograph that is hard', () => {
  test.each(photographed.map((scene) => [scene.name, scene] as const))(
    'the subject is found, whole and alone: %s',
    async (name, scene) => {
      const least = LEAST[name] ?? expect.fail(`${name} has no least overlap`);
      expect(await maskOverlap(scene)).toBeGreaterThan(least.mask);
      expect(await boxOverlap(scene)).toBeGreaterThan(least.box);
    },
  );

  describe('it is known whether that is one thing, several, people or nothing in particular', () => {
    for (const { name, kind, person } of hardScenes) {
      // A mistake that is made no more is to be taken off the list.
      const told = MISTAKEN.includes(name) ? test.fails : test;
      told(name, () => {
        const { subject } = analysisOf(name);
        expect(subject?.kind ?? 'none').toBe(kind);
        if (kind !== 'none') expect(subject?.person).toBe(person);
      });
    }
  });

  test('two dogs are two parts, three people have three faces', () => {
    expect(analysisOf('dogs').subject?.parts).toHaveLength(2);
    expect(analysisOf('group').faces).toHaveLength(3);
  });
});
