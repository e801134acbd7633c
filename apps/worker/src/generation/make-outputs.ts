import { type Claim, keptOutputs, type NewOutput, reportProgress } from '@proofsheet/database';
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
import { loadFonts } from './load-fonts.ts';
import { loadImages } from './load-images.ts';
import { type Run, runsOf } from './runs.ts';
import type { GenerationTools } from './tools.ts';

/** What an attempt comes to: with the outputs that are kept, all that was asked for. */
export interface Made {
  readonly outputs: NewOutput[];
  readonly missing: MissingOutput[];
}

export interface Attempting {
  readonly files: AttemptFiles;
  readonly signal: AbortSignal;
  readonly job: JobContext;
  readonly log: Log;
}

/** Renders and stores what is not there yet. The best variant comes first, unless there are some already. */
export async function makeOutputs(tools: GenerationTools, claim: Claim, attempting: Attempting): Promise<Made> {
  const { signal, log } = attempting;
  const images = await loadImages(tools, claim, signal, log);
  const brandFonts = await loadFonts(tools, claim.userId, claim.spec.fonts);
  const kept = claim.kept > 0 ? await keptOutputs(tools.db, claim.id) : [];
  const made: Made = { outputs: [], missing: [] };
  for (const run of runsOf(claim.spec, kept))
    await makeRun(tools, claim, { run, images, brandFonts, made, ...attempting });
  return kept.length > 0 ? made : rankedTogether(made, claim.spec.formats.length);
}

interface Running extends Attempting {
  readonly run: Run;
  readonly images: readonly OrderImage[];
  readonly brandFonts: BrandFonts;
  /** What there is so far, of all runs. */
  readonly made: Made;
}

async function makeRun(tools: GenerationTools, claim: Claim, { run, made, ...rest }: Running): Promise<void> {
  const { files, signal, job, log } = rest;
  const { id, attempt, kept } = claim;
  const expected = outputCount(claim.spec);
  const keep = async (output: RenderedOutput) => {
    made.outputs.push(rowOf(output, await files.store(output)));
    const progress = kept + made.outputs.length;
    await reportProgress(tools.db, { id, attempt, progress });
    job.progress((100 * progress) / expected);
    log.debug({ index: output.index, bytes: output.bytes.length }, 'output stored');
  };
  // One file is on its way to storage while the next picture is made.
  let storing: Promise<void> = Promise.resolve();
  try {
    for await (const entry of rendered(tools.renderer, claim, run, rest)) {
      const place = run.placeOf(entry.index);
      if (place === undefined) continue;
      if ('missing' in entry) {
        made.missing.push({ ...place, format: entry.format, ...entry.missing });
        continue;
      }
      await storing;
      storing = keep({ ...entry, ...place });
      // What becomes of it is asked before the next one, and at the end.
      storing.catch(() => {});
    }
    await storing;
  } catch (error) {
    await storing;
    // That nothing can be made is the end of a whole order; of what is missing it changes nothing.
    if (kept === 0 || signal.aborted || !(error instanceof Fault) || !error.permanent) throw error;
    made.missing.push(...restOf(run, claim, made, error));
  }
}

function rendered(
  renderer: Renderer,
  { kind, spec, seed }: Claim,
  { formats, variants }: Run,
  { images, brandFonts, signal }: Pick<Running, 'images' | 'brandFonts' | 'signal'>,
): AsyncGenerator<RenderedOutput | NotMade> {
  const { onOutputError, ...asked } = spec;
  const order = { ...asked, kind, seed, formats, variants, images, brandFonts };
  if (onOutputError === undefined) return renderer.render(order, { signal });
  return renderer.render({ ...order, onOutputError }, { signal });
}

/** Every place of a run that ended before it came there. */
function restOf(
  { formats, variants, placeOf }: Run,
  { kind }: Claim,
  { outputs, missing }: Made,
  { code, message }: Fault,
): MissingOutput[] {
  const done = new Set([...outputs, ...missing].map(({ index }) => index));
  const rest = Array.from({ length: variants * formats.length }, (_, index) => {
    const place = placeOf(index);
    const choice = formats[index % formats.length];
    return place && choice ? [{ ...place, format: formatOf(choice, kind).name, code, message }] : [];
  }).flat();
  return rest.filter(({ index }) => !done.has(index));
}

function rankedTogether({ outputs, missing }: Made, formats: number): Made {
  const bestFirst = rankOutputs<NewOutput | MissingOutput>([...outputs, ...missing], formats);
  return {
    outputs: bestFirst.filter((entry): entry is NewOutput => 'objectKey' in entry),
    missing: bestFirst.filter((entry): entry is MissingOutput => 'code' in entry),
  };
}

function rowOf({ bytes, ...output }: RenderedOutput, objectKey: string): NewOutput {
  return { ...output, bytes: bytes.length, objectKey };
}
