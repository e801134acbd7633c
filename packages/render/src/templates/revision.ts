import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CLASS_SHEETS, FILES, OWN_TEMPLATES, readManifest, sheetFolders, type TemplateFolder } from './folders.ts';

/** Raised when pictures of unchanged templates are to be drawn anew: with other samples, or another engine. */
const PICTURES = 1;

/**
 * Changes with every change of a template's files, those that it shares with others included. None of them has to be
 * sound.
 */
export async function revisionOf(folder: TemplateFolder): Promise<string> {
  const folders = await readManifest(folder).then(
    (manifest) => sheetFolders(folder, manifest),
    () => [folder.path],
  );
  const foot = folder.kind === 'AD' ? [path.join(OWN_TEMPLATES, 'foot')] : [];
  const hash = createHash('sha256').update(`${PICTURES} ${folder.kind} ${folder.name}`);
  for (const each of [...folders, ...foot])
    for (const file of [...FILES, ...CLASS_SHEETS])
      hash.update(await readFile(path.join(each, file)).catch(() => 'none'));
  return hash.digest('hex').slice(0, 32);
}
