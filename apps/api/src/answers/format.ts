import {
  ASPECT_CLASSES,
  FORMAT_NAMES,
  formatNamed,
  formatNameSchema,
  GENERATION_KINDS,
  type GenerationKind,
  generationKindSchema,
  LIMITS,
  PRESET_NAMES,
  presetFormats,
  presetNameSchema,
} from '@proofsheet/domain';
import { z } from 'zod';

const pixels = z.int().min(0);
const zone = z.object({ x: pixels, y: pixels, width: pixels, height: pixels });

const formatSchema = z
  .object({
    name: formatNameSchema,
    kind: generationKindSchema,
    width: pixels,
    height: pixels,
    aspect: z.enum(ASPECT_CLASSES).describe('Which composition of a template it takes.'),
    maxBytes: pixels.describe('The most bytes that the platform takes; no output has more.'),
    reserved: z.array(zone).describe('Where the platform draws its own things, in pixels; text stays out.'),
    source: z.url().describe('Where the numbers come from.'),
  })
  .meta({ id: 'Format', description: 'A size that a platform asks for.' });

const presetSchema = z
  .object({
    name: presetNameSchema,
    kind: generationKindSchema,
    formats: z.array(formatNameSchema).min(1),
  })
  .meta({ id: 'Preset', description: 'A set of formats by one name.' });

export const formatsSchema = z
  .object({
    formats: z.array(formatSchema),
    presets: z.array(presetSchema).describe('A preset that has formats of both kinds comes once for each.'),
    custom: z
      .object({ leastSide: pixels, mostSide: pixels, mostPixels: pixels })
      .describe('The bounds of a size of your own.'),
  })
  .meta({ id: 'Formats', description: 'What `formats` of a generation may name.' });

/** Formats and presets of one kind, or of both. */
export function formatsAnswer(kind?: GenerationKind): z.infer<typeof formatsSchema> {
  const kinds = kind === undefined ? GENERATION_KINDS : [kind];
  const { least, most } = LIMITS.formatSide;
  return {
    formats: FORMAT_NAMES.map(formatNamed)
      .filter((format) => kinds.includes(format.kind))
      .map((format) => ({ ...format, reserved: [...format.reserved] })),
    presets: kinds
      .flatMap((kind) => PRESET_NAMES.map((name) => ({ name, kind, formats: presetFormats(name, kind) })))
      .filter(({ formats }) => formats.length > 0),
    custom: { leastSide: least, mostSide: most, mostPixels: LIMITS.formatPixels },
  };
}
