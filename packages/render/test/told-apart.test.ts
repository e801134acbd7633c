import { beforeAll, describe, expect, test } from 'vitest';
import { openTypesetter, type Typesetter } from '../src/engine/takumi.ts';
import { loadFonts } from '../src/fonts/font-library.ts';
import type { OrderImage } from '../src/images/order-image.ts';
import { distanceBetween, type Sketch, sketchOf } from '../src/variants/sketch.ts';
import { cutPerson, photo, product } from './order-images.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';

/** The size at which a list of videos shows a thumbnail. */
const PREVIEW = { width: 168, height: 94 } as const;
/** The same layout in other colours is at most 0.4 away; two layouts in the same colours are seldom nearer than this. */
const LEAST = 0.3;

let pipeline: Pipeline;
let typesetter: Typesetter;
beforeAll(async () => {
  pipeline = await openPipeline();
  typesetter = await openTypesetter((await loadFonts()).files);
});

const COPY = {
  headline: '7 days of **silence** 😱',
  subline: 'What I heard',
  points: ['No phone', 'No music'],
  labels: ['Before', 'After'],
  author: 'Mara',
  price: '€249',
};

/** What each thumbnail template makes of the same words and images, as sketches of the preview. */
async function sketches(images: OrderImage[]): Promise<Map<string, Sketch>> {
  const made = new Map<string, Sketch>();
  for (const template of pipeline.templates.filter(({ kind }) => kind === 'THUMBNAIL')) {
    const layout = await pipeline.layOut({ template, format: PREVIEW, copy: COPY, images });
    if (layout) made.set(template.name, await sketchOf(layout, typesetter));
  }
  return made;
}

async function person(): Promise<OrderImage> {
  return cutPerson({ x: 0.2, y: 0.1, width: 0.6, height: 0.9 }, { bottom: 0.6 }, [{ x: 0.5, y: 0.3, height: 0.2 }]);
}

const SETS: Record<string, () => Promise<OrderImage[]>> = {
  'a person': async () => [await person()],
  'a person before a scene': async () => [await person(), await photo(0.6, 'BACKGROUND')],
  'a product': async () => [await product()],
  'two subjects': async () => [await person(), await product()],
  'three photographs': async () => [await photo(0.3), await photo(0.5), await photo(0.7)],
  'no picture': async () => [],
};

describe.each(Object.entries(SETS))('of %s', (_, images) => {
  test('any two templates are told apart in a list of videos', { timeout: 60_000 }, async () => {
    const all = [...(await sketches(await images()))];
    expect(all.length).toBeGreaterThan(2);
    const alike = all.flatMap(([name, sketch], index) =>
      all.slice(index + 1).flatMap(([other, sketched]) => {
        const distance = distanceBetween(sketch, sketched);
        return distance < LEAST ? [`${name} and ${other}: ${distance.toFixed(2)}`] : [];
      }),
    );
    expect(alike).toEqual([]);
  });
});
