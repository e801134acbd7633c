import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { summaryOf, type TemplateSummary } from './catalog.ts';
import { loadFonts } from './fonts/font-library.ts';
import type { RenderOrder } from './order.ts';
import type { RenderedOutput } from './output.ts';
import { renderOrder } from './render-order.ts';
import { drawingProcess } from './sandbox/drawing-process.ts';
import { CLASS_SHEETS, FILES, OWN_TEMPLATES, type TemplateFolder, templateFolders } from './templates/folders.ts';
import type { TemplateFlaw } from './templates/lint/issue.ts';
import { nameFlaws } from './templates/lint/lint-folder.ts';
import { vetTemplate } from './templates/lint/lint-template.ts';
import type { Template } from './templates/manifest.ts';

export { oklabOf } from '@proofsheet/raster';
export type { TemplateSummary } from './catalog.ts';
export { addressOf, folderOfKind, OWN_TEMPLATES, type TemplateFolder, templateFolders } from './templates/folders.ts';
export type { FlawCode, TemplateFlaw } from './templates/lint/issue.ts';

/** What is known of a template while it is being made: that it can be drawn, or all that is wrong with it. */
export interface TemplateOnBench extends TemplateFolder {
  /** Undefined while something is wrong with it. */
  readonly summary: TemplateSummary | undefined;
  /** Changes with every change of its files. */
  readonly revision: string;
  readonly flaws: readonly TemplateFlaw[];
}

/** A renderer for whoever makes templates: it reads them as often as they change, and a broken one stops no other. */
export interface Workbench {
  /** Reads all templates again. */
  load(): Promise<TemplateOnBench[]>;
  /** Renders with the templates as they were loaded last. Whatever they hold, they take no longer than they may. */
  render(order: RenderOrder, options?: { signal?: AbortSignal }): AsyncGenerator<RenderedOutput>;
  close(): Promise<void>;
}

export interface WorkbenchOptions {
  /** What one drawing may take, in seconds. */
  readonly seconds?: number;
  readonly memoryMb?: number;
  /** A folder of templates beside ours. */
  readonly templatesDir?: string | undefined;
}

export async function openWorkbench({
  seconds = 10,
  memoryMb = 1500,
  templatesDir,
}: WorkbenchOptions = {}): Promise<Workbench> {
  const fonts = await loadFonts();
  const openTypesetter = async () => drawingProcess({ seconds, memoryMb });
  const typesetter = await openTypesetter();
  let templates: readonly Template[] = [];
  return {
    async load() {
      const loaded = await loadBench(templatesDir);
      templates = loaded.flatMap(({ template }) => template ?? []);
      return loaded.map(({ bench }) => bench);
    },
    render: (order, options = {}) =>
      renderOrder({ fonts, templates, typesetter, openTypesetter }, order, options.signal),
    close: typesetter.close,
  };
}

interface Loaded {
  readonly bench: TemplateOnBench;
  readonly template: Template | undefined;
}

async function loadBench(templatesDir: string | undefined): Promise<Loaded[]> {
  const own = await templateFolders(OWN_TEMPLATES);
  const others = templatesDir === undefined ? [] : await templateFolders(path.resolve(templatesDir));
  const named = [
    ...own.map((folder) => ({ folder, flaws: [] })),
    ...others.map((folder) => ({ folder, flaws: nameFlaws(folder, own) })),
  ];
  return Promise.all(named.map(({ folder, flaws }) => loadOne(folder, flaws)));
}

async function loadOne(folder: TemplateFolder, nameFlaws: readonly TemplateFlaw[]): Promise<Loaded> {
  const revision = await revisionOf(folder);
  const vetted = nameFlaws.length > 0 ? [...nameFlaws] : await vetTemplate(folder);
  if (Array.isArray(vetted))
    return { bench: { ...folder, revision, summary: undefined, flaws: vetted }, template: undefined };
  return { bench: { ...folder, revision, summary: summaryOf(folder, vetted), flaws: [] }, template: vetted };
}

async function revisionOf({ path: folder }: TemplateFolder): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [...FILES, ...CLASS_SHEETS])
    hash.update(await readFile(path.join(folder, file)).catch(() => 'none'));
  return hash.digest('hex').slice(0, 16);
}
