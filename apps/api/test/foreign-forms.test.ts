import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';
import { picture } from './images.ts';

const run = promisify(execFile);

let t: TestApi;
let address: string;
let folder: string;
const file = Buffer.concat([await picture(), Buffer.alloc(2)]);
beforeAll(async () => {
  t = await startTestApi();
  address = await t.listen();
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-forms-'));
  await writeFile(join(folder, 'me.jpg'), file);
  const anton = '@fontsource/anton/files/anton-latin-400-normal.woff2';
  await copyFile(createRequire(import.meta.resolve('@proofsheet/render')).resolve(anton), join(folder, 'brand.woff2'));
  await writeFile(join(folder, 'logo.png'), await picture(32, 32, 'png'));
  await writeFile(join(folder, 'größe 😀.jpg'), file);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await t.close();
});

const disposition = (name: string, more = '') => `Content-Disposition: form-data; name=${name}${more}\r\n`;
const LOGO = `--b\r\n${disposition('"role"')}\r\nLOGO\r\n`;

/** Never the same file twice: an asset keeps the name that its file came with first. */
let count = 0;
function another(content: Buffer): Buffer {
  count += 1;
  const copy = Buffer.from(content);
  copy.writeUInt16LE(count, copy.length - 2);
  return copy;
}

async function send(
  head: string,
  { before = LOGO, content = another(file), end = '\r\n--b--\r\n', boundary = 'b' } = {},
) {
  const body = Buffer.concat([Buffer.from(`${before}--b\r\n${head}\r\n`, 'latin1'), content, Buffer.from(end)]);
  const headers = {
    authorization: `Bearer ${t.caller.key}`,
    'content-type': `multipart/form-data; boundary=${boundary}`,
  };
  const response = await fetch(`${address}/v1/assets`, { method: 'POST', body, headers });
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  return (await response.json()) as any;
}

const utf8 = (text: string) => Buffer.from(text).toString('latin1');
const NAMED = disposition('"file"', '; filename="a.jpg"');

test.each([
  ['a name in UTF-8', disposition('"file"', `; filename="${utf8('größe 😀.jpg')}"`), {}, 'größe 😀.jpg'],
  ['an encoded name', disposition('"file"', "; filename*=UTF-8''gr%C3%B6%C3%9Fe.jpg"), {}, 'größe.jpg'],
  [
    'a name with its quotation marks as browsers send them',
    disposition('"file"', '; filename="a%22b.jpg"'),
    {},
    'a%22b.jpg',
  ],
  ['a name with a folder of Windows', disposition('"file"', '; filename="C:\\\\me\\\\a.jpg"'), {}, 'a.jpg'],
  ['names without quotation marks', disposition('file', '; filename=a.jpg'), {}, 'a.jpg'],
  ['an empty name', disposition('"file"', '; filename=""'), {}, 'unnamed'],
  ['a name with escaped quotation marks', disposition('"file"', '; filename="a\\"b.jpg"'), {}, 'a"b.jpg'],
  ['a list of files, as axios names it', disposition('"file[]"', '; filename="a.jpg"'), {}, 'a.jpg'],
  ['a list of files, as PHP names it', disposition('"file[0]"', '; filename="a.jpg"'), {}, 'a.jpg'],
  ['a name with a semicolon', disposition('"file"', '; filename="a;b=c.jpg"'), {}, 'a;b=c.jpg'],
  [
    'a name in both ways',
    disposition('"file"', '; filename="gr__e.jpg"; filename*=utf-8\'de\'gr%C3%B6%C3%9Fe.jpg'),
    {},
    'größe.jpg',
  ],
  ['a name in Latin-1', disposition('"file"', "; filename*=ISO-8859-1''gr%F6%DFe.jpg"), {}, 'größe.jpg'],
  ['headers over several lines', NAMED.replace('; filename', ';\r\n filename'), {}, 'a.jpg'],
  ['no space after a colon', NAMED.replace(': ', ':'), {}, 'a.jpg'],
  ['spaces after its boundary', NAMED, { before: LOGO.replace('--b\r\n', '--b \t\r\n') }, 'a.jpg'],
  ['almost its boundary in a file', NAMED, { content: Buffer.concat([file, Buffer.from('\r\n--')]) }, 'a.jpg', 4],
  ['no name, as bytes', `${disposition('"file"')}Content-Type: application/octet-stream\r\n`, {}, 'unnamed'],
  ['headers in capitals', NAMED.toUpperCase().replace('FILE"', 'file"').replace('A.JPG', 'a.jpg'), {}, 'a.jpg'],
  ['a quoted boundary', NAMED, { boundary: '"b"' }, 'a.jpg'],
  ['words before and after it', NAMED, { before: `preamble\r\n${LOGO}`, end: '\r\n--b--\r\nepilogue' }, 'a.jpg'],
  ['no line after its end', NAMED, { end: '\r\n--b--' }, 'a.jpg'],
] as [string, string, object, string, number?][])(
  'a form with %s is taken',
  async (_, head, more, originalName, added = 0) => {
    const answer = await send(head, more);
    expect(answer).toMatchObject({ assets: [{ role: 'LOGO', originalName, bytes: file.length + added }] });
  },
);

