import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { OWN_TEMPLATES, readManifest, type TemplateFolder, templateFolders } from './template-folders.ts';
import { aspectsOf, type Template } from './templates.ts';
import { parseHtml } from './type/takumi.ts';

/** Reads our own templates; a broken one stops the start, not the thousandth picture. */
export async function loadTemplates(): Promise<Template[]> {
  const folders = await templateFolders(OWN_TEMPLATES);
  return Promise.all(folders.map((folder) => loadTemplate(folder, { foreign: false })));
}

export async function loadTemplate(folder: TemplateFolder, { foreign }: { foreign: boolean }): Promise<Template> {
  const read = (file: string) => readFile(path.join(folder.path, file), 'utf8');
  const { name, kind } = folder;
  const manifest = await readManifest(folder);
  if (!manifest.slots.headline) throw new Error(`template ${name} has no headline`);
  return {
    ...manifest,
    ...{ name, kind, foreign },
    aspects: aspectsOf(manifest),
    root: parseHtml(await read('template.html')),
    css: await read('template.css'),
  };
}
