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

/** The pictures that are shown, each with the place of its image in the order. */
function seated(images: Images, uploaded: OrderImage[]): Record<string, number> | undefined {
  const cast = assignImages({ images }, uploaded);
  return cast && Object.fromEntries([...cast].map(([picture, image]) => [picture, uploaded.indexOf(image)]));
}

test('subjects take the places in the order of the request, whichever of them has a cut-out', async () => {
  const [plain, cut] = [await photo(0.5), await cutPerson(BODY, { bottom: 0.6 })];
  expect(seated(VERSUS, [plain, cut])).toEqual({ photo: 0, 'photo-2': 1 });
  expect(seated(VERSUS, [cut, plain])).toEqual({ photo: 0, 'photo-2': 1 });
});

test('subjects are shown alike: as the template names it first, or as all of them can be', async () => {
  const [cut, alpha] = [await cutPerson(BODY, { bottom: 0.6 }), await product()];
  expect(seated(VERSUS, [cut, cut])).toEqual({ cutout: 0, 'cutout-2': 0 });
  expect(
    seated({ photo: 'either', cutout: 'either', 'photo-2': 'either', 'cutout-2': 'either' }, [cut, alpha]),
  ).toEqual({
    cutout: 0,
    'cutout-2': 1,
  });
  expect(seated(VERSUS, [alpha, await photo(0.5)])).toEqual({ cutout: 0, 'photo-2': 1 });
});

test('what its image cuts off at a side is framed beside another', async () => {
  const cut = await cutPerson(BODY, { left: 0.4 });
  expect(seated(VERSUS, [cut, cut])).toEqual({ photo: 0, 'photo-2': 0 });
});

test('a template does not fit without what it requires in each place, or where it would leave out the main picture', async () => {
  const plain = await photo(0.5);
  expect(seated(VERSUS, [plain])).toBeUndefined();
  expect(seated(VERSUS, [])).toBeUndefined();
  expect(seated(COLLAGE, [await person(), plain, plain])).toBeUndefined();
  expect(seated(COLLAGE, [plain, await person(), plain])).toEqual({ photo: 0, 'photo-2': 0 });
});

test('backgrounds fill what subjects leave free in a collage, and stand in for subjects that are not there', async () => {
  const [subject, ground, other] = [await photo(0.5), await photo(0.2, 'BACKGROUND'), await photo(0.8, 'BACKGROUND')];
  expect(seated(COLLAGE, [ground, subject, other])).toEqual({ photo: 1, 'photo-2': 0, 'photo-3': 2 });
  expect(seated(VERSUS, [subject, ground])).toBeUndefined();
  expect(seated(VERSUS, [ground, other])).toEqual({ photo: 0, 'photo-2': 1 });
});

test('the ground behind several subjects is none of them', async () => {
  const [one, ground] = [await person(), await photo(0.2, 'BACKGROUND')];
  const images: Images = { ...VERSUS, backdrop: 'optional' };
  expect(seated(images, [one, ground, await product()])).toEqual({ cutout: 0, 'cutout-2': 2, backdrop: 1 });
  expect(seated(images, [one, await product()])).toEqual({ cutout: 0, 'cutout-2': 1 });
});

test('how much of the subjects is left out counts all but the main one', async () => {
  const subjects = [await photo(0.2), await photo(0.4), await photo(0.6)];
  const unseen = (images: Images, uploaded: OrderImage[]) => {
    const cast = assignImages({ images }, uploaded);
    return cast && leftOutShare(cast, uploaded);
  };
  expect(unseen(COLLAGE, subjects)).toBe(0);
  expect(unseen(VERSUS, subjects)).toBe(0.5);
  expect(unseen({ photo: 'required' }, subjects)).toBe(1);
  expect(unseen({ photo: 'required' }, [subjects[0] as OrderImage, await photo(0.2, 'BACKGROUND')])).toBe(0);
});
