import { FINDINGS } from '@proofsheet/domain';
import { expect, test } from 'vitest';
import type { TextRun } from '../layout/layers.ts';
import { runningInto, shareOfLine, shareOfPlate, shareOnSubject } from './on-subject.ts';

const LOGO = { x: 100, y: 100, width: 80, height: 20 };
/** A subject of 200 x 100 pixels in cells of 10. */
const subjectAt = (left: number, top: number, clear = 1) =>
  Array.from({ length: 200 }, (_, index) => ({
    ...{ x: left + 5 + (index % 20) * 10, y: top + 5 + Math.floor(index / 20) * 10 },
    ...{ weight: 1 / 200, clear },
  }));

test('a logo is on a subject with its clear space too, as far as the subject can be seen', () => {
  expect(shareOnSubject(LOGO, [subjectAt(60, 60)], [])).toBeCloseTo(1, 1);
  expect(shareOnSubject(LOGO, [subjectAt(60, 60, 0.1)], [])).toBe(0);
  expect(shareOnSubject(LOGO, [subjectAt(60, 122)], [])).toBeGreaterThan(0.05);
  expect(shareOnSubject(LOGO, [subjectAt(60, 126)], [])).toBe(0);
});

test('a subject that meets a letter of the logo is on it', () => {
  const { limit } = FINDINGS.logo_on_subject;
  expect(shareOnSubject(LOGO, [subjectAt(176, 110)], [])).toBeGreaterThan(limit);
  expect(shareOnSubject(LOGO, [subjectAt(180, 110)], [])).toBeLessThan(limit);
});

test('a logo is on a face that can be seen', () => {
  const box = { x: 90, y: 90, width: 40, height: 60 };
  expect(shareOnSubject(LOGO, [], [{ box, clear: 1 }])).toBeGreaterThan(0.3);
  expect(shareOnSubject(LOGO, [], [{ box, clear: 0.2 }])).toBe(0);
});

test('a line is on a subject that can be seen behind its letters, not where it only comes near', () => {
  const line = { box: { x: 100, y: 100, width: 100, height: 40 }, size: 40 } as TextRun;
  expect(shareOfLine(line, [subjectAt(60, 80)])).toBeCloseTo(1, 1);
  expect(shareOfLine(line, [subjectAt(180, 80)])).toBeCloseTo(0.2, 1);
  expect(shareOfLine(line, [subjectAt(60, 80, 0.2)])).toBe(0);
  expect(shareOfLine(line, [subjectAt(60, 138)])).toBe(0);
});

test('a plate whose corner is on a subject that is seen beside it is on it, one that covers all of it or lies on a panel not', () => {
  const { limit } = FINDINGS.text_on_subject;
  const plate = { x: 100, y: 100, width: 80, height: 30 };
  const corner = [subjectAt(164, 122)];
  expect(shareOfPlate(plate, corner, corner)).toBeGreaterThan(limit);
  expect(shareOfPlate(plate, corner, [subjectAt(164, 122, 0.1)])).toBe(0);
  expect(shareOfPlate(plate, [subjectAt(182, 122)], [subjectAt(182, 122)])).toBe(0);
});

test('a line runs into a cut-out with its first letter, and stands on it where all of it does', () => {
  const line = { box: { x: 100, y: 100, width: 200, height: 40 }, size: 40 } as TextRun;
  expect(runningInto(line, [subjectAt(-85, 80)])).toBeGreaterThan(FINDINGS.text_on_subject.limit);
  expect(runningInto(line, [subjectAt(100, 80)])).toBe(0);
  expect(runningInto(line, [subjectAt(320, 80)])).toBe(0);
});
