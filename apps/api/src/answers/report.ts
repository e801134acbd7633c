import { findingSchema, recipeSchema } from '@proofsheet/domain';
import { z } from 'zod';

/** A finding of another version of Proofsheet may have a code that this one does not know. */
const storedFindingSchema = findingSchema
  .extend({ code: findingSchema.shape.code.or(z.string()) })
  .meta({ id: 'Finding', description: 'Something that the inspection found; docs/inspection.md lists the codes.' });

/** What the inspection of the final pixels found. Outputs of older versions lack what those did not measure. */
export const reportSchema = z
  .looseObject({
    findings: z.array(storedFindingSchema),
    parts: z.record(z.string(), z.number()).describe('The named parts of the score, 0 to 1 each.'),
    contrast: z.number().describe('The lowest WCAG contrast of any line of text.'),
    previewHeight: z.number().describe('Height of the headline in a preview 94 pixels high, in pixels.'),
    smallestText: z.number().nullable().describe('The smallest type size where the picture is shown, in pixels.'),
    facesCovered: z.number().describe('The largest share of a face that is covered.'),
    brand: z
      .array(z.looseObject({ colour: z.string(), share: z.number() }))
      .describe("How much of the picture is in each of the brand's colours, 0 to 1."),
    enlarged: z.number().describe('How many times larger than stored an image is shown, at most.'),
    mended: z
      .array(z.looseObject({ slot: z.string(), by: z.string(), change: z.number() }))
      .describe('What was changed so that text is legible.'),
    quality: z.number().describe('Of the encoder.'),
    gaveUp: z.array(z.string()).describe('What the encoder gave up to stay under the cap.'),
    recipe: recipeSchema,
    distance: z.number().nullable().describe('How far it is from the nearest variant before it, 0 to 1.'),
  })
  .partial()
  .meta({ id: 'Report', description: 'What the inspection of the final pixels found, and how they were made.' });
