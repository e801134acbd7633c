import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** What can be wrong with a picture, by an art director's eye. */
const FAULTS = [
  'crop',
  'colour',
  'logo',
  'composition',
  'cut-out',
  'template',
  'wrong subject',
  'poor source',
  'type',
] as const;

/**
 * What somebody said of one picture. It holds for exactly these bytes: a picture that has changed since is not judged.
 */
const verdictSchema = z.object({
  tag: z.string(),
  sha256: z.string(),
  verdict: z.enum(['ok', ...FAULTS]),
  /** In words, for people. */
  fault: z.string().optional(),
});
export type Verdict = z.infer<typeof verdictSchema>;

/** The verdicts of a file with one a line; of several on one picture the last counts. */
export async function readVerdicts(file: string): Promise<ReadonlyMap<string, Verdict>> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return new Map(lines.map((line) => verdictSchema.parse(JSON.parse(line))).map((one) => [one.sha256, one]));
}
