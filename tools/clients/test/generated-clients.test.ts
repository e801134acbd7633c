import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createClient } from '@hey-api/openapi-ts';
import { revokeApiKeys } from '@proofsheet/database';
import { type LocalSystem, newUserKey, startLocalSystem } from '@proofsheet/local-system';
import openapiTypescript, { astToString } from 'openapi-typescript';
import sharp from 'sharp';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const house = new URL('..', import.meta.url).pathname;
const document = new URL('../../../apps/api/openapi.json', import.meta.url);
const requireHere = createRequire(import.meta.url);
const font = createRequire(import.meta.resolve('@proofsheet/render')).resolve(
  '@fontsource/anton/files/anton-latin-400-normal.woff2',
);

let data: string;
let made: string;
let system: LocalSystem;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'proofsheet-clients-'));
  // Here the clients find what they import, and no other check looks.
  await mkdir(join(house, 'node_modules/.cache'), { recursive: true });
  made = await mkdtemp(join(house, 'node_modules/.cache/clients-'));
  await sharp({ create: { width: 800, height: 600, channels: 3, background: '#c85028' } })
    .jpeg()
    .toFile(join(data, 'picture.jpg'));
  system = await startLocalSystem({ folder: data, durable: false, env: process.env });
}, 180_000);
afterAll(async () => {
  await system?.stop();
  for (const folder of [data, made]) await rm(folder, { recursive: true, force: true });
});

const generators = {
  'openapi-fetch': async (folder: string) => {
    // As its documentation says for files; a default of the server is no duty of the client.
    const blob = ts.factory.createTypeReferenceNode('Blob');
    const transform = ({ format }: { format?: string }) => (format === 'binary' ? blob : undefined);
    const schema = await openapiTypescript(document, { transform, defaultNonNullable: false });
    await writeFile(join(folder, 'schema.d.ts'), astToString(schema));
  },
  'hey-api': async (folder: string) => {
    const output = { path: join(folder, 'made'), module: { extension: '.js' } } as const;
    await createClient({
      ...{
        input: document.pathname,
        output,
        plugins: ['@hey-api/client-fetch', '@hey-api/sdk', '@hey-api/typescript'],
      },
      logs: { level: 'silent', file: false },
    });
  },
};

async function node(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  try {
    return (await run(process.execPath, [script, ...args], { cwd: made, env: { ...process.env, ...env } })).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${script} failed:\n${stdout}\n${stderr}`);
  }
}

const COMPILER = {
  ...{ target: 'es2023', module: 'esnext', moduleResolution: 'bundler', lib: ['es2023', 'dom', 'dom.iterable'] },
  ...{ strict: true, noUncheckedIndexedAccess: true, skipLibCheck: false, outDir: 'compiled', types: ['node'] },
};

test.each(Object.entries(generators))(
  'the client of %s compiles against the document, and goes the whole way',
  async (name, generate) => {
    const folder = join(made, name);
    await mkdir(folder);
    await generate(folder);
    await copyFile(join(house, `programs/${name}.ts`), join(folder, 'program.ts'));
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: COMPILER, include: ['.'] }));
    await node(requireHere.resolve('typescript/bin/tsc'), ['--project', folder]);

    const key = await newUserKey(system.db, name);
    const revoked = await newUserKey(system.db, `${name}, revoked`);
    await revokeApiKeys(system.db, revoked);
    const env = { API: system.api, KEY: key, REVOKED: revoked, PICTURE: join(data, 'picture.jpg'), FONT: font };
    const told = JSON.parse(await node(join(folder, 'compiled/program.js'), [], env));
    expect(told).toMatchObject({
      roles: ['PERSON', 'LOGO', 'PRODUCT', 'BACKGROUND'],
      status: 'COMPLETED',
      formats: expect.arrayContaining(['300x250', '640x480']),
      ...{ repeated: true, again: ['no_template_fits', 'PENDING', 'no_template_fits', true] },
      refused: ['unauthorized', 'unauthorized', 'unauthorized'],
      ...{ score: 'number', listed: 2, wrong: 'not_found', retried: 'nothing_to_retry', font: ['Anton', true] },
    });
    expect(['CANCELLED', 'PROCESSING', 'generation_ended']).toContain(told.cancelled);
    expect(new Set(told.bytes).size).toBe(1);
  },
  180_000,
);
