import type { Face, Point } from '@proofsheet/domain';
import type { Mask } from '@proofsheet/raster';
import { expect, test } from 'vitest';
import { focusOf } from './focus.ts';

const somewhere = { x: 0.9, y: 0.9 };

/** Its eyes stand at two fifths of its height. */
function faceAt(x: number, y: number, side: number): Face {
  const at = (across: number, down: number): Point => ({ x: x + across * side, y: y + down * side });
  const eyes = { left: at(0.3, 0.4), right: at(0.7, 0.4) };
  return { x, y, width: side, height: side, score: 0.9, eyes, nose: at(0.5, 0.6), mouth: at(0.5, 0.8), gaze: 0 };
}

function maskOf(width: number, height: number, isSubject: (x: number, y: number) => boolean): Mask {
  const data = Uint8Array.from({ length: width * height }, (_, at) =>
    isSubject(at % width, Math.floor(at / width)) ? 255 : 0,
  );
  return { data, width, height };
}

test('a face has the focus between its eyes, whatever the subject is', async () => {
  const subject = maskOf(10, 10, () => true);
  expect(await focusOf([faceAt(0.2, 0.1, 0.4)], subject, () => somewhere)).toEqual({
    focus: { x: expect.closeTo(0.4), y: expect.closeTo(0.26) },
    focusBy: 'faces',
  });
});

test('of two faces the larger has more of it, and a passer-by nothing', async () => {
  const [large, small, passer] = [faceAt(0.1, 0.2, 0.4), faceAt(0.7, 0.2, 0.2), faceAt(0.9, 0.9, 0.05)];
  const { focus } = await focusOf([large, small], undefined, () => somewhere);
  // Areas 0.16 and 0.04: four parts of 0.3 and one of 0.8.
  expect(focus.x).toBeCloseTo(0.4);
  expect((await focusOf([large, small, passer], undefined, () => somewhere)).focus).toEqual(focus);
});

test('a subject has it in its centre of gravity', async () => {
  const lowerRight = maskOf(100, 80, (x, y) => x >= 60 && x < 90 && y >= 50 && y < 70);
  expect(await focusOf([], lowerRight, () => somewhere)).toEqual({
    focus: { x: expect.closeTo(0.75), y: expect.closeTo(0.75) },
    focusBy: 'subject',
  });
});

test('a tall subject has it nearer to its head, a wide one does not', async () => {
  const tall = maskOf(100, 100, (x, y) => x >= 40 && x < 60 && y >= 10 && y < 90);
  const wide = maskOf(100, 100, (x, y) => y >= 40 && y < 60 && x >= 10 && x < 90);
  expect((await focusOf([], tall, () => somewhere)).focus.y).toBeCloseTo(0.38, 2);
  expect((await focusOf([], wide, () => somewhere)).focus.y).toBeCloseTo(0.5);
});

test('without face and subject it is where the eye goes; an empty mask is no subject', async () => {
  const expected = { focus: somewhere, focusBy: 'attention' };
  expect(await focusOf([], undefined, () => somewhere)).toEqual(expected);
  expect(
    await focusOf(
      [],
      maskOf(4, 4, () => false),
      () => somewhere,
    ),
  ).toEqual(expected);
});

test('half of the opacity has half of the weight', async () => {
  const soft: Mask = { data: Uint8Array.from([200, 0, 0, 100]), width: 4, height: 1 };
  expect((await focusOf([], soft, () => somewhere)).focus.x).toBeCloseTo((0.5 * 2 + 3.5) / 3 / 4);
});
