import { z } from 'zod';
import { FORMAT_NAMES, formatNamed, formatsOf } from './formats.ts';
import { ASSET_ROLES, GENERATION_KINDS, OUTPUT_MEDIA_TYPES } from './kinds.ts';
import { LIMITS } from './limits.ts';

/** One line of words: white space is folded, and control characters, which no font draws and no database takes, are refused. */
const text = (most: number) =>
  z
    .string()
    .overwrite((words) => words.replace(/\s+/g, ' ').trim())
    .regex(/^\P{Cc}*$/u, 'no control characters')
    .min(1)
    .max(most);
/** What is kept and given back untouched may hold anything but NUL, which PostgreSQL stores in no text. */
const word = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^\0]*$/, 'no NUL');
const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'a colour is written #rrggbb');

/** The words of a picture. Only the headline is needed; a template leaves out what is not given. */
export const copySchema = z.strictObject({
  headline: text(80).describe('Two to five words say most. `**word**` is drawn in the accent colour.'),
  subline: text(80).optional().describe('One supporting line.'),
  button: text(24).optional().describe('The call to action of an ad.'),
  price: text(16).optional().describe('Drawn as a badge where the template has one.'),
  brand: text(40).optional().describe('The name shown where no logo is given.'),
});
export type Copy = z.infer<typeof copySchema>;

export const brandSchema = z.strictObject({
  primary: colour.optional().describe('The dominant colour. Taken from the images when left out.'),
  accent: colour.optional().describe('The colour that draws the eye. Taken from the images when left out.'),
});
export type Brand = z.infer<typeof brandSchema>;

export const assetUseSchema = z.strictObject({
  assetId: z.uuid(),
  role: z.enum(ASSET_ROLES).optional().describe('Overrides the role that the upload was given.'),
});

/** What a client submits: `POST /v1/generations`. */
export const generationRequestSchema = z
  .strictObject({
    kind: z.enum(GENERATION_KINDS),
    projectId: z.uuid().optional(),
    assets: z.array(assetUseSchema).max(LIMITS.generationAssets).default([]),
    copy: copySchema,
    brand: brandSchema.default({}),
    formats: z
      .array(z.enum(FORMAT_NAMES))
      .min(1)
      .refine((names) => new Set(names).size === names.length, 'a format is named once')
      .optional()
      .describe('Every format of the kind when left out.'),
    variants: z.int().min(1).max(LIMITS.variants).default(4),
    mediaType: z.enum(OUTPUT_MEDIA_TYPES).default('image/jpeg'),
    template: z.string().max(64).optional().describe('Pins one template; otherwise the planner chooses several.'),
    seed: z.int().min(0).max(2_147_483_647).optional().describe('The same seed makes the same pictures.'),
    metadata: z.record(word(64), word(500)).default({}).describe('Kept and given back untouched.'),
  })
  .superRefine((request, issue) => {
    const formats = request.formats ?? [];
    for (const [index, name] of formats.entries()) {
      if (formatNamed(name).kind === request.kind) continue;
      const allowed = formatsOf(request.kind).map((format) => format.name);
      issue.addIssue({
        code: 'custom',
        path: ['formats', index],
        message: `${name} is no format of ${request.kind}; it takes ${allowed.join(', ')}`,
      });
    }
  });
export type GenerationRequest = z.infer<typeof generationRequestSchema>;

/** What a `Generation` row stores: the request with every default made explicit, and a version. */
export const generationSpecSchema = z.object({
  version: z.literal(1),
  copy: copySchema,
  brand: brandSchema,
  formats: z.array(z.enum(FORMAT_NAMES)).min(1),
  variants: z.int().min(1),
  mediaType: z.enum(OUTPUT_MEDIA_TYPES),
  template: z.string().optional(),
});
export type GenerationSpec = z.infer<typeof generationSpecSchema>;

/** Makes every default of a request explicit, so that a stored spec renders the same for ever. */
export function specOf(request: GenerationRequest): GenerationSpec {
  return {
    version: 1,
    copy: request.copy,
    brand: request.brand,
    formats: request.formats ?? formatsOf(request.kind).map((format) => format.name),
    variants: request.variants,
    mediaType: request.mediaType,
    ...(request.template === undefined ? {} : { template: request.template }),
  };
}

/** How many images a generation ends with. Output `index` is variant * formats.length + format. */
export function outputCount(spec: Pick<GenerationSpec, 'formats' | 'variants'>): number {
  return spec.formats.length * spec.variants;
}
