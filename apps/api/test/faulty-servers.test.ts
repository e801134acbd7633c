import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startTestApi } from './harness.ts';
import { form, picture, pictureOf, post } from './images.ts';

type Start = Parameters<typeof startTestApi>;

/** An API on servers that are faulty in this way. */
async function apiWith(...start: Start) {
  const t = await startTestApi(...start);
  onTestFinished(() => t.close());
  const address = await t.listen();
  const upload = (file: Buffer) => post(`${address}/v1/assets`, t.caller.key, form('LOGO', file));
  const dependencies = async () => (await t.call({ as: null, url: '/readyz' })).body.dependencies;
  return { t, upload, dependencies };
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'proofsheet-faulty-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const mayMount = process.getuid?.() === 0 && mountsHere();

/** Containers often may not. */
function mountsHere(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'proofsheet-mount-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', folder]).status === 0;
  if (mounted) execFileSync('umount', [folder]);
  rmSync(folder, { recursive: true });
  return mounted;
}

test.runIf(mayMount)('a folder for uploads that runs full is named, and left empty; orders are taken', async () => {
  const uploadFolder = newFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', uploadFolder]);
  onTestFinished(() => void execFileSync('umount', [uploadFolder]));
  const { t, upload, dependencies } = await apiWith({ uploadFolder });
  const full = { status: 503, code: 'dependency_unavailable', dependency: 'scratch', reason: 'full' };
  const refused = await upload(await pictureOf(1_000_000));
  expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '5' }, body: full });
  expect(refused.body.detail).toContain('UPLOAD_FOLDER');
  expect(await readdir(uploadFolder)).toEqual([]);
  expect((await upload(await picture())).status).toBe(201);
  const payload = { kind: 'AD', copy: { headline: 'Hello' } };
  expect((await t.call({ method: 'POST', url: '/v1/generations', payload })).status).toBe(202);
  expect(await dependencies()).toMatchObject({ database: { ok: true }, storage: { ok: true } });
});

test.runIf(hasOpenssl)('a storage whose certificate nobody vouches for is named so', async () => {
  const folder = newFolder();
  const [key, cert] = [join(folder, 'key'), join(folder, 'cert')];
  const subject = ['-subj', '/CN=test', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, ...subject];
  expect(spawnSync('openssl', made).status).toBe(0);
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const { upload, dependencies } = await apiWith({}, { endpoint });
  const { status, body } = await upload(await picture());
  expect(status).toBe(503);
  expect(body).toMatchObject({ dependency: 'storage', reason: 'certificate' });
  expect(body.detail).toContain(`${new URL(endpoint).host} (S3_ENDPOINT)`);
  expect(await dependencies()).toMatchObject({ storage: { ok: false, reason: 'certificate' } });
});

test.each([
  ['secret', {}],
  ['key', { accessKey: 'AKIDNOTTHEIRS' }],
])(
  'a storage that wants another %s is named with variables, bucket and host, and no key is shown',
  async (_, other) => {
    const secretKey = 'not-the-secret-key';
    const { t, upload, dependencies } = await apiWith({}, { secretKey, bucket: 'pictures', ...other });
    const { status, body } = await upload(await picture());
    expect(status).toBe(503);
    expect(body).toMatchObject({ dependency: 'storage', reason: 'password' });
    expect(body.detail).toMatch(
      /127\.0\.0\.1:\d+ \(S3_ENDPOINT\), bucket pictures \(S3_BUCKET\).*S3_ACCESS_KEY, S3_SECRET_KEY/,
    );
    const said = JSON.stringify([body, await dependencies(), t.lines()]);
    expect(said).toContain('S3_SECRET_KEY');
    expect(said).not.toMatch(/not-the-secret-key|AKIDNOTTHEIRS/);
  },
);
