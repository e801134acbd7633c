import { z } from 'zod';
import {
  expandFormats,
  formatChoiceSchema,
  formatOf,
  nameOf,
  type RequestedFormat,
  requestedFormatSchema,
  servesKind,
} from './formats/choice.ts';
import { ASSET_ROLES, GENERATION_KINDS, OUTPUT_MEDIA_TYPES } from './kinds.ts';
import { LIMITS } from './limits.ts';
import { ON_OUTPUT_ERROR } from './missing.ts';
import { type Recipe, recipeSchema } from './recipe.ts';

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
const locale = z.string().max(35).refine(isLocale, 'a locale is written as in BCP 47, such as en or zh-Hant');
const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'a colour is written #rrggbb');

/** The words of a picture. Only the headline is needed; a template leaves out what is not given. */
export const copySchema = z.strictObject({
  headline: text(80).describe('Two to five words say most. `**word**` is drawn in the accent colour.'),
  subline: text(80).optional().describe('One supporting line.'),
  button: text(24).optional().describe('The call to action of an ad.'),
  price: text(16).optional().describe('Drawn as a badge where the template has one.'),
  brand: text(40).optional().describe('The name shown where no logo is given.'),
  points: z
    .array(text(48))
    .min(1)
    .max(4)
    .optional()
    .describe('One to four short lines: the points of an offer, the entries of a list.'),
  labels: z.array(text(24)).length(2).optional().describe('The two sides of a comparison, such as before and after.'),
  author: text(60).optional().describe('Who says the headline, where it is a quotation.'),
  locale: locale
    .optional()
    .describe('BCP 47, such as `de-AT`: quotation marks, capitals, line breaks, forms of Chinese characters.'),
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
      .array(requestedFormatSchema)
      .min(1)
      .max(LIMITS.outputs)
      .refine((formats) => new Set(formats.map(nameOf)).size === formats.length, 'a format is named once')
      .optional()
      .describe('Formats, presets and sizes of your own: GET /v1/formats lists them. `standard` when left out.'),
    variants: z.int().min(1).max(LIMITS.variants).default(4),
    mediaType: z.enum(OUTPUT_MEDIA_TYPES).default('image/jpeg'),
    template: z.string().max(64).optional().describe('Pins one template; otherwise the planner chooses several.'),
    like: z
      .strictObject({ outputId: z.uuid() })
      .optional()
      .describe('More like this output of yours: its template and side in other palettes and crops.'),
    strict: z
      .boolean()
      .default(false)
      .describe(
        'Delivers no image with a finding of severity `error`: another takes its place, or the generation fails.',
      ),
    onOutputError: z
      .enum(ON_OUTPUT_ERROR)
      .default('fail')
      .describe('When an output cannot be made: `fail` all, or `skip` it, make the others and name it in `missing`.'),
    seed: z.int().min(0).max(2_147_483_647).optional().describe('The same seed makes the same pictures.'),
    deadlineSeconds: z
      .int()
      .min(1)
      .max(LIMITS.deadlineSeconds)
      .optional()
      .describe('What is not finished so long after its submission is cancelled.'),
    metadata: z.record(word(64), word(500)).default({}).describe('Kept and given back untouched.'),
  })
  .superRefine((request, issue) => {
    for (const { path, message } of formatFlaws(request)) issue.addIssue({ code: 'custom', path, message });
    if (request.like && request.template !== undefined)
      issue.addIssue({
        code: 'custom',
        path: ['template'],
        message: '`like` has a template already; give one of them',
      });
  });
export type GenerationRequest = z.infer<typeof generationRequestSchema>;

interface Flaw {
  readonly path: (string | number)[];
  readonly message: string;
}

/** What only the whole request shows: formats of the other kind, and too many images or pixels in all. */
function formatFlaws({ kind, formats, variants }: FormatsAsked): Flaw[] {
  const foreign = [...(formats ?? []).entries()].filter(([, format]) => !servesKind(format, kind));
  if (foreign.length > 0)
    return foreign.map(([index, format]) => ({
      path: ['formats', index],
      message: `${nameOf(format)} has no format of ${kind}; GET /v1/formats?kind=${kind} lists those that do`,
    }));
  const choices = expandFormats(formats, kind);
  const flaws: Flaw[] = [];
  const outputs = outputCount({ formats: choices, variants });
  if (outputs > LIMITS.outputs)
    flaws.push({ path: ['formats'], message: `${outputs} images, formats times variants; at most ${LIMITS.outputs}` });
  const pixels = choices
    .map((choice) => formatOf(choice, kind))
    .reduce((sum, { width, height }) => sum + width * height, 0);
  if (pixels > LIMITS.variantPixels)
    flaws.push({ path: ['formats'], message: `${pixels} pixels in all formats; at most ${LIMITS.variantPixels}` });
  return flaws;
}

interface FormatsAsked {
  readonly kind: (typeof GENERATION_KINDS)[number];
  readonly formats?: readonly RequestedFormat[] | undefined;
  readonly variants: number;
}

/**
 * What a `Generation` row stores: the request with every default made explicit, and a version. Version 1 had no sizes of
 * one's own in `formats`; it is read as it is.
 */
export const generationSpecSchema = z.object({
  version: z.literal([1, 2]),
  copy: copySchema,
  brand: brandSchema,
  formats: z.array(formatChoiceSchema).min(1),
  variants: z.int().min(1),
  mediaType: z.enum(OUTPUT_MEDIA_TYPES),
  template: z.string().optional(),
  like: recipeSchema.optional(),
  strict: z.boolean().optional(),
  /** Left out: `fail`. */
  onOutputError: z.literal('skip').optional(),
});
export type GenerationSpec = z.infer<typeof generationSpecSchema>;

/**
 * Makes every default of a request explicit, so that a stored spec renders the same for ever. `like` is the recipe of the
 * output that the request names.
 */
export function specOf(request: GenerationRequest, like?: Recipe): GenerationSpec {
  return {
    version: 2,
    copy: request.copy,
    brand: request.brand,
    formats: expandFormats(request.formats, request.kind),
    variants: request.variants,
    mediaType: request.mediaType,
    ...(request.template === undefined ? {} : { template: request.template }),
    ...(like === undefined ? {} : { like }),
    ...(request.strict ? { strict: true } : {}),
    ...(request.onOutputError === 'skip' ? { onOutputError: 'skip' } : {}),
  };
}

/** How many images a generation ends with. Output `index` is variant * formats.length + format. */
export function outputCount(spec: Pick<GenerationSpec, 'formats' | 'variants'>): number {
  return spec.formats.length * spec.variants;
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
