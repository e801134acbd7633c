import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ASPECT_CLASSES, type AspectClass } from '@proofsheet/domain';
import { parseHtml } from '../engine/takumi.ts';
import { OWN_TEMPLATES, readManifest, sheetOfClass, type TemplateFolder, templateFolders } from './folders.ts';
import { addFoot, readFoot } from './foot.ts';
import { aspectsOf, type Template, type TextSlot } from './manifest.ts';

/** Reads the built-in templates. A broken one throws here, at the start, rather than in some later render. */
export async function loadTemplates(): Promise<Template[]> {
  const folders = await templateFolders(OWN_TEMPLATES);
  return Promise.all(folders.map((folder) => loadTemplate(folder, { foreign: false })));
}

export async function loadTemplate(folder: TemplateFolder, { foreign }: { foreign: boolean }): Promise<Template> {
  const read = (file: string) => readFile(path.join(folder.path, file), 'utf8');
  const { name, kind } = folder;
  const manifest = await readManifest(folder);
  if (!manifest.slots.headline) throw new Error(`template ${name} has no headline`);
  const template = {
    ...manifest,
    ...{ name, kind, foreign },
    aspects: aspectsOf(manifest),
    root: parseHtml(await read('template.html')),
    css: await readSheets(folder),
    footSlots: new Set<TextSlot>(),
    ownQr: manifest.qr !== undefined,
  };
  return kind === 'AD' ? addFoot(template, await readFoot()) : template;
}

/** The style sheet of each aspect class: the shared one, then its own. */
async function readSheets({ path: folder }: TemplateFolder): Promise<Record<AspectClass, string>> {
  const shared = await readFile(path.join(folder, 'template.css'), 'utf8');
  const sheets = ASPECT_CLASSES.map(async (aspect) => {
    const own = await readFile(path.join(folder, sheetOfClass(aspect)), 'utf8').catch(noneIfMissing);
    return [aspect, shared + own] as const;
  });
  return Object.fromEntries(await Promise.all(sheets)) as Record<AspectClass, string>;
}

function noneIfMissing(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}
