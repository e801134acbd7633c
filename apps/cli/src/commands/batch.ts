import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { ApiError, type Batch, type Ended, type Proofsheet, type SubmittedBatch } from '@proofsheet/client';
import { each } from '../batch/each.ts';
import { type ReadRow, type ReadRows, type RefusedLine, readRows } from '../batch/read-rows.ts';
import { saveArchive, saveRow } from '../batch/save.ts';
import { withUploads } from '../batch/upload-files.ts';
import { CommandError } from '../command-error.ts';
import { formatOf, mediaTypeOf, shortfall, withoutGaps } from '../remote/images.ts';
import { type Progress, progressOn } from '../terminal/progress.ts';

export interface BatchOptions {
  readonly mode: 'all' | 'each';
  readonly kind?: string;
  readonly format?: string[];
  readonly template?: string;
  readonly variants?: number;
  readonly type?: string;
  readonly project?: string;
  readonly out: string;
  readonly archive?: string;
  readonly wait: boolean;
  readonly idempotencyKey?: string;
}

interface Tools {
  readonly proofsheet: Proofsheet;
  readonly signal: AbortSignal;
  /** For what people are to know meanwhile, and what is wrong. */
  readonly complain: (line: string) => void;
  readonly bars: NodeJS.WriteStream;
}

/** What became of a row. */
interface MadeRow extends Partial<Pick<Ended, 'status' | 'error' | 'missing'>> {
  /** Counted from 0. */
  readonly row: number;
  readonly line: number | undefined;
  readonly id: string;
  readonly files?: readonly string[];
}

export interface Batched {
  readonly batch: Batch;
  readonly generations: readonly MadeRow[];
  readonly refused: readonly RefusedLine[];
  readonly archive?: string;
}

/**
 * Uploads the files that rows name, submits all rows as one batch, waits, and fetches the images. What can be found wrong
 * here is, before anything is sent; stopped later, the batch goes on, and the same key takes it up again.
 */
export async function batch(file: string, options: BatchOptions, tools: Tools): Promise<Batched> {
  const { proofsheet, signal, complain } = tools;
  const read = await readRows(file, defaultsOf(options));
  if (read.good.length === 0 || (options.mode === 'all' && read.refused.length > 0))
    throw refusal(read.refused, options, complain);
  const progress = progressOn(tools.bars);
  try {
    const requests = await withUploads(read.good, { proofsheet, signal, show: progress.add('files') });
    const idempotencyKey = options.idempotencyKey ?? randomUUID();
    const creating = proofsheet.batches.create(requests, { mode: options.mode, idempotencyKey, signal });
    const submitted = await creating.catch((error: unknown) => {
      throw error instanceof ApiError ? refusedBy(error, read, { ...options, complain }) : error;
    });
    complain(`Batch ${submitted.id} is submitted. --idempotency-key ${idempotencyKey} takes it up again.`);
    const taken = takenRows(submitted, read);
    if (!options.wait) return taken;
    return await finish(taken, options, { ...tools, progress });
  } finally {
    progress.stop();
  }
}

/** What holds for rows that do not say otherwise. */
function defaultsOf({ kind, format, template, variants, type, project }: BatchOptions): object {
  return withoutGaps({
    kind: kind?.toUpperCase(),
    formats: format?.map(formatOf),
    mediaType: mediaTypeOf(type),
    ...{ template, variants, projectId: project },
  });
}

async function finish(
  taken: Batched,
  { out, archive }: BatchOptions,
  { progress, ...tools }: Tools & { progress: Progress },
): Promise<Batched> {
  const { proofsheet, signal } = tools;
  const show = progress.add('made');
  const onProgress = ({ total, counts: { completed, failed, cancelled } }: Batch) =>
    show(completed + failed + cancelled, total, failed === 0 ? '' : `${failed} failed`);
  const batch = await proofsheet.batches.wait(taken.batch.id, { signal, onProgress });
  const fetched = progress.add('fetched');
  const rows = new Map<number, MadeRow>();
  await each(taken.generations, async ({ row, line, id }) => {
    const generation = await proofsheet.generations.wait(id, { signal });
    const files = archive === undefined ? await saveRow({ out, row }, generation, tools) : undefined;
    const { status, error, missing } = generation;
    rows.set(row, { row, line, id, status, error, missing, ...(files && { files }) });
    fetched(rows.size, batch.total, '');
  });
  const generations = taken.generations.map((one) => rows.get(one.row) ?? one);
  const made = { ...taken, batch, generations };
  const empty = batch.counts.completed === 0;
  return archive === undefined || empty ? made : { ...made, archive: await saveArchive(archive, batch.id, tools) };
}

