import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { addressOf, CLASS_SHEETS, FILES, readManifest, type TemplateFile, type TemplateFolder } from '../folders.ts';
import { loadTemplate } from '../load.ts';
import type { Template } from '../manifest.ts';
import type { FlawInFile, TemplateFlaw } from './issue.ts';
import { type Spent, vetCss } from './lint-css.ts';
import { manifestFlaws } from './lint-folder.ts';
import { crossFlaws, vetHtml } from './lint-html.ts';

/** Far above any real one; what is larger was put there by mistake, or with intent. */
const MOST_BYTES = 64 * 1024;

/** The template, or all that is wrong with it. Nothing of it is drawn to find out. */
export async function vetTemplate(folder: TemplateFolder): Promise<Template | TemplateFlaw[]> {
  const unread = await fileFlaws(folder);
  if (unread.length > 0) return unread;
  const flaws = [...(await manifestFlaws(folder)), ...(await contentFlaws(folder))];
  return flaws.length > 0 ? flaws : loadTemplate(folder, { foreign: true });
}

async function fileFlaws(folder: TemplateFolder): Promise<TemplateFlaw[]> {
  const flaws: TemplateFlaw[] = [];
  for (const name of [...FILES, ...(await classSheetsIn(folder))]) {
    const file = path.posix.join(addressOf(folder), name);
    const found = await stat(path.join(folder.path, name)).catch(() => undefined);
    if (!found?.isFile())
      flaws.push({ file, code: 'file_missing', message: 'It cannot be read. Every template needs one.' });
    else if (found.size > MOST_BYTES)
      flaws.push({ file, code: 'file_too_large', message: `${found.size} bytes; at most ${MOST_BYTES}.` });
  }
  return flaws;
}

async function contentFlaws(folder: TemplateFolder): Promise<TemplateFlaw[]> {
  const html = await read(folder, 'template.html');
  const use = vetHtml(html);
  const manifest = await readManifest(folder).catch(() => undefined);
  return [
    ...inFile(folder, 'template.html', [...use.flaws, ...(manifest ? crossFlaws(use, manifest) : [])]),
    ...inFile(folder, 'template.html', vetCss(use.styles)),
    ...(await sheetFlaws(folder)),
  ];
}

/** A picture is drawn with what all classes share and with its own class's sheet: the budgets are for both together. */
async function sheetFlaws(folder: TemplateFolder): Promise<TemplateFlaw[]> {
  const shared: Spent = { shadows: 0, filters: 0 };
  const flaws = inFile(folder, 'template.css', vetCss([{ css: await read(folder, 'template.css') }], shared));
  for (const sheet of await classSheetsIn(folder))
    flaws.push(...inFile(folder, sheet, vetCss([{ css: await read(folder, sheet) }], { ...shared })));
  return flaws;
}

async function classSheetsIn(folder: TemplateFolder): Promise<TemplateFile[]> {
  const present = await readdir(folder.path).catch((): string[] => []);
  return CLASS_SHEETS.filter((sheet) => present.includes(sheet));
}

function read(folder: TemplateFolder, name: TemplateFile): Promise<string> {
  return readFile(path.join(folder.path, name), 'utf8');
}

function inFile(folder: TemplateFolder, name: TemplateFile, flaws: readonly FlawInFile[]): TemplateFlaw[] {
  return flaws.map((flaw) => ({ file: path.posix.join(addressOf(folder), name), ...flaw }));
}
