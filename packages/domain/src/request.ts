import { z } from 'zod';
import { brandSchema } from './brand.ts';
import { deliverSchema } from './bucket-delivery.ts';
import { copySchema } from './copy.ts';
import { WEBHOOK_EVENTS } from './events.ts';
import {
  expandFormats,
  formatOf,
  nameOf,
  type RequestedFormat,
  requestedFormatSchema,
  servesKind,
} from './formats/choice.ts';
import { assetRoleSchema, type GenerationKind, generationKindSchema, outputMediaTypeSchema } from './kinds.ts';
import { LIMITS } from './limits.ts';
import { ON_OUTPUT_ERROR, outputCount } from './outputs.ts';

const assetUseSchema = z.strictObject({
  assetId: z.uuid(),
  role: assetRoleSchema.optional().describe('Overrides the role that the upload was given.'),
});

/** What is kept and given back untouched may hold anything but NUL, which PostgreSQL stores in no text. */
const opaque = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^\0]*$/, 'must not contain U+0000');

export const expiresAfterSchema = z.int().min(LIMITS.expirySeconds.least).max(LIMITS.expirySeconds.most);

/** What a client submits: `POST /v1/generations`. */
export const generationRequestSchema = z
  .strictObject({
    kind: generationKindSchema,
    projectId: z.uuid().optional(),
    assets: z.array(assetUseSchema).max(LIMITS.generationAssets).default([]),
    copy: copySchema,
    brand: brandSchema
      .nullable()
      .default({})
      .describe('What is left out comes from the brand of the project; null takes nothing from there, logos included.'),
    formats: z
      .array(requestedFormatSchema)
      .min(1)
      .max(LIMITS.outputs)
      .refine((formats) => new Set(formats.map(nameOf)).size === formats.length, 'names a format twice')
      .optional()
      .describe('Formats, presets and sizes of your own: GET /v1/formats lists them. `standard` when left out.'),
    variants: z.int().min(1).max(LIMITS.variants).default(4),
    mediaType: outputMediaTypeSchema.default('image/jpeg'),
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
      .describe('A generation that is not finished this long after its submission is cancelled.'),
    expiresAfter: expiresAfterSchema
      .optional()
      .describe('So many seconds after its end it is deleted with its outputs; left out, it stays.'),
    deliver: deliverSchema
      .optional()
      .describe('Its outputs are copied to this bucket of the operator’s as well, once it is COMPLETED.'),
    webhookUrl: z
      .string()
      .max(2048)
      .optional()
      .describe('An address that is told of this generation: a webhook for once, signed with the default secret.'),
    webhookEvents: z
      .array(z.enum(WEBHOOK_EVENTS))
      .min(1)
      .max(WEBHOOK_EVENTS.length)
      .optional()
      .describe('Of what it is told; left out, how the generation ended. Only with `webhookUrl`.'),
    metadata: z.record(opaque(64), opaque(500)).default({}).describe('Kept and given back untouched.'),
  })
  .superRefine((request, context) => {
    for (const { path, message } of [...formatIssues(request), ...offerIssues(request)])
      context.addIssue({ code: 'custom', path, message });
    if (request.webhookEvents && request.webhookUrl === undefined)
      context.addIssue({ code: 'custom', path: ['webhookEvents'], message: 'can only be given with `webhookUrl`' });
    if (request.like && request.template !== undefined)
      context.addIssue({
        code: 'custom',
        path: ['template'],
        message: 'cannot be given with `like`, which has a template already',
      });
  });
export type GenerationRequest = z.infer<typeof generationRequestSchema>;

interface Issue {
  readonly path: (string | number)[];
  readonly message: string;
}

interface RequestedFormats {
  readonly kind: GenerationKind;
  readonly formats?: readonly RequestedFormat[] | undefined;
  readonly variants: number;
}

/** A price before says nothing without the price of now. */
function offerIssues({ copy: { price, oldPrice } }: { readonly copy: z.infer<typeof copySchema> }): Issue[] {
  if (oldPrice === undefined || price !== undefined) return [];
  return [{ path: ['copy', 'oldPrice'], message: 'can only be given with `price`' }];
}

/** What only the whole request shows: formats of the other kind, and too many images or pixels in all. */
function formatIssues({ kind, formats, variants }: RequestedFormats): Issue[] {
  const foreign = [...(formats ?? []).entries()].filter(([, format]) => !servesKind(format, kind));
  if (foreign.length > 0)
    return foreign.map(([index, format]) => ({
      path: ['formats', index],
      message: `${nameOf(format)} has no format of ${kind}; GET /v1/formats?kind=${kind} lists those that do`,
    }));
  const choices = expandFormats(formats, kind);
  const issues: Issue[] = [];
  const outputs = outputCount({ formats: choices, variants });
  if (outputs > LIMITS.outputs)
    issues.push({
      path: ['formats'],
      message: `ask for ${outputs} images, formats times variants; at most ${LIMITS.outputs} are made`,
    });
  const pixels = choices
    .map((choice) => formatOf(choice, kind))
    .reduce((sum, { width, height }) => sum + width * height, 0);
  if (pixels > LIMITS.variantPixels)
    issues.push({
      path: ['formats'],
      message: `have ${pixels} pixels together; at most ${LIMITS.variantPixels} are made`,
    });
  return issues;
}