test.each([
  ['a line break in an encoded name', disposition('"file"', "; filename*=UTF-8''a%0Ab.jpg"), {}, 'file/0'],
  ['a list that is none', disposition('"logo[x]"', '; filename="a.jpg"'), {}, 'logo[x]'],
  ['a name of every object', disposition('"__proto__"', '; filename="a.jpg"'), {}, '__proto__'],
  ['a slash in the name of a field', disposition('"a/b~"', '; filename="a.jpg"'), {}, 'a~1b~0'],
  ['a control character in a name', disposition('"file"', '; filename="a\x01.jpg"'), {}, 'file/0'],
  ['U+0000 in a name', disposition('"file"', "; filename*=UTF-8''a%00.jpg"), {}, 'file/0'],
  ['a name that is not UTF-8', disposition('"file"', '; filename="gr\xf6\xdfe.jpg"'), {}, 'file/0'],
  ['a name without an end', disposition('"file"', `; filename="${'x'.repeat(300)}.jpg"`), {}, 'file/0'],
  ['a file without a name', disposition('"file"'), {}, 'file'],
  ['an image without a name', `${disposition('"file"')}Content-Type: image/jpeg\r\n`, {}, 'file'],
  ['a field of no name', disposition('""'), {}, ''],
  ['a role that is a file', disposition('"role"', '; filename="a"'), {}, 'role'],
  ['an empty role', NAMED, { before: `--b\r\n${disposition('"role"')}\r\n\r\n` }, 'role'],
])('a form with %s is 422 with the field, and nothing of it is changed', async (_, head, more, field) => {
  const answer = await send(head, more);
  expect(answer).toMatchObject({ status: 422, code: 'validation_failed' });
  expect(answer.errors.map(({ pointer }: { pointer: string }) => pointer)).toContain(`/${field}`);
});

test.each([
  ['no boundary', NAMED, { boundary: '' }],
  ['another boundary', NAMED, { boundary: 'c' }],
  ['no end', NAMED, { end: '' }],
  ['a line break within a name', disposition('"file"', '; filename="a\nb.jpg"'), {}],
  ['a carriage return within a name', disposition('"fi\rle"', '; filename="a.jpg"'), {}],
  ['a line break within another header', `${NAMED}X-Note: a\nb\r\n`, {}],
  ['lines that end with a line feed only', NAMED.replaceAll('\r', ''), {}],
  ['no header', '', {}],
  ['a part of another kind', NAMED.replace('form-data', 'attachment'), {}],
  ['a part without a name', 'Content-Disposition: form-data; filename="a.jpg"\r\n', {}],
  ['two names', disposition('"file"', '; name="logo"; filename="a.jpg"'), {}],
  ['two dispositions', NAMED + disposition('"logo"', '; filename="a.jpg"'), {}],
  ['a name that ends too early', disposition('"file"', '; filename="a"b.jpg"'), {}],
  ['an encoded name that is none', disposition('"file"', "; filename*=UTF-8''%ff.jpg"), {}],
  ['a name in a charset of its own', disposition('"file"', "; filename*=KOI8-R''a.jpg"), {}],
  ['a file in base64', `${NAMED}Content-Transfer-Encoding: base64\r\n`, {}],
  ['headers without an end', NAMED, { before: `${LOGO}--b\r\nContent-Disposition: form-data; name="x"\r\n` }],
  ['headers that are too large', `${NAMED}X-Note: ${'x'.repeat(20_000)}\r\n`, {}],
  ['a boundary that only begins like its own', NAMED, { before: `${LOGO.replace('--b', '--bc')}` }],
])('a form with %s is 400, and no part is left out in silence', async (_, head, more) => {
  expect(await send(head, more)).toMatchObject({ status: 400, code: 'malformed_request' });
});

test.each([
  ['/v1/assets', { assets: [{ role: 'PERSON' }, { role: 'LOGO' }] }],
  ['/v1/fonts', { family: 'Anton', originalName: 'brand.woff2' }],
])('the sample of %s works as the reference page shows it', async (path, answer) => {
  const { body } = await t.call({ as: null, url: '/docs/openapi.json' });
  const { source } = body.paths[path].post['x-codeSamples'][0];
  const env = { ...process.env, KEY: t.caller.key, API: address };
  const { stdout } = await run('sh', ['-c', `${source} -sS`], { cwd: folder, env });
  expect(JSON.parse(stdout)).toMatchObject(answer);
});

test.each([
  ['role and file', ['-F', 'role=PERSON', '-F', 'file=@me.jpg', '-F', 'role=LOGO', '-F', 'file=@logo.png']],
  ['files under their roles', ['-F', 'person=@me.jpg', '-F', 'logo=@logo.png']],
  [
    'two files in one part',
    ['-F', 'role=PERSON', '-F', 'role=LOGO', '-F', 'file=@me.jpg', '-F', 'file=@logo.png;type=image/png'],
  ],
])('curl sends %s', async (_, args) => {
  const key = `Authorization: Bearer ${t.caller.key}`;
  const { stdout } = await run('curl', ['-sS', '-H', key, ...args, `${address}/v1/assets`], { cwd: folder });
  expect(JSON.parse(stdout)).toMatchObject({ assets: [{ role: 'PERSON' }, { role: 'LOGO' }] });
});
