import { access, constants, readFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { type RawRow, rowsOfCsv, rowsOfNdjson } from '@proofsheet/batch-rows';
import { LIMITS } from '@proofsheet/domain';
import { CommandError } from '../command-error.ts';
import { isAddress, ROLES } from '../remote/images.ts';

export interface NamedFile {
  readonly role: (typeof ROLES)[number];
  /** A file, or its address on the web. */
  readonly path: string;
}

/** A row as it is to be sent, but for the files that it names. */
export interface ReadRow {
  readonly row: number;
  readonly line: number | undefined;
  readonly request: unknown;
  readonly files: readonly NamedFile[];
}

export interface RefusedLine {
  readonly row: number;
  readonly line: number | undefined;
  readonly errors: readonly { readonly field?: string | undefined; readonly message: string }[];
}

export interface ReadRows {
  readonly good: readonly ReadRow[];
  readonly refused: readonly RefusedLine[];
}

/** Reads a file of rows, and looks for each file that a row names, before anything is sent. */
export async function readRows(file: string, defaults: object): Promise<ReadRows> {
  const raw = rawRows(file, await readFile(file).catch(unreadable(file)));
  if (raw.length === 0) throw new CommandError(`${file} has no rows.`);
  if (raw.length > LIMITS.batchRows)
    throw new CommandError(`${file} has ${raw.length} rows; a batch has at most ${LIMITS.batchRows}: split it.`);
  const read = await Promise.all(raw.map((one, row) => readRow(one, row, { folder: dirname(file), defaults })));
  return {
    good: read.filter((one) => 'request' in one),
    refused: read.filter((one) => 'errors' in one),
  };
}

function rawRows(file: string, bytes: Buffer): RawRow[] {
  const ending = extname(file).toLowerCase();
  if (['.csv', '.tsv', '.txt'].includes(ending)) return rowsOfCsv(bytes, ROLES);
  if (['.ndjson', '.jsonl'].includes(ending)) return rowsOfNdjson(bytes.toString());
  if (ending !== '.json') throw new CommandError(`${file}: a batch is a .csv, .tsv, .ndjson, .jsonl or .json file.`);
  const rows = parsed(file, bytes);
  if (Array.isArray(rows)) return rows.map((value: unknown) => ({ value }));
  throw new CommandError(`${file}: the JSON of a batch is a list of generations.`);
}

function parsed(file: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString().replace(/^\ufeff/, ''));
  } catch (error) {
    throw new CommandError(`${file} is not valid JSON: ${error instanceof Error ? error.message : error}`);
  }
}

async function readRow(
  raw: RawRow,
  row: number,
  { folder, defaults }: { folder: string; defaults: object },
): Promise<ReadRow | RefusedLine> {
  const { line } = raw;
  if ('problem' in raw) return { row, line, errors: [{ message: raw.problem }] };
  // Whatever else it is, the server says what is wrong with it.
  if (!isObject(raw.value)) return { row, line, request: raw.value, files: [] };
  const { person, product, logo, background, ...request } = raw.value;
  const files: NamedFile[] = [];
  const errors: { field: string; message: string }[] = [];
  for (const [role, given] of Object.entries({ person, product, logo, background })) {
    for (const name of given === undefined ? [] : [given].flat()) {
      const path = typeof name === 'string' && name !== '' ? placeOf(name, folder) : undefined;
      const wrong = path === undefined ? 'must be the name of a file' : await reasonAgainst(path, `${name}`);
      if (wrong !== undefined) errors.push({ field: role, message: wrong });
      else if (path !== undefined) files.push({ role: role as NamedFile['role'], path });
    }
  }
  return errors.length > 0 ? { row, line, errors } : { row, line, request: { ...defaults, ...request }, files };
}

function placeOf(name: string, folder: string): string {
  return isAddress(name) ? name : resolve(folder, name);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function reasonAgainst(path: string, name: string): Promise<string | undefined> {
  if (isAddress(path)) return undefined;
  try {
    await access(path, constants.R_OK);
    return undefined;
  } catch (error) {
    return `${name} cannot be read (${(error as NodeJS.ErrnoException).code})`;
  }
}

const unreadable = (file: string) => (error: NodeJS.ErrnoException) => {
  throw new CommandError(`${file} cannot be read (${error.code}).`);
};
