import { formatOf } from '@proofsheet/domain';
import type { Box } from '@proofsheet/raster';
import { expect, test } from 'vitest';
import type { Layout } from '../layout/layers.ts';
import { subjectFindings } from './subject-findings.ts';

/** A face that nearly reaches the foot of its picture, in the upper part of a frame, and a line of words. */
function codes(words: Box): string[] {
  const box = { x: 0, y: 0, width: 600, height: 530 };
  const face = { x: 200, y: 200, width: 240, height: 320 };
  const crop = { x: 0, y: 0, width: 600, height: 530 };
  const placement = {
    ...{ box, crop, faces: [face], focus: { x: 300, y: 340 }, cutFaces: 0, armsCut: 0, cutOffShare: 0 },
    ...{ beyond: 0, behind: 0, mirrored: 0, empty: 0 },
  };
  const layers = [
    {
      type: 'image',
      slot: 'photo',
      photo: { width: 600, height: 530, trust: 1, heads: [] },
      placement,
      attributes: {},
    },
    { type: 'drawing', runs: [{ slot: 'headline', box: words }], logos: [] },
  ];
  const setting = { format: formatOf({ width: 1280, height: 720 }, 'THUMBNAIL'), pictures: new Map() };
  return subjectFindings({ setting, layers } as unknown as Layout).map(({ code }) => code);
}

test('words below the picture of a face do not cover it, however near the face is to that edge', () => {
  expect(codes({ x: 20, y: 540, width: 900, height: 120 })).not.toContain('face_covered');
  expect(codes({ x: 20, y: 500, width: 900, height: 120 })).toContain('face_covered');
});
