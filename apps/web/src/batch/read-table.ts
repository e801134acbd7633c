import { parse } from 'csv-parse/browser/esm/sync';

export type Cells = readonly (readonly string[])[];

const SEPARATORS = [',', ';', '\t', '|'];
const LINE_ENDS = ['\r\n', '\n', '\r'];

/** The cells of a CSV, however a spreadsheet has written it. Rows of empty cells are passed over. */
function readTable(text: string): Cells {
  const [whole = '', named] = /^\ufeff?"?sep=([^\r\n])"?\r?\n/i.exec(text) ?? [];
  const body = text.slice(whole.length);
  const [first = ''] = body.trimStart().split(/[\r\n]/, 1);
  const count = (separator: string) => first.split(separator).length;
  return cellsOf(body, named ?? SEPARATORS.reduce((best, one) => (count(one) > count(best) ? one : best)));
}

/** What a spreadsheet puts into the clipboard: tabs between cells, quotation marks around those with line breaks. */
export function readPasted(text: string): Cells {
  return cellsOf(text, '\t');
}

/** UTF-8, UTF-16 with a mark or without one, or what Windows wrote before in the reader's language. Undefined: no text, as a workbook. */
export async function readFile(file: File): Promise<Cells | undefined> {
  const text = decoded(new Uint8Array(await file.arrayBuffer()));
  return text.includes('\0') ? undefined : readTable(text);
}

/** What no spreadsheet writes, such as a quotation mark that is not closed, is taken line by line as it stands. */
function cellsOf(text: string, delimiter: string): Cells {
  const plain = text.replace(/^\ufeff/, '');
  try {
    return parse(plain, {
      ...{ delimiter, record_delimiter: LINE_ENDS, trim: true, relax_quotes: true },
      ...{ relax_column_count: true, skip_empty_lines: true, skip_records_with_empty_values: true },
    });
  } catch {
    const lines = plain.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
    return lines.map((line) => line.split(delimiter).map((cell) => cell.trim()));
  }
}

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0))
    return new TextDecoder('utf-16le').decode(bytes);
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0))
    return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(codePageOf(navigator.language)).decode(bytes);
  }
}

/** The code page of Windows in each language; in all others it is that of western Europe. */
const CODE_PAGES: Readonly<Record<string, string>> = {
  ...{ cs: 'windows-1250', hr: 'windows-1250', hu: 'windows-1250', pl: 'windows-1250', ro: 'windows-1250' },
  ...{ sk: 'windows-1250', sl: 'windows-1250', be: 'windows-1251', bg: 'windows-1251', kk: 'windows-1251' },
  ...{ mk: 'windows-1251', ru: 'windows-1251', sr: 'windows-1251', uk: 'windows-1251', el: 'windows-1253' },
  ...{ tr: 'windows-1254', he: 'windows-1255', ar: 'windows-1256', fa: 'windows-1256', ur: 'windows-1256' },
  ...{ et: 'windows-1257', lt: 'windows-1257', lv: 'windows-1257', vi: 'windows-1258', th: 'windows-874' },
  ...{ ja: 'shift_jis', ko: 'euc-kr', zh: 'gb18030', 'zh-TW': 'big5', 'zh-HK': 'big5' },
};

function codePageOf(language: string): string {
  return CODE_PAGES[language] ?? CODE_PAGES[language.split('-', 1)[0] ?? ''] ?? 'windows-1252';
}