/** Rows are told by their place in the file, not among those that were sent. */
function takenRows({ generations, ...batch }: SubmittedBatch, read: ReadRows): Batched {
  const refused = batch.refused.map(({ row, errors }) =>
    refusedLine(
      read.good[row],
      errors.map(({ pointer, detail }) => ({ field: fieldOf(pointer), message: detail })),
    ),
  );
  const all = [...read.refused, ...refused].sort((a, b) => a.row - b.row);
  return {
    batch,
    generations: generations.map(({ row, id }) => ({
      row: read.good[row]?.row ?? row,
      line: read.good[row]?.line,
      id,
    })),
    refused: all,
  };
}

function refusedLine(row: ReadRow | undefined, errors: RefusedLine['errors']): RefusedLine {
  return { row: row?.row ?? 0, line: row?.line, errors };
}

/** An error that names rows is told row by row. */
function refusedBy(
  error: ApiError,
  read: ReadRows,
  { mode, complain }: Pick<BatchOptions, 'mode'> & Pick<Tools, 'complain'>,
): Error {
  const named = error.fields.filter(({ pointer }) => /^\/\d+(\/|$)/.test(pointer));
  if (named.length === 0) return error;
  const byRow = Map.groupBy(named, ({ pointer }) => Number(pointer.split('/')[1]));
  const refused = [...byRow].map(([row, fields]) =>
    refusedLine(
      read.good[row],
      fields.map(({ pointer, detail }) => ({ field: fieldOf(pointer), message: detail })),
    ),
  );
  return refusal(refused, { mode }, complain);
}

function refusal(
  refused: readonly RefusedLine[],
  { mode }: Pick<BatchOptions, 'mode'>,
  complain: (line: string) => void,
): CommandError {
  for (const line of refusedLines(refused)) complain(line);
  const rows = refused.length === 1 ? '1 row is' : `${refused.length} rows are`;
  return new CommandError(
    `${rows} wrong, so nothing is made.${mode === 'all' ? ' --mode each makes the others.' : ''}`,
  );
}

/** What there is now, for people. */
export function batchLines({ batch, generations, archive }: Batched): string[] {
  const files = generations.flatMap((one) => one.files ?? []);
  if (archive !== undefined) return [`${archive}: the images of ${batch.counts.completed} generations.`];
  if (batch.status === 'RUNNING') return [batch.id];
  const folders = files.length === 0 ? '' : `, in ${dirname(dirname(files[0] ?? ''))}`;
  return [`${files.length} images of ${batch.counts.completed} generations${folders}.`];
}

/** What of it was refused, or could not be made. */
export function batchShortfall({ generations, refused }: Batched): string[] {
  const unmade = generations.flatMap(({ status, error = null, missing = [], ...one }) =>
    status === undefined ? [] : shortfall({ status, error, missing }).map((line) => `${placeOf(one)}: ${line}`),
  );
  return [...refusedLines(refused), ...unmade];
}

/** `line 7: copy.headline: must be …` */
function refusedLines(refused: readonly RefusedLine[]): string[] {
  return refused.flatMap((one) =>
    one.errors.map(({ field, message }) => `${placeOf(one)}: ${field ? `${field}: ` : ''}${message}`),
  );
}

function placeOf({ row, line }: Pick<RefusedLine, 'row' | 'line'>): string {
  return line === undefined ? `row ${row + 1}` : `line ${line}`;
}

/** `/7/copy/headline` is `copy.headline`. */
function fieldOf(pointer: string): string | undefined {
  return pointer.split('/').slice(2).join('.') || undefined;
}
