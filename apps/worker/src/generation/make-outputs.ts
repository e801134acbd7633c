import { announceOutput, type Claim, keptOutputs, type NewOutput, newId } from '@proofsheet/database';
import { Fault, formatOf, type MissingOutput, outputCount } from '@proofsheet/domain';
import type { JobContext, Log } from '@proofsheet/queue';
import {
  type BrandFonts,
  type MissingOutput as NotMade,
  type OrderImage,
  type RenderedOutput,
  type Renderer,
  rankOutputs,
} from '@proofsheet/render';
import type { AttemptFiles } from './attempt-files.ts';
import { type Batch, batchesOf } from './batches.ts';
import { loadFonts } from './load-fonts.ts';
import { loadImages } from './load-images.ts';
import type { GenerationTools } from './tools.ts';

/** What an attempt makes: together with the outputs that are kept, all that was asked for. */
export interface MadeOutputs {
  readonly outputs: NewOutput[];
  readonly missing: MissingOutput[];
}

export interface AttemptContext {
  readonly files: AttemptFiles;
  readonly signal: AbortSignal;
  readonly job: JobContext;
  readonly log: Log;
}

/**
 * Renders and stores the outputs that do not exist yet. The best variant comes first, unless earlier runs made some.
 */
export async function makeOutputs(tools: GenerationTools, claim: Claim, context: AttemptContext): Promise<MadeOutputs> {
  const { signal, log } = context;
  const images = await loadImages(tools, claim, signal, log);
  const brandFonts = await loadFonts(tools, claim.userId, claim.spec.fonts);
  const kept = claim.kept > 0 ? await keptOutputs(tools.db, claim.id) : [];
  const made: MadeOutputs = { outputs: [], missing: [] };
  for (const batch of batchesOf(claim.spec, kept))
    await makeBatch(tools, claim, { batch, images, brandFonts, made, ...context });
  return kept.length > 0 ? made : inOrderOfRank(made, claim.spec.formats.length);
}

interface BatchContext extends AttemptContext {
  readonly batch: Batch;
  readonly images: readonly OrderImage[];
  readonly brandFonts: BrandFonts;
  /** What all batches have made so far. */
  readonly made: MadeOutputs;
}

async function makeBatch(tools: GenerationTools, claim: Claim, { batch, made, ...rest }: BatchContext): Promise<void> {
  const { files, signal, job, log } = rest;
  const { id, attempt, kept } = claim;
  const expected = outputCount(claim.spec);
  const keep = async (output: RenderedOutput) => {
    const row = rowOf(output, await files.store(output));
    made.outputs.push(row);
    const progress = kept + made.outputs.length;
    await announceOutput(tools.db, { id, attempt, progress, output: row });
    job.progress((100 * progress) / expected);
    log.debug({ index: output.index, bytes: output.bytes.length }, 'output stored');
  };
  // One file is on its way to storage while the next picture is made.
  let storing: Promise<void> = Promise.resolve();
  try {
    for await (const entry of rendered(tools.renderer, claim, batch, rest)) {
      const position = batch.positionOf(entry.index);
      if (position === undefined) continue;
      if ('missing' in entry) {
        made.missing.push({ ...position, format: entry.format, ...entry.missing });
        continue;
      }
      await storing;
      storing = keep({ ...entry, ...position });
      // Its failure is thrown before the next one is stored, and at the end.
      storing.catch(() => {});
    }
    await storing;
  } catch (error) {
    await storing;
    // An order that cannot be made at all fails; a retry of what is missing leaves that missing.
    if (kept === 0 || signal.aborted || !(error instanceof Fault) || !error.permanent) throw error;
    made.missing.push(...unmadeOutputs(batch, claim, made, error));
  }
}

function rendered(
  renderer: Renderer,
  { kind, spec, seed }: Claim,
  { formats, variants }: Batch,
  { images, brandFonts, signal }: Pick<BatchContext, 'images' | 'brandFonts' | 'signal'>,
): AsyncGenerator<RenderedOutput | NotMade> {
  const { onOutputError, ...asked } = spec;
  const order = { ...asked, kind, seed, formats, variants, images, brandFonts };
  if (onOutputError === undefined) return renderer.render(order, { signal });
  return renderer.render({ ...order, onOutputError }, { signal });
}

/** The outputs of a batch that ended before it came to them. */
function unmadeOutputs(
  { formats, variants, positionOf }: Batch,
  { kind }: Claim,
  { outputs, missing }: MadeOutputs,
  { code, message }: Fault,
): MissingOutput[] {
  const done = new Set([...outputs, ...missing].map(({ index }) => index));
  const all = Array.from({ length: variants * formats.length }, (_, index) => {
    const position = positionOf(index);
    const choice = formats[index % formats.length];
    return position && choice ? [{ ...position, format: formatOf(choice, kind).name, code, message }] : [];
  }).flat();
  return all.filter(({ index }) => !done.has(index));
}

function inOrderOfRank({ outputs, missing }: MadeOutputs, formats: number): MadeOutputs {
  const bestFirst = rankOutputs<NewOutput | MissingOutput>([...outputs, ...missing], formats);
  return {
    outputs: bestFirst.filter((entry): entry is NewOutput => 'objectKey' in entry),
    missing: bestFirst.filter((entry): entry is MissingOutput => 'code' in entry),
  };
}

function rowOf({ bytes, ...output }: RenderedOutput, objectKey: string): NewOutput {
  return { id: newId(), ...output, bytes: bytes.length, objectKey };
}
