import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { FINDING_CODES, SEVERITIES } from '@proofsheet/domain';
import { z } from 'zod';

/** Where a folder of pictures lists them, one a line. */
const OUTPUTS_FILE = 'outputs.jsonl';

/** A name without a folder: a list from elsewhere must not lead out of its own. */
const fileName = z
  .string()
  .refine((name) => path.basename(name) === name && !name.startsWith('.'), 'must be a file name');

/** One picture of an order, or the reason why there is none. */
const madeSchema = z.object({
  tag: z.string(),
  /** From 0, the best first. */
  variant: z.int().min(0),
  format: z.string(),
  /** Left out where it could not be made. */
  picture: z
    .object({
      file: fileName,
      sha256: z.string(),
      template: z.string(),
      score: z.number(),
      /** The parts of the score, by which it can be fitted; pictures of earlier versions have none. */
      parts: z.record(z.string(), z.number()).default({}),
      findings: z.array(
        z.object({
          // Findings of later versions count, too.
          code: z.union([z.enum(FINDING_CODES), z.string()]),
          severity: z.enum(SEVERITIES),
          value: z.number(),
          message: z.string().optional(),
        }),
      ),
    })
    .optional(),
  missing: z.string().optional(),
});
export type Made = z.infer<typeof madeSchema>;

/** Everything that was made into a folder; empty where it is no folder of pictures. Throws for a line that is no `Made`. */
export async function readMade(folder: string): Promise<Made[]> {
  return (await linesOf(path.join(folder, OUTPUTS_FILE))).map((line) => madeSchema.parse(JSON.parse(line)));
}

/** Starts the list anew: pictures that lie in the folder are listed no longer. */
export async function forgetMade(folder: string): Promise<void> {
  await rm(path.join(folder, OUTPUTS_FILE), { force: true });
}

/** Adds to the list of a folder. */
export async function appendMade(folder: string, made: readonly Made[]): Promise<void> {
  await appendFile(path.join(folder, OUTPUTS_FILE), made.map((one) => `${JSON.stringify(one)}\n`).join(''));
}

/** Makes the folder where it is missing, and answers it. */
export async function picturesFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  return folder;
}

/** The lines of a file that say something; none where there is no file. */
export async function linesOf(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').filter((line) => line.trim() !== '');
}
