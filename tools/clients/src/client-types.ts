import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';

/** The types of `packages/client`, from the OpenAPI document. */
export async function clientTypes(document: object): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-types-'));
  try {
    await createClient({
      // The generator resolves references in place.
      input: structuredClone(document) as Record<string, unknown>,
      output: { path: folder },
      plugins: ['@hey-api/typescript'],
      logs: { level: 'silent', file: false },
    });
    return await readFile(join(folder, 'types.gen.ts'), 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
