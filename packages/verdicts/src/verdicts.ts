import { appendFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { linesOf } from './made.ts';

/** What can be wrong with a picture, by an art director's eye. */
export const FAULTS = [
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
export const VERDICTS = ['ok', ...FAULTS] as const;

/** Where verdicts lie, within the folder of the pictures, unless another file is named. */
export const VERDICTS_FILE = 'verdicts.jsonl';

/**
 * What somebody said of one picture. It holds for exactly these bytes: a picture that has changed since is not judged.
 */
export const verdictSchema = z.object({
  tag: z.string(),
  sha256: z.string(),
  verdict: z.enum(VERDICTS),
  /** In words, for people. */
  fault: z.string().optional(),
});
export type Verdict = z.infer<typeof verdictSchema>;

/** The verdicts of a file with one a line; of several on one picture the last counts. No file: no verdicts. */
export async function readVerdicts(file: string): Promise<ReadonlyMap<string, Verdict>> {
  const said = (await linesOf(file)).map((line) => verdictSchema.parse(JSON.parse(line)));
  return new Map(said.map((one) => [one.sha256, one]));
}

/** Appends one verdict. It is in the file when this returns. */
export async function sayVerdict(file: string, verdict: Verdict): Promise<void> {
  await appendFile(file, `${JSON.stringify(verdict)}\n`);
}

/**
 * Takes the last verdict of the file back and answers it: what was said of its picture before counts again. A process
 * that dies here leaves the file as it was.
 */
export async function takeBackVerdict(file: string): Promise<Verdict | undefined> {
  const lines = await linesOf(file);
  const last = lines.pop();
  if (last === undefined) return undefined;
  const beside = `${file}.new`;
  await writeFile(beside, lines.map((line) => `${line}\n`).join(''));
  await rename(beside, file);
  return verdictSchema.parse(JSON.parse(last));
}
