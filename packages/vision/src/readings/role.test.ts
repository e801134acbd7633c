import type { Cutout, CutoutMethod, Face, Seen } from '@proofsheet/domain';
import { expect, test } from 'vitest';
import { guessRole } from './role.ts';

const photo = (plain: boolean, sharpness = 1): Pick<Seen, 'nature' | 'ground' | 'sharpness'> => ({
  nature: { is: 'photo', confidence: 0.9 },
  ground: { plain, hex: '#ffffff' },
  sharpness,
});
const drawn = { ...photo(true), nature: { is: 'logo' as const, confidence: 0.8 } };

function face(height: number): Face {
  const middle = { x: 0.5, y: 0.5 };
  const eyes = { left: middle, right: middle };
  return { x: 0.4, y: 0.4, width: height, height, score: 0.95, eyes, nose: middle, mouth: middle, gaze: 0 };
}

function cutout(by: CutoutMethod, usable = true): Cutout {
  const whole = { x: 0, y: 0, width: 1, height: 1 };
  const touches = { left: 0, top: 0, right: 0, bottom: 0 };
  return { by, bounds: whole, touches, confidence: 0.9, parts: { area: 0.9, edge: 0.9, agreement: 0.9 }, usable };
}

test('a portrait is a person, even where it is drawn or cut out', () => {
  expect(guessRole([face(0.4)], cutout('person'), photo(true))).toEqual({ is: 'PERSON', confidence: 0.95 });
  expect(guessRole([face(0.4)], cutout('alpha'), drawn).is).toBe('PERSON');
});

test('what is drawn is a logo, as surely as it is drawn', () => {
  expect(guessRole([], cutout('alpha'), drawn)).toEqual({ is: 'LOGO', confidence: 0.8 });
});

test('what is cut out or stands on a plain ground is a product, a cut-out the more surely', () => {
  const sure = guessRole([], cutout('alpha'), photo(false));
  const likely = guessRole([], null, photo(true));
  expect([sure.is, likely.is, guessRole([], cutout('plain-ground'), photo(true)).is]).toEqual(Array(3).fill('PRODUCT'));
  expect(likely.confidence).toBeLessThan(sure.confidence);
});

test('a full-length person is one with less confidence, a passer-by is not', () => {
  expect(guessRole([face(0.09)], null, photo(false))).toEqual({ is: 'PERSON', confidence: 0.6 });
  expect(guessRole([face(0.03)], null, photo(false)).is).toBe('BACKGROUND');
});

test('anything else is a background without much confidence: an empty ground, a scene, a cut-out that failed', () => {
  for (const [found, seen] of [
    [null, photo(true, 0)],
    [null, photo(false)],
    [cutout('model', false), photo(false)],
  ] as const) {
    const role = guessRole([], found, seen);
    expect(role.is).toBe('BACKGROUND');
    expect(role.confidence).toBeLessThan(0.5);
  }
});
