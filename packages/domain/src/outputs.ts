import { z } from 'zod';
import { ERROR_CODES } from './errors.ts';
import { fileExtension, type OutputMediaType } from './kinds.ts';

/** How many images a generation ends with. Output `index` is variant * formats.length + format. */
export function outputCount(spec: { readonly formats: readonly unknown[]; readonly variants: number }): number {
  return spec.formats.length * spec.variants;
}

/** What an output is called where it is saved. */
export function outputFileName({
  format,
  index,
  mediaType,
}: {
  readonly format: string;
  readonly index: number;
  readonly mediaType: OutputMediaType;
}): string {
  return `${format}-${index}.${fileExtension(mediaType)}`;
}

/** What becomes of a generation when one of its outputs cannot be made. */
export const ON_OUTPUT_ERROR = ['fail', 'skip'] as const;

/** An output that was asked for and could not be made, as a generation keeps it and a client sees it. */
export const missingOutputSchema = z.object({
  index: z.int().min(0).describe('Where it belongs among the outputs.'),
  variant: z.int().min(0),
  format: z.string(),
  code: z.enum(ERROR_CODES),
  message: z.string(),
});
export type MissingOutput = z.infer<typeof missingOutputSchema>;
