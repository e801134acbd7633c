import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ASPECT_CLASSES, type AspectClass } from '@proofsheet/domain';
import { parseHtml } from '../engine/takumi.ts';
import {
  OWN_TEMPLATES,
  readManifest,
  sheetFolders,
  sheetOfClass,
  type TemplateFolder,
  templateFolders,
} from './folders.ts';
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
    css: await readSheets(sheetFolders(folder, manifest)),
    footSlots: new Set<TextSlot>(),
    ownQr: manifest.qr !== undefined,
  };
  return kind === 'AD' ? addFoot(template, await readFoot()) : template;
}

/** The style sheet of each aspect class: `template.css` of every folder, then the sheet of the class of every folder. */
async function readSheets(folders: readonly string[]): Promise<Record<AspectClass, string>> {
  const read = async (file: string) => {
    const sheets = folders.map((folder) => readFile(path.join(folder, file), 'utf8').catch(noneIfMissing));
    return (await Promise.all(sheets)).join('');
  };
  const all = await read('template.css');
  const sheets = ASPECT_CLASSES.map(async (aspect) => [aspect, all + (await read(sheetOfClass(aspect)))] as const);
  return Object.fromEntries(await Promise.all(sheets)) as Record<AspectClass, string>;
}

function noneIfMissing(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}
