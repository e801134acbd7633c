import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ASPECT_CLASSES, type AspectClass, GENERATION_KINDS, type GenerationKind } from '@proofsheet/domain';
import { type Manifest, manifestSchema } from './manifest.ts';

/** Where one template lies: `<kind>/<name>/` below a folder of templates. */
export interface TemplateFolder {
  readonly kind: GenerationKind;
  readonly name: string;
  readonly path: string;
}

/** The files that every template has. */
export const FILES = ['template.json', 'template.html', 'template.css'] as const;
/** Optional style sheets, one for each aspect class: read after `template.css`, for that class alone. */
export const CLASS_SHEETS = ASPECT_CLASSES.map((aspect) => sheetOfClass(aspect));
export type TemplateFile = (typeof FILES)[number] | ReturnType<typeof sheetOfClass>;

export function sheetOfClass(aspect: AspectClass) {
  return `${aspect}.css` as const;
}

/** The folder of style sheets that several templates of one folder read: `shared/<name>/`, beside the folders of kinds. */
export const SHARED = 'shared';

/** Where a template reads its style sheets, in this order: the shared folders that its manifest names, then its own. */
export function sheetFolders({ path: folder }: TemplateFolder, { shares }: Pick<Manifest, 'shares'>): string[] {
  return [...shares.map((name) => path.join(folder, '../..', SHARED, name)), folder];
}

/** The folder of the built-in templates. */
export const OWN_TEMPLATES = path.join(import.meta.dirname, '../../templates');

/** Every template in a folder: thumbnails first, each kind by name. A kind that has no folder has no templates. */
export async function templateFolders(root: string): Promise<TemplateFolder[]> {
  const folders: TemplateFolder[] = [];
  for (const kind of GENERATION_KINDS) {
    const entries = await readdir(path.join(root, folderOfKind(kind)), { withFileTypes: true }).catch(() => []);
    const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
    for (const name of names.sort()) folders.push({ kind, name, path: path.join(root, folderOfKind(kind), name) });
  }
  return folders;
}

export function folderOfKind(kind: GenerationKind): string {
  return kind.toLowerCase();
}

/** A template's name in messages: `thumbnail/split`. */
export function addressOf({ kind, name }: Pick<TemplateFolder, 'kind' | 'name'>): string {
  return `${folderOfKind(kind)}/${name}`;
}

/** Throws what `JSON.parse` or the schema says. */
export async function readManifest({ path: folder }: TemplateFolder): Promise<Manifest> {
  return manifestSchema.parse(JSON.parse(await readFile(path.join(folder, 'template.json'), 'utf8')));
}
