import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  addressOf,
  CLASS_SHEETS,
  FILES,
  readManifest,
  sheetFolders,
  type TemplateFile,
  type TemplateFolder,
} from '../folders.ts';
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
  const issues = await missingShared(folder);
  const files = [...FILES.map((name) => path.join(folder.path, name)), ...(await sheetsOf(folder))];
  for (const each of new Set(files)) {
    const file = fileIn(folder, each);
    const found = await stat(each).catch(() => undefined);
    if (!found?.isFile())
      issues.push({ file, code: 'file_missing', message: 'It cannot be read. Every template needs one.' });
    else if (found.size > MOST_BYTES)
      issues.push({ file, code: 'file_too_large', message: `${found.size} bytes; at most ${MOST_BYTES}.` });
  }
  return issues;
}

/** The shared folders that its manifest names and that have no style sheet. */
async function missingShared(folder: TemplateFolder): Promise<TemplateIssue[]> {
  const issues: TemplateIssue[] = [];
  for (const shared of await sharedFolders(folder)) {
    if ((await sheetsIn(shared)).length > 0) continue;
    const message = `There is no style sheet in it, and template.json of ${addressOf(folder)} names it in "shares".`;
    issues.push({ file: `${fileIn(folder, shared)}/`, code: 'file_missing', message });
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

/**
 * A picture is drawn with every `template.css` and with all sheets of its class: the limits hold for them together. What
 * is wrong with a shared sheet is told for each template that reads it.
 */
async function sheetIssues(folder: TemplateFolder): Promise<TemplateIssue[]> {
  const sheets = await sheetsOf(folder);
  const all: PaintCounts = { shadows: 0, filters: 0 };
  const lint = async (file: string, counts: PaintCounts) =>
    lintCss([{ css: await readFile(file, 'utf8') }], counts).map((issue) => ({ file: fileIn(folder, file), ...issue }));
  const issues: TemplateIssue[] = [];
  for (const file of sheets.filter(isForAll)) issues.push(...(await lint(file, all)));
  for (const sheet of CLASS_SHEETS) {
    const counts = { ...all };
    for (const file of sheets.filter((one) => path.basename(one) === sheet)) issues.push(...(await lint(file, counts)));
  }
  return issues;
}

const isForAll = (file: string) => path.basename(file) === 'template.css';

/** All style sheets that it is drawn with, the shared ones first. */
async function sheetsOf(folder: TemplateFolder): Promise<string[]> {
  const folders = [...(await sharedFolders(folder)), folder.path];
  return (await Promise.all(folders.map(sheetsIn))).flat();
}

/** None where the manifest cannot be read: that is an issue of its own. */
async function sharedFolders(folder: TemplateFolder): Promise<string[]> {
  const manifest = await readManifest(folder).catch(() => undefined);
  return manifest ? sheetFolders(folder, manifest).slice(0, -1) : [];
}

async function sheetsIn(folder: string): Promise<string[]> {
  const present = await readdir(folder).catch((): string[] => []);
  return ['template.css', ...CLASS_SHEETS]
    .filter((sheet) => present.includes(sheet))
    .map((sheet) => path.join(folder, sheet));
}

/** A file's path below the folder of templates. */
function fileIn({ path: folder }: TemplateFolder, file: string): string {
  return path.relative(path.join(folder, '../..'), file).split(path.sep).join('/');
}

function read(folder: TemplateFolder, name: TemplateFile): Promise<string> {
  return readFile(path.join(folder.path, name), 'utf8');
}

function inFile(folder: TemplateFolder, name: TemplateFile, issues: readonly IssueInFile[]): TemplateIssue[] {
  return issues.map((issue) => ({ file: path.posix.join(addressOf(folder), name), ...issue }));
}
