import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { addressOf, CLASS_SHEETS, FILES, readManifest, type TemplateFile, type TemplateFolder } from '../folders.ts';
import { loadTemplate } from '../load.ts';
import type { Template } from '../manifest.ts';
import type { IssueInFile, TemplateIssue } from './issue.ts';
import { lintCss, type PaintCounts } from './lint-css.ts';
import { manifestIssues } from './lint-folder.ts';
import { crossIssues, lintHtml } from './lint-html.ts';

/** Far above the size of any real file: a larger one is a mistake or an attack. */
const MOST_BYTES = 64 * 1024;

/** The template, or everything that is wrong with it, without drawing any of it. */
export async function lintTemplate(folder: TemplateFolder): Promise<Template | TemplateIssue[]> {
  const unread = await fileIssues(folder);
  if (unread.length > 0) return unread;
  const issues = [...(await manifestIssues(folder)), ...(await contentIssues(folder))];
  return issues.length > 0 ? issues : loadTemplate(folder, { foreign: true });
}

async function fileIssues(folder: TemplateFolder): Promise<TemplateIssue[]> {
  const issues: TemplateIssue[] = [];
  for (const name of [...FILES, ...(await classSheetsIn(folder))]) {
    const file = path.posix.join(addressOf(folder), name);
    const found = await stat(path.join(folder.path, name)).catch(() => undefined);
    if (!found?.isFile())
      issues.push({ file, code: 'file_missing', message: 'It cannot be read. Every template needs one.' });
    else if (found.size > MOST_BYTES)
      issues.push({ file, code: 'file_too_large', message: `${found.size} bytes; at most ${MOST_BYTES}.` });
  }
  return issues;
}

async function contentIssues(folder: TemplateFolder): Promise<TemplateIssue[]> {
  const html = await read(folder, 'template.html');
  const report = lintHtml(html);
  const manifest = await readManifest(folder).catch(() => undefined);
  return [
    ...inFile(folder, 'template.html', [...report.issues, ...(manifest ? crossIssues(report, manifest) : [])]),
    ...inFile(folder, 'template.html', lintCss(report.styles)),
    ...(await sheetIssues(folder)),
  ];
}

/** A picture is drawn with the shared sheet and its class's own: the limits hold for both together. */
async function sheetIssues(folder: TemplateFolder): Promise<TemplateIssue[]> {
  const shared: PaintCounts = { shadows: 0, filters: 0 };
  const issues = inFile(folder, 'template.css', lintCss([{ css: await read(folder, 'template.css') }], shared));
  for (const sheet of await classSheetsIn(folder))
    issues.push(...inFile(folder, sheet, lintCss([{ css: await read(folder, sheet) }], { ...shared })));
  return issues;
}

async function classSheetsIn(folder: TemplateFolder): Promise<TemplateFile[]> {
  const present = await readdir(folder.path).catch((): string[] => []);
  return CLASS_SHEETS.filter((sheet) => present.includes(sheet));
}

function read(folder: TemplateFolder, name: TemplateFile): Promise<string> {
  return readFile(path.join(folder.path, name), 'utf8');
}

function inFile(folder: TemplateFolder, name: TemplateFile, issues: readonly IssueInFile[]): TemplateIssue[] {
  return issues.map((issue) => ({ file: path.posix.join(addressOf(folder), name), ...issue }));
}
