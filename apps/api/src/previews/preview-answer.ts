import type { DrawnPreview } from '@proofsheet/database';
import { formatOf, type GenerationKind, type GenerationSpec, nameOf } from '@proofsheet/domain';
import { z } from 'zod';
import { reportSchema } from '../answers/report.ts';

export const previewSchema = z
  .object({
    seed: z.int().describe('Give it to the generation that is to look like this.'),
    template: z.string().nullable().describe('The same in all outputs; null where there are none.'),
    outputs: z.array(
      z.object({
        format: z.string(),
        width: z.int().describe('Of the format.'),
        height: z.int(),
        template: z.string(),
        templateVersion: z.int().min(0),
        score: z.number(),
        report: reportSchema,
        picture: z.object({
          width: z.int().describe('As many pixels as 640x360 has, at most.'),
          height: z.int(),
          mediaType: z.literal('image/jpeg'),
          url: z.string().describe('A `data:` address: put it into `<img>` as it is.'),
        }),
      }),
    ),
    missing: z
      .array(z.object({ format: z.string(), code: z.string(), message: z.string() }))
      .describe('With `onOutputError: skip`: what cannot be made, and why.'),
  })
  .meta({ id: 'Preview', description: 'One variant in all formats, small: what a generation of it would look like.' });

export function previewAnswer(
  { outputs, missing }: DrawnPreview,
  { kind, seed, spec }: { readonly kind: GenerationKind; readonly seed: number; readonly spec: GenerationSpec },
): z.infer<typeof previewSchema> {
  const formats = new Map(spec.formats.map((choice) => [nameOf(choice), formatOf(choice, kind)]));
  return {
    seed,
    template: outputs[0]?.template ?? null,
    outputs: outputs.map(({ format, template, templateVersion, score, report, ...picture }) => ({
      ...{ format, template, templateVersion, score },
      width: formats.get(format)?.width ?? picture.width,
      height: formats.get(format)?.height ?? picture.height,
      // As a worker made it; the serializer compares it with the schema.
      report: report as z.infer<typeof reportSchema>,
      picture: {
        ...{ width: picture.width, height: picture.height, mediaType: 'image/jpeg' as const },
        url: `data:image/jpeg;base64,${picture.data}`,
      },
    })),
    missing: [...missing],
  };
}
