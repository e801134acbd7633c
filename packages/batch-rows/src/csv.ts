import { isUtf8 } from 'node:buffer';
import { Fault } from '@proofsheet/domain';
import { CsvError, parse } from 'csv-parse/sync';
import { cellValue, place, withoutHoles } from './cells.ts';
import type { RawRow } from './raw-row.ts';

const SEPARATORS = [',', ';', '\t', '|'];
/** A file that several programs have written has several. */
const LINE_ENDS = ['\r\n', '\n', '\r'];

/**
 * The rows of a CSV, whose first line names the fields. Spreadsheets write it in many ways: with a mark of byte order, in
 * UTF-16, with several ends of lines, with semicolons or tabs, with a line that names the separator, with rows of empty cells. `words` are columns of the
 * caller's own that hold text, whatever it looks like.
 */
export function rowsOfCsv(bytes: Buffer, words: readonly string[] = []): RawRow[] {
  const { text, separator, skipped } = separated(decoded(bytes));
  const [header, ...records] = recordsOf(text, separator);
  if (header === undefined) return [];
  // Spreadsheets write columns that were emptied: what stands in one without a name is surplus.
  const named = header.cells.slice(0, header.cells.findLastIndex((name) => name !== '') + 1);
  const paths = named.map((name, index) => pathOf(name, index));
  const twice = named.find((_, index) => paths.some((path, other) => other < index && isSame(path, paths[index])));
  if (twice !== undefined) throw unreadable(`the column ${twice} is there twice`);
  return records.map(({ cells, line }) => rowOf(paths, { cells, line: line + skipped }, words));
}

interface Record {
  readonly cells: readonly string[];
  readonly line: number;
}

function recordsOf(text: string, delimiter: string): Record[] {
  try {
    // Its types know no records with `info`.
    const records = parse(text, {
      delimiter,
      record_delimiter: LINE_ENDS,
      bom: true,
      info: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unreadable(`line ${error.lines ?? '?'}: ${QUOTES[error.code] ?? 'it is not written as CSV is'}`, error);
  }
}

const QUOTES: { readonly [code: string]: string } = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is not closed',
  CSV_INVALID_CLOSING_QUOTE: 'something follows a closing quotation mark; write quotation marks within a cell twice',
  INVALID_OPENING_QUOTE: 'a quotation mark stands within a cell; put the whole cell between quotation marks',
};

function rowOf(paths: readonly (readonly string[])[], { cells, line }: Record, words: readonly string[]): RawRow {
  const surplus = cells.slice(paths.length).some((cell) => cell !== '');
  if (surplus) return { line, problem: `has ${cells.length} cells, and the first line names ${paths.length} fields` };
  const value = {};
  for (const [index, path] of paths.entries()) {
    const cell = cells[index] ?? '';
    if (cell === '') continue;
    place(value, path, words.includes(path[0] ?? '') ? cell : cellValue(path, cell));
  }
  return { line, value: withoutHoles(value) };
}

/** `copy.headline` and `/copy/headline` are the same field. */
function pathOf(name: string, index: number): string[] {
  if (name === '') throw unreadable(`column ${index + 1} has no name`);
  const path = name.startsWith('/') ? name.slice(1).split('/') : name.split('.');
  if (path.includes('')) throw unreadable(`${name} names no field`);
  return name.startsWith('/') ? path.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')) : path;
}

function isSame(one: readonly string[], other: readonly string[] = []): boolean {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}

function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  // Without a mark: names of fields begin with an ASCII letter.
  if (bytes[0] !== 0 && bytes[1] === 0) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0 && bytes[1] !== 0) return new TextDecoder('utf-16be').decode(bytes);
  if (!isUtf8(bytes)) throw unreadable('it is not UTF-8; save it as "CSV UTF-8"');
  return bytes.toString().replace(/^\ufeff/, '');
}

/** Names of fields have no separators in them: the one that the first line has most of separates. */
function separated(text: string): { text: string; separator: string; skipped: number } {
  const [, named] = /^"?sep=([^\r\n])"?\r?\n/i.exec(text) ?? [];
  if (named !== undefined) return { text: text.slice(text.indexOf('\n') + 1), separator: named, skipped: 1 };
  const [first = ''] = text.trimStart().split(/[\r\n]/, 1);
  const count = (separator: string) => first.split(separator).length;
  const separator = SEPARATORS.reduce((best, one) => (count(one) > count(best) ? one : best));
  return { text, separator, skipped: 0 };
}

function unreadable(why: string, cause?: unknown): Fault {
  return new Fault('malformed_request', `The CSV cannot be read: ${why}.`, { cause });
}
