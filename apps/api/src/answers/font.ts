import type { FontRow } from '@proofsheet/database';
import { FONT_MEDIA_TYPES } from '@proofsheet/domain';
import { z } from 'zod';
import { id, time } from './fields.ts';

export const fontSchema = z
  .object({
    id: id.describe('What `brand.font` and `brand.textFont` of a generation name.'),
    family: z.string(),
    style: z.string(),
    weight: z
      .object({ least: z.number(), most: z.number() })
      .describe('One weight twice, or the axis of a variable font.'),
    characters: z.int().describe('How many it draws; what it does not is drawn in our fonts.'),
    originalName: z.string(),
    mediaType: z.enum(FONT_MEDIA_TYPES),
    bytes: z.int().min(1),
    sha256: z.string(),
    createdAt: time,
  })
  .meta({ id: 'Font', description: 'An uploaded font.' });

export function fontAnswer(row: FontRow): z.infer<typeof fontSchema> {
  const { id, originalName, mediaType, bytes, sha256, facts, createdAt } = row;
  const { family, style, weight, ranges } = facts;
  const characters = ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  return {
    ...{ id, family, style, weight, characters, originalName, mediaType, bytes, sha256 },
    createdAt: createdAt.toISOString(),
  };
}
