import { beforeAll, describe, expect, test } from 'vitest';
import { createRenderer, type OrderImage, type Renderer } from '../src/index.ts';
import { fillAllSlots, selectShown } from '../src/planning/assign-images.ts';
import { loadTemplates } from '../src/templates/load.ts';
import type { ImageSlot, Template } from '../src/templates/manifest.ts';
import { cutPerson, person, photo } from './order-images.ts';

const BODY = { x: 0.2, y: 0.1, width: 0.6, height: 0.9 };

function filledSlots(images: OrderImage[]): string[] {
  return [...fillAllSlots(images).keys()].sort();
}

/** A person with a stored cut-out that the analysis calls usable, or not. */
async function personCutOut(usable: boolean): Promise<OrderImage> {
  const image = await cutPerson(BODY, { bottom: 0.6 });
  const { cutout } = image.analysis;
  return { ...image, analysis: { ...image.analysis, cutout: cutout && { ...cutout, usable } } };
}

describe('a subject', () => {
  test('with a usable cut-out may be shown cut out and framed, but never behind itself', async () => {
    expect(filledSlots([await personCutOut(true)])).toEqual(['cutout', 'photo']);
  });

  test('whose cut-out is not trusted, not stored or switched off is framed', async () => {
    const image = await personCutOut(true);
    const switchedOff = { ...image, analysis: { ...image.analysis, cutout: null } };
    for (const framed of [await personCutOut(false), { ...image, cutout: undefined }, switchedOff])
      expect(filledSlots([framed])).toEqual(['backdrop', 'photo']);
  });

  test('that is a group is framed, unless its cut-out is surer than that of one person has to be', async () => {
    const group = async (confidence: number) => {
      const image = await cutPerson(BODY, { bottom: 0.6 }, [
        { x: 0.35, y: 0.3, height: 0.2 },
        { x: 0.65, y: 0.3, height: 0.2 },
      ]);
      const { cutout } = image.analysis;
      return { ...image, analysis: { ...image.analysis, cutout: cutout && { ...cutout, confidence } } };
    };
    expect(filledSlots([await group(0.73)])).toEqual(['backdrop', 'photo']);
    expect(filledSlots([await group(0.9)])).toEqual(['cutout', 'photo']);
  });

  test('that its image cuts off on both sides has no edge to stand on, and is framed', async () => {
    expect(filledSlots([await cutPerson(BODY, { left: 0.4, right: 0.4 })])).toEqual(['backdrop', 'photo']);
  });

  test('with alpha is its own cut-out and is never framed', async () => {
    expect(filledSlots([await person()])).toEqual(['cutout']);
  });

  test('keeps its background behind it', async () => {
    const filled = fillAllSlots([await personCutOut(true), await photo(0.5, 'BACKGROUND')]);
    expect(filled.get('backdrop')?.role).toBe('BACKGROUND');
  });
});

describe('a template', () => {
  let templates: Template[];
  let image: OrderImage;
  beforeAll(async () => {
    templates = await loadTemplates();
    image = await personCutOut(true);
  });
  const shown = (name: string, slots: ImageSlot[]) => {
    const template = templates.find((candidate) => candidate.name === name && candidate.kind === 'THUMBNAIL');
    const filled = new Map(slots.map((slot) => [slot, image]));
    return [...(selectShown(template as Template, filled)?.keys() ?? ['does not fit'])];
  };

  test('shows a subject once: in the slot that it requires, or else in the one that it names first', () => {
    expect(shown('spotlight', ['cutout', 'photo'])).toEqual(['cutout']);
    expect(shown('fade', ['cutout', 'photo'])).toEqual(['photo']);
    expect(shown('split', ['cutout', 'photo'])).toEqual(['photo']);
    expect(shown('number', ['cutout', 'photo'])).toEqual(['cutout']);
    expect(shown('number', ['photo'])).toEqual(['photo']);
  });

  test('that cannot show the subject does not fit', () => {
    expect(shown('poster', ['photo'])).toEqual(['does not fit']);
    expect(shown('fade', ['cutout'])).toEqual(['does not fit']);
  });
});

test('the same order makes the same bytes, cut out and framed', async () => {
  const renderer: Renderer = await createRenderer();
  const image = await cutPerson(BODY, { bottom: 0.6 }, [{ x: 0.5, y: 0.3, height: 0.2, gaze: 0.5 }]);
  const order = { kind: 'THUMBNAIL', brand: {}, formats: ['youtube-thumbnail'], mediaType: 'image/jpeg' } as const;
  const render = async () => {
    const copy = { headline: 'Why **now**', subline: 'It saves lives' };
    const outputs = renderer.render({ ...order, copy, variants: 4, seed: 3, images: [image] });
    return (await Array.fromAsync(outputs)).map(({ template, sha256 }) => `${template} ${sha256}`);
  };
  const first = await render();
  expect(await render()).toEqual(first);
  expect(new Set(first).size).toBe(4);
});
