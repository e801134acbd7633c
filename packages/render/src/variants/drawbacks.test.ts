import { finding } from '@proofsheet/domain';
import { expect, test } from 'vitest';
import type { Layout } from '../layout/layers.ts';
import type { Candidate } from '../planning/candidates.ts';
import { repetition, weaknessOf, weightOf } from './drawbacks.ts';

const template = (name: string) => ({ name }) as Candidate['template'];
const [split, fade] = [template('split'), template('fade')];
const candidate = (changes: Partial<Candidate> = {}): Candidate => ({
  ...{ template: split, scheme: 'deep', flip: false, swap: false, crop: 'usual', pictures: new Map(), blind: false },
  omits: { pictures: 0, copy: 0, images: 0, offer: 0, foot: 0 },
  ...changes,
});
const warning = finding('ground_blurred', 0.3, 'Blurred.');

/** An ad with nothing but a headline of this size, in shares of its side. */
const layoutOf = (headline: number, needs: string[] = []): Layout =>
  ({
    setting: {
      crop: 'usual',
      template: { needs },
      format: { kind: 'AD', width: 1000, height: 1000, aspect: 'square' },
    },
    ...{ layers: [], headline: [{ size: headline * 1000 }] },
  }) as unknown as Layout;

test('layouts are weak as far as each is below what is good enough, and all formats count', () => {
  expect(weaknessOf([layoutOf(0.09), layoutOf(0.07)])).toBe(0);
  const one = weaknessOf([layoutOf(0.09), layoutOf(0.04)]);
  expect(one).toBeGreaterThan(0.1);
  expect(weaknessOf([layoutOf(0.04), layoutOf(0.04)])).toBeCloseTo(one * 2);
  expect(weaknessOf([layoutOf(0.02)])).toBeGreaterThan(one);
  expect(weaknessOf([layoutOf(0.045)])).toBeGreaterThan(0.1);
  expect(weaknessOf([layoutOf(0.045, ['coupon'])])).toBe(0);
  expect(weaknessOf([layoutOf(0.04, ['price'])])).toBe(one);
});

test('a thumbnail is weak whose words are small where it is listed, an ad whose product reaches over a third of it or less', () => {
  const format = { kind: 'THUMBNAIL', width: 1280, height: 720, aspect: 'wide' };
  const thumbnail = (size: number): Layout =>
    ({
      setting: { crop: 'usual', template: { needs: [] }, format },
      layers: [],
      headline: [{ size }],
    }) as unknown as Layout;
  expect(weaknessOf([thumbnail(110)])).toBe(0);
  expect(weaknessOf([thumbnail(70)])).toBeGreaterThan(0.05);
  const ad = (width: number, height: number): Layout => {
    const box = { x: 50, y: 50, width, height };
    const placement = { box, spots: [], bust: [], faces: [], cutOffShare: 0, behind: 0, mirrored: 0, empty: 0 };
    const picture = { type: 'image', slot: 'cutout', photo: {}, placement, attributes: {} };
    return { ...layoutOf(0.09), layers: [picture] } as unknown as Layout;
  };
  // As large as each other, and not as far-reaching.
  expect(weaknessOf([ad(600, 187)])).toBe(0);
  expect(weaknessOf([ad(335, 335)])).toBeGreaterThan(0.04);
});

test('a chosen composition in another tint is worse than another one with a warning in some formats, not in all', () => {
  const chosen = [candidate({ scheme: 'bright' })];
  const formats = 3;
  const tint = repetition(candidate(), chosen) * formats;
  const other = (warnings: number) =>
    weightOf({ candidate: candidate({ template: fade }), findings: Array(warnings).fill(warning), lost: 0 }, formats);
  expect(repetition(candidate({ template: fade }), chosen)).toBe(0);
  expect(repetition(candidate({ flip: true }), chosen) * formats).toBeLessThan(tint);
  expect(other(2)).toBeLessThan(tint);
  expect(other(4)).toBeGreaterThan(tint);
});

test('given words that are left out of every format are worse than a warning in each', () => {
  const omits = { ...candidate().omits, copy: 1 };
  const without = weightOf({ candidate: candidate({ omits }), findings: [], lost: 0 }, 3);
  expect(without).toBeGreaterThan(
    weightOf({ candidate: candidate(), findings: [warning, warning, warning], lost: 0 }, 3),
  );
});

test('somebody who is cut or left out is worse than to show again, in another tint, who is whole', () => {
  const whole = candidate();
  const cut = { candidate: candidate({ template: fade }), findings: [finding('face_cut', 1, 'Cut.')], lost: 0 };
  const again = weightOf({ candidate: whole, findings: [], lost: 0 }, 1) + repetition(whole, [whole]);
  expect(weightOf(cut, 1)).toBeGreaterThan(again);
});

test('a screen that is not there is worse than a subject that is cut and covered in three formats', () => {
  const wrong = [finding('subject_cut', 0.5, 'Cut.'), finding('subject_covered', 0.5, 'Covered.')];
  const cut = Array(3).fill(wrong).flat();
  const blind = weightOf({ candidate: candidate({ blind: true }), findings: [], lost: 0 }, 3);
  expect(blind).toBeGreaterThan(weightOf({ candidate: candidate({ template: fade }), findings: cut, lost: 0 }, 3));
});
