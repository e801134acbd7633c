import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../../..');
const source = join(root, 'packages/client');
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/**
 * Writes the package as it is published: JavaScript and declarations, for `npm publish <folder>`. The main door is compiled
 * without the types of Node, so it cannot use what a browser does not have.
 */
export async function buildClient(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const project of ['tsconfig.publish.json', 'tsconfig.node.json'])
    await run(process.execPath, [tsc, '--project', join(source, project), '--outDir', folder]).catch((error) => {
      throw new Error(`${project}:\n${error.stdout}`);
    });
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith('.d.ts')) continue;
    // The compiler rewrites imports in what runs, and leaves them in declarations as they were.
    const declaration = await readFile(join(folder, name), 'utf8');
    await writeFile(join(folder, name), declaration.replaceAll(/(from '\.[^']*)\.ts'/g, "$1.js'"));
  }
  await writeFile(join(folder, 'README.md'), readable(await readFile(join(root, 'docs/client.md'), 'utf8')));
  await copyFile(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(await manifest(), null, 2)}\n`);
}

/** The page by itself: what it leads to on others is not there. */
function readable(page: string): string {
  return page.replaceAll(/\[([^\]]+)\]\((?!https?:|#)[^)]+\)/g, '$1');
}

async function manifest(): Promise<object> {
  const { name, version, description, license, type } = JSON.parse(
    await readFile(join(source, 'package.json'), 'utf8'),
  );
  const door = (file: string) => ({ types: `./${file}.d.ts`, default: `./${file}.js` });
  return {
    ...{ name, version, description, license, type },
    sideEffects: false,
    engines: { node: '>=20' },
    exports: { '.': door('index'), './node': door('node'), './package.json': './package.json' },
  };
}
