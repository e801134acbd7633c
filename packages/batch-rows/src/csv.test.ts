import { expect, test } from 'vitest';
import { rowsOfCsv } from './csv.ts';

const rows = (text: string | Buffer) => rowsOfCsv(Buffer.isBuffer(text) ? text : Buffer.from(text));
const values = (text: string | Buffer) => rows(text).map((row) => ('value' in row ? row.value : row));
const AD = [{ kind: 'AD', copy: { headline: 'Hello, "you"; there' } }];
const utf16 = (text: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

test.each([
  ['commas', 'kind,copy.headline\nAD,"Hello, ""you""; there"\n'],
  ['semicolons, as Excel writes them in most of Europe', 'kind;copy.headline\r\nAD;"Hello, ""you""; there"\r\n'],
  ['tabs', 'kind\tcopy.headline\nAD\t"Hello, ""you""; there"'],
  ['a mark of byte order', '\ufeffkind,copy.headline\nAD,"Hello, ""you""; there"\n'],
  ['a mark of byte order before a quoted name', '\ufeff"kind","copy.headline"\nAD,"Hello, ""you""; there"\n'],
  ['a line that names the separator', 'sep=|\r\nkind|copy.headline\r\nAD|"Hello, ""you""; there"\r\n'],
  ['UTF-16, as Excel writes Unicode text', utf16('kind\tcopy.headline\r\nAD\t"Hello, ""you""; there"\r\n', 'le')],
  ['UTF-16 in the other order', utf16('kind\tcopy.headline\nAD\t"Hello, ""you""; there"\n', 'be')],
  ['UTF-16 without a mark', Buffer.from('kind,copy.headline\r\nAD,"Hello, ""you""; there"\r\n', 'utf16le')],
  ['the same in the other order', Buffer.from('kind,copy.headline\nAD,"Hello, ""you""; there"\n', 'utf16le').swap16()],
  [
    'a line between quotation marks that names the separator',
    '"sep=;"\nkind;copy.headline\nAD;"Hello, ""you""; there"',
  ],
  ['a first line that ends otherwise than the rows', 'kind,copy.headline\nAD,"Hello, ""you""; there"\r\n\r\n'],
  ['columns that were emptied', 'kind,copy.headline,,\nAD,"Hello, ""you""; there",,\n'],
  ['rows of empty cells at its end', 'kind,copy.headline\nAD,"Hello, ""you""; there"\n,\n,\n\n'],
  ['carriage returns only', 'kind,copy.headline\rAD,"Hello, ""you""; there"\r'],
  ['spaces around names and cells', 'kind , copy.headline\nAD , "Hello, ""you""; there"\n'],
  ['JSON Pointers for names', '/kind,/copy/headline\nAD,"Hello, ""you""; there"\n'],
  ['empty cells for what is left out', 'kind,copy.subline,copy.headline,seed\nAD,,"Hello, ""you""; there",\n'],
  ['fewer cells than names', 'kind,copy.headline,seed\nAD,"Hello, ""you""; there"\n'],
])('a CSV with %s is read', (_, text) => {
  expect(values(text)).toEqual(AD);
});

test('words stay words, and elsewhere numbers, truth values and lists are what they look like', () => {
  const names = 'kind,copy.headline,copy.price,metadata.1,seed,strict,variants,formats,formats2.0.width';
  const [first] = values(`${names}\nAD,2026,19,007,42,true,2,"[""square"",{""width"":300,""height"":250}]",300\n`);
  expect(first).toEqual({
    kind: 'AD',
    copy: { headline: '2026', price: '19' },
    metadata: { 1: '007' },
    ...{ seed: 42, strict: true, variants: 2, formats: ['square', { width: 300, height: 250 }] },
    formats2: [{ width: 300 }],
  });
  expect(values('copy.headline\ntrue\n')).toEqual([{ copy: { headline: 'true' } }]);
  expect(values('copy.points\n"[""a"",""b""]"\n')).toEqual([{ copy: { points: ['a', 'b'] } }]);
});

test('the numbers of a rating are numbers, and truth values may be in capitals, as spreadsheets write them', () => {
  const names = 'copy.headline,copy.rating.value,copy.rating.of,copy.rating.count,copy.rating.label,strict';
  expect(values(`${names}\nTRUE,4.8,5,1204,007,TRUE\n1,four,,,,False\n`)).toEqual([
    { copy: { headline: 'TRUE', rating: { value: 4.8, of: 5, count: 1204, label: '007' } }, strict: true },
    { copy: { headline: '1', rating: { value: 'four' } }, strict: false },
  ]);
  expect(values('copy.rating,copy.coupon\n"{""value"":4.8}","{""code"":""A1""}"\n4.8,007\n')).toEqual([
    { copy: { rating: { value: 4.8 }, coupon: { code: 'A1' } } },
    { copy: { rating: '4.8', coupon: '007' } },
  ]);
});

test('an empty cell of a list lets what follows move up', () => {
  expect(values('assets.0.assetId,assets.1.assetId,assets.2.role\n,a,\n,,LOGO\n')).toEqual([
    { assets: [{ assetId: 'a' }] },
    { assets: [{ role: 'LOGO' }] },
  ]);
});

test('columns that the caller names hold words, and lists of them', () => {
  expect(rowsOfCsv(Buffer.from('person,logo.0,logo.1,seed\n1.50,,true,7\n'), ['person', 'logo'])).toEqual([
    { line: 2, value: { person: '1.50', logo: ['true'], seed: 7 } },
  ]);
});

test.each([
  ['\r\n', '\n'],
  ['\n', '\r\n'],
  ['\r\n', '\r'],
])('a first line that ends in %j before rows that end in %j: as many rows as there are', (first, others) => {
  const text = `kind,copy.headline${first}AD,"a${others}b"${others}AD,c${others}`;
  expect(values(text)).toEqual([
    { kind: 'AD', copy: { headline: `a${others}b` } },
    { kind: 'AD', copy: { headline: 'c' } },
  ]);
});

test('what stands in a column without a name is told, by its row or by the column', () => {
  expect(rows('kind,\nAD,x\n')).toEqual([{ line: 2, problem: 'has 2 cells, and the first line names 1 fields' }]);
  expect(() => rows('kind,,seed\nAD,,1\n')).toThrow('column 2 has no name');
});

test('line breaks within a cell stay, and lines are counted as an editor does', () => {
  const [first, second] = rows('kind,copy.headline\nAD,"one\ntwo"\nAD,x,y\n');
  expect(first).toMatchObject({ value: { copy: { headline: 'one\ntwo' } } });
  expect(second).toEqual({ line: 4, problem: 'has 3 cells, and the first line names 2 fields' });
});

test('no name of a column reaches a prototype', () => {
  const [row] = values('__proto__.polluted,constructor.prototype.polluted,kind\nyes,yes,AD\n') as object[];
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
  expect(Object.getOwnPropertyNames(row).sort()).toEqual(['__proto__', 'constructor', 'kind']);
});

test.each([
  ['a quotation mark that is not closed', 'kind,copy.headline\nAD,"Hello\n', /line .*not closed/],
  ['a quotation mark within a cell', 'kind,copy.headline\nAD,Say "hi" now\n', /line 2.*within a cell/],
  ['words after a closing quotation mark', 'kind,copy.headline\nAD,"Say "hi\n', /line 2.*twice/],
  ['Latin-1', Buffer.from('kind,copy.headline\nAD,sch\xf6n\n', 'latin1'), /UTF-8/],
  ['a field twice', 'kind,copy.headline,/copy/headline\nAD,a,b\n', /twice/],
  ['a column without a name', 'kind,,copy.headline\nAD,x,y\n', /column 2 has no name/],
  ['a name of nothing', 'kind,copy..headline\nAD,x\n', /names no field/],
])('a CSV with %s is refused, and says where', (_, text, message) => {
  expect(() => rows(text)).toThrow(message);
});
