import { expandFormats, generationRequestSchema, LIMITS } from '@proofsheet/domain';
import { z } from 'zod';

const DEFAULT_SEED = 1;

/** A generation's body, so that an editor sends what it is going to submit. */
export const previewRequestSchema = generationRequestSchema
  .safeExtend({
    editor: z
      .string()
      .min(1)
      .max(64)
      .regex(/^[^\0]*$/, 'must not contain U+0000')
      .optional()
      .describe(
        'Names the place where somebody edits, such as a tab: a newer preview of the same editor takes the place of one that is not begun, which is answered 409.',
      ),
    seed: generationRequestSchema.shape.seed
      .unwrap()
      .default(DEFAULT_SEED)
      .describe('As of a generation; always the same when left out, so that a picture stays while its words change.'),
  })
  .superRefine(({ formats, kind }, context) => {
    const count = expandFormats(formats, kind).length;
    if (count <= LIMITS.previewFormats) return;
    const message = `are ${count} formats; a preview shows ${LIMITS.previewFormats} at most`;
    context.addIssue({ code: 'custom', path: ['formats'], message });
  })
  .meta({
    id: 'PreviewRequest',
    description: 'As a generation. One variant is drawn, as a JPEG; what does not concern that is ignored.',
  });
