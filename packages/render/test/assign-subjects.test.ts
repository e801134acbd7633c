import { expect, test } from 'vitest';
import type { OrderImage } from '../src/images/order-image.ts';
import { assignImages } from '../src/planning/assign-images.ts';
import { leftOutShare } from '../src/planning/assign-subjects.ts';
import type { Manifest } from '../src/templates/manifest.ts';
import { cutPerson, person, photo, product } from './order-images.ts';

type Images = Manifest['images'];
const BODY = { x: 0.2, y: 0.1, width: 0.6, height: 0.9 };
const VERSUS: Images = { cutout: 'either', photo: 'either', 'cutout-2': 'either', 'photo-2': 'either' };
const COLLAGE: Images = { photo: 'required', 'photo-2': 'required', 'photo-3': 'optional', 'photo-4': 'optional' };

/** The slots that are filled, each with the index of its image in the order. */
function assigned(images: Images, uploaded: OrderImage[]): Record<string, number> | undefined {
  const assignment = assignImages({ images }, uploaded);
  return assignment && Object.fromEntries([...assignment].map(([slot, image]) => [slot, uploaded.indexOf(image)]));
}

test('subjects take the positions in the order of the request, whichever of them has a cut-out', async () => {
  const [plain, cut] = [await photo(0.5), await cutPerson(BODY, { bottom: 0.6 })];
  expect(assigned(VERSUS, [plain, cut])).toEqual({ photo: 0, 'photo-2': 1 });
  expect(assigned(VERSUS, [cut, plain])).toEqual({ photo: 0, 'photo-2': 1 });
});

test('subjects are all cut out or all framed: as the template names first, or as all of them can be', async () => {
  const [cut, alpha] = [await cutPerson(BODY, { bottom: 0.6 }), await product()];
  expect(assigned(VERSUS, [cut, cut])).toEqual({ cutout: 0, 'cutout-2': 0 });
  expect(
    assigned({ photo: 'either', cutout: 'either', 'photo-2': 'either', 'cutout-2': 'either' }, [cut, alpha]),
  ).toEqual({
    cutout: 0,
    'cutout-2': 1,
  });
  expect(assigned(VERSUS, [alpha, await photo(0.5)])).toEqual({ cutout: 0, 'photo-2': 1 });
});

test('a subject that its image cuts off at a side is framed beside another', async () => {
  const cut = await cutPerson(BODY, { left: 0.4 });
  expect(assigned(VERSUS, [cut, cut])).toEqual({ photo: 0, 'photo-2': 0 });
});

test('a template does not fit where a position that it requires stays empty, or the main subject is left out', async () => {
  const plain = await photo(0.5);
  expect(assigned(VERSUS, [plain])).toBeUndefined();
  expect(assigned(VERSUS, [])).toBeUndefined();
  expect(assigned(COLLAGE, [await person(), plain, plain])).toBeUndefined();
  expect(assigned(COLLAGE, [plain, await person(), plain])).toEqual({ photo: 0, 'photo-2': 0 });
});

test('backgrounds fill the positions that subjects leave free in a collage, and replace missing subjects', async () => {
  const [subject, ground, other] = [await photo(0.5), await photo(0.2, 'BACKGROUND'), await photo(0.8, 'BACKGROUND')];
  expect(assigned(COLLAGE, [ground, subject, other])).toEqual({ photo: 1, 'photo-2': 0, 'photo-3': 2 });
  expect(assigned(VERSUS, [subject, ground])).toBeUndefined();
  expect(assigned(VERSUS, [ground, other])).toEqual({ photo: 0, 'photo-2': 1 });
});

test('a background takes no position beside a single subject that is cut out: it belongs behind that', async () => {
  const [cut, ground] = [await cutPerson(BODY, { bottom: 0.6 }), await photo(0.2, 'BACKGROUND')];
  expect(assigned(COLLAGE, [cut, ground])).toBeUndefined();
  expect(assigned(COLLAGE, [cut, cut, ground])).toEqual({ photo: 0, 'photo-2': 0, 'photo-3': 2 });
});

test('the backdrop of several subjects is none of them', async () => {
  const [one, ground] = [await person(), await photo(0.2, 'BACKGROUND')];
  const images: Images = { ...VERSUS, backdrop: 'optional' };
  expect(assigned(images, [one, ground, await product()])).toEqual({ cutout: 0, 'cutout-2': 2, backdrop: 1 });
  expect(assigned(images, [one, await product()])).toEqual({ cutout: 0, 'cutout-2': 1 });
});

test('the share of subjects that is left out does not count the main one, and a background beside it by a half', async () => {
  const subjects = [await photo(0.2), await photo(0.4), await photo(0.6)];
  const leftOut = (images: Images, uploaded: OrderImage[]) => {
    const assignment = assignImages({ images }, uploaded);
    return assignment && leftOutShare(assignment, uploaded);
  };
  expect(leftOut(COLLAGE, subjects)).toBe(0);
  expect(leftOut(VERSUS, subjects)).toBe(0.5);
  expect(leftOut({ photo: 'required' }, subjects)).toBe(1);
  expect(leftOut({ photo: 'required' }, [subjects[0] as OrderImage, await photo(0.2, 'BACKGROUND')])).toBe(0.5);
});
