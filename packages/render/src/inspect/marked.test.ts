import { finding } from '@proofsheet/domain';
import { expect, test } from 'vitest';
import { marked } from './marked.ts';

const FRAME = { width: 1000, height: 500 };
const found = finding('face_cut', 1, 'A face is cut.');

test('a finding has its boxes in shares of the picture, as far as they are in it', () => {
  const boxes = [
    { x: 100, y: 100, width: 250, height: 50 },
    { x: 900, y: -50, width: 300, height: 100 },
  ];
  expect(marked(found, boxes, FRAME).boxes).toEqual([
    { x: 0.1, y: 0.2, width: 0.25, height: 0.1 },
    { x: 0.9, y: 0, width: 0.1, height: 0.1 },
  ]);
});

test('what lies outside, or nowhere, leaves the finding without a place', () => {
  expect(marked(found, [{ x: 2000, y: 0, width: 10, height: 10 }], FRAME)).toEqual(found);
  expect(marked(found, [], FRAME)).toEqual(found);
});
