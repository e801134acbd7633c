import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { GENERATION_KINDS } from '@proofsheet/domain';
import { z } from 'zod';
import { addressOf, folderOfKind, readManifest, SHARED, type TemplateFolder, templateFolders } from '../folders.ts';
import { TEXT_SLOTS } from '../manifest.ts';
import { type TemplateIssue, templatesUnusable } from './issue.ts';

const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** The templates in an operator's folder, and what is wrong with their places and names. */
export async function lintFolder(
  root: string,
  own: readonly TemplateFolder[],
): Promise<{ folders: TemplateFolder[]; issues: TemplateIssue[] }> {
  const issues = await rootIssues(root);
  const folders = await templateFolders(root);
  return { folders, issues: [...issues, ...folders.flatMap((folder) => nameIssues(folder, own))] };
}

/** The same folders, each with a valid manifest. Throws `templates_unusable`, one line for each issue. */
export async function requireSoundFolder(root: string, own: readonly TemplateFolder[]): Promise<TemplateFolder[]> {
  const { folders, issues } = await lintFolder(root, own);
  const all = [...issues, ...(await Promise.all(folders.map(manifestIssues))).flat()];
  if (all.length > 0) throw templatesUnusable(all);
  return folders;
}

/** What is wrong with the folder itself: it cannot be read, has no template, or has folders that nobody looks into. */
async function rootIssues(root: string): Promise<TemplateIssue[]> {
  const kinds = GENERATION_KINDS.map(folderOfKind);
  const wanted = `Templates lie in ${kinds.map((kind) => `${kind}/<name>/`).join(' and ')}.`;
  const entries = await readdir(root, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => error);
  if (entries instanceof Error) {
    const message = `The folder cannot be read (${entries.code}). Name one that can be as TEMPLATES_DIR.`;
    return [{ file: root, code: 'folder_unreadable', message }];
  }
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  if (!folders.some(({ name }) => kinds.includes(name)))
    return [{ file: root, code: 'folder_empty', message: `There is no template in it. ${wanted}` }];
  return folders
    .filter(({ name }) => !kinds.includes(name) && name !== SHARED)
    .map(({ name }) => ({ file: `${name}/`, code: 'folder_unknown', message: `Nothing looks in here. ${wanted}` }));
}

export function nameIssues(folder: TemplateFolder, own: readonly TemplateFolder[]): TemplateIssue[] {
  const file = `${addressOf(folder)}/`;
  if (!NAME.test(folder.name)) {
    const message = 'A name has up to 64 small letters, digits and hyphens. Rename the folder.';
    return [{ file, code: 'name_not_usable', message }];
  }
  if (own.some((other) => other.name === folder.name && other.kind === folder.kind))
    return [{ file, code: 'name_taken', message: 'A built-in template has this name. Rename the folder.' }];
  return [];
}

/** What is wrong with `template.json`: one issue for each thing that the schema refuses. */
export async function manifestIssues(folder: TemplateFolder): Promise<TemplateIssue[]> {
  const file = path.posix.join(addressOf(folder), 'template.json');
  try {
    const { slots } = await readManifest(folder);
    if (Object.keys(slots.headline?.boxes ?? {}).length > 0) return [];
    const message = 'There is no headline with a box. Describe one below slots, for each class it serves.';
    return [{ file, code: 'manifest_invalid', message }];
  } catch (error) {
    if (error instanceof z.ZodError) return error.issues.flatMap((issue) => schemaIssues(file, issue));
    if (error instanceof SyntaxError)
      return [{ file, code: 'manifest_invalid', message: `It is not JSON: ${error.message}.` }];
    return [{ file, code: 'file_missing', message: 'It cannot be read. Every template needs one.' }];
  }
}

function schemaIssues(file: string, { path: at, ...issue }: z.core.$ZodIssue): TemplateIssue[] {
  if (issue.code === 'unrecognized_keys' && at.join('/') === 'slots')
    return issue.keys.map((slot) => {
      const message = `There is no slot ${slot}. Choose of ${TEXT_SLOTS.join(', ')}; the logo is described as "logo".`;
      return { file, code: 'unknown_slot', message };
    });
  const key = at.length === 0 ? '' : `${at.join('/')}: `;
  return [{ file, code: 'manifest_invalid', message: `${key}${issue.message}.` }];
}
