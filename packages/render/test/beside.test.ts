import { beforeAll, expect, test } from 'vitest';
import { shownRoom } from '../src/inspect/room-findings.ts';
import { picturesOf } from '../src/inspect/seen-subject.ts';
import { keepsApart } from '../src/variants/beside.ts';
import { thing } from './order-images.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';

const UPRIGHT = { x: 0.3, y: 0.15, width: 0.4, height: 0.7 };
const TALL = { x: 0.4, y: 0.1, width: 0.2, height: 0.8 };
const WIDE = { x: 0.1, y: 0.35, width: 0.8, height: 0.35 };

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await openPipeline();
});

async function squareOf(photograph: Awaited<ReturnType<typeof thing>>, headline = 'New in', name = 'panel') {
  const template = pipeline.templates.find((one) => one.kind === 'AD' && one.name === name) ?? expect.fail();
  const spec = {
    template,
    format: 'google-300x250',
    copy: { headline, button: 'Shop' },
    images: [photograph],
  } as const;
  return (await pipeline.layOut(spec)) ?? expect.fail('it does not fit');
}

test('in a square an upright photograph stands beside the words, and a wide one above them', async () => {
  const upright = await squareOf(await thing(TALL, 900, 1200), 'A lamp for all of the long evenings to come');
  const [picture] = picturesOf(upright);
  expect(picture?.placement.box).toMatchObject({ y: 0, height: 250 });
  expect(picture?.placement.behind).toBe(0);
  const wide = await squareOf(await thing(WIDE, 1600, 900));
  expect(picturesOf(wide)[0]?.placement.box).toMatchObject({ x: 0, width: 300 });
});

test('words that do not fit beside an upright photograph stand below it', async () => {
  const long = await squareOf(await thing(UPRIGHT, 900, 1200), 'Unvergleichlichkeiten, wohin man auch schaut');
  expect(picturesOf(long)[0]?.placement.box).toMatchObject({ x: 0, width: 300 });
  expect(shownRoom(long).shown).toBeGreaterThan(0.3);
});

test.each(['panel', 'card'])('above few words the picture of a square %s is the higher', async (name) => {
  const wide = await thing(WIDE, 1600, 900);
  const heights = await Promise.all(
    ['New in', 'Everything that you need for a long weekend by the sea, and a few things that nobody needs'].map(
      async (headline) => {
        const [picture] = picturesOf(await squareOf(wide, headline, name));
        return picture?.placement.box.height ?? 0;
      },
    ),
  );
  expect(heights[0]).toBeGreaterThan((heights[1] as number) * 1.05);
  expect(heights[0]).toBeGreaterThan(130);
});

test('words that end below the upper edge of a foot are not kept apart', async () => {
  const layout = await squareOf(await thing(TALL, 900, 1200), 'A lamp for all of the long evenings to come');
  const { setting } = layout;
  const above = (height: number) => ({
    ...layout,
    setting: { ...setting, foot: { kind: 'below', height, margin: 0 } as const },
  });
  expect(keepsApart(layout)).toBe(true);
  expect(keepsApart(above(4))).toBe(true);
  expect(keepsApart(above(120))).toBe(false);
});
