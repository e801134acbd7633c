import { z } from 'zod';
import type { GenerationKind } from '../kinds.ts';
import { LIMITS } from '../limits.ts';
import { aspectOf } from './aspect.ts';
import { FORMAT_NAMES, type Format, type FormatName, formatNamed } from './catalogue.ts';
import { DEFAULT_PRESET, PRESET_NAMES, type PresetName, presetFormats } from './presets.ts';

export const formatNameSchema = z.enum(FORMAT_NAMES).meta({ id: 'FormatName' });
export const presetNameSchema = z.enum(PRESET_NAMES).meta({ id: 'PresetName' });

const side = z.int().min(LIMITS.formatSide.least).max(LIMITS.formatSide.most);

/** A custom size, in pixels. Without `maxBytes` it has no cap. */
const customSizeSchema = z
  .strictObject({
    width: side,
    height: side,
    maxBytes: z.int().min(LIMITS.leastCap).optional().describe('The most bytes that the file may have.'),
  })
  .refine(({ width, height }) => width * height <= LIMITS.formatPixels, {
    error: `may have at most ${LIMITS.formatPixels} pixels, as 7680x4320 has`,
  })
  .meta({ id: 'CustomSize', description: 'Any size in pixels, with a byte cap if you want one.' });
type CustomSize = z.infer<typeof customSizeSchema>;

/** What a spec stores: a format by its name, or a custom size. */
export type FormatChoice = FormatName | CustomSize;
export const formatChoiceSchema = z.union([formatNameSchema, customSizeSchema]);

/** What a request may name: presets, too. */
export type RequestedFormat = FormatChoice | PresetName;
export const requestedFormatSchema = z.union([formatNameSchema, presetNameSchema, customSizeSchema], {
  error: ({ input }) =>
    `must be a format, a preset or a size in whole pixels, not ${printed(input)}; GET /v1/formats lists what there is`,
});

/** How an output names its choice: `square`, or `custom-640x480`. */
export function nameOf(choice: RequestedFormat): string {
  return typeof choice === 'string' ? choice : `custom-${choice.width}x${choice.height}`;
}

/** The format behind a choice. A custom size takes the kind of its generation, and reserves nothing. */
export function formatOf(choice: FormatChoice, kind: GenerationKind): Format {
  if (typeof choice === 'string') return formatNamed(choice);
  const { width, height, maxBytes = Number.POSITIVE_INFINITY } = choice;
  return { name: nameOf(choice), kind, width, height, aspect: aspectOf(width, height), maxBytes, reserved: [] };
}

/**
 * The formats of a request: presets are expanded, and a format that two of them share comes once, where it was first
 * named.
 */
export function expandFormats(requested: readonly RequestedFormat[] | undefined, kind: GenerationKind): FormatChoice[] {
  const choices = (requested ?? [DEFAULT_PRESET]).flatMap((one) => (isPreset(one) ? presetFormats(one, kind) : [one]));
  return [...new Map(choices.map((choice) => [nameOf(choice), choice])).values()];
}

/** Whether a kind of generation may ask for it. */
export function servesKind(requested: RequestedFormat, kind: GenerationKind): boolean {
  if (isPreset(requested)) return presetFormats(requested, kind).length > 0;
  return formatOf(requested, kind).kind === kind;
}

function isPreset(requested: RequestedFormat): requested is PresetName {
  return (PRESET_NAMES as readonly unknown[]).includes(requested);
}

function printed(input: unknown): string {
  return (typeof input === 'string' ? input : (JSON.stringify(input) ?? 'undefined')).slice(0, 80);
}
