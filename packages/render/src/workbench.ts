import path from 'node:path';
import { summaryOf, type TemplateSummary } from './catalog.ts';
import { loadFonts } from './fonts/font-library.ts';
import type { LenientOrder, RenderOrder } from './order.ts';
import type { MissingOutput, RenderedOutput } from './output.ts';
import { renderOrder } from './render-order.ts';
import { drawingProcess } from './sandbox/drawing-process.ts';
import { OWN_TEMPLATES, type TemplateFolder, templateFolders } from './templates/folders.ts';
import type { TemplateIssue } from './templates/lint/issue.ts';
import { nameIssues } from './templates/lint/lint-folder.ts';
import { lintTemplate } from './templates/lint/lint-template.ts';
import type { Template } from './templates/manifest.ts';
import { revisionOf } from './templates/revision.ts';

export { oklabOf } from '@proofsheet/raster';
export type { TemplateSummary } from './catalog.ts';
export { addressOf, folderOfKind, OWN_TEMPLATES, type TemplateFolder, templateFolders } from './templates/folders.ts';
export type { IssueCode, TemplateIssue } from './templates/lint/issue.ts';

/** A template while it is being made: either it can be drawn, or its issues say why not. */
export interface WorkbenchTemplate extends TemplateFolder {
  /** Undefined while it has issues. */
  readonly summary: TemplateSummary | undefined;
  /** Changes with every change of its files. */
  readonly revision: string;
  readonly issues: readonly TemplateIssue[];
}

/**
 * A renderer for makers of templates: it reads them again when they change, and a broken one does not stop the others.
 */
export interface Workbench {
  /** Reads all templates again. */
  load(): Promise<WorkbenchTemplate[]>;
  /** Renders with the templates as they were last loaded, within the limits on time and memory. */
  render(order: LenientOrder, options?: { signal?: AbortSignal }): AsyncGenerator<RenderedOutput | MissingOutput>;
  render(order: RenderOrder, options?: { signal?: AbortSignal }): AsyncGenerator<RenderedOutput>;
  close(): Promise<void>;
}

export interface WorkbenchOptions {
  /** The longest that one drawing may take. */
  readonly seconds?: number;
  readonly memoryMb?: number;
  /** A folder of templates beside the built-in ones. */
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
      const loaded = await loadAll(templatesDir);
      templates = loaded.flatMap(({ template }) => template ?? []);
      return loaded.map(({ entry }) => entry);
    },
    render: ((order, options = {}) =>
      renderOrder({ fonts, templates, typesetter, openTypesetter }, order, options.signal)) as Workbench['render'],
    close: typesetter.close,
  };
}

interface Loaded {
  readonly entry: WorkbenchTemplate;
  readonly template: Template | undefined;
}

async function loadAll(templatesDir: string | undefined): Promise<Loaded[]> {
  const own = await templateFolders(OWN_TEMPLATES);
  const others = templatesDir === undefined ? [] : await templateFolders(path.resolve(templatesDir));
  const named = [
    ...own.map((folder) => ({ folder, issues: [] })),
    ...others.map((folder) => ({ folder, issues: nameIssues(folder, own) })),
  ];
  return Promise.all(named.map(({ folder, issues }) => loadOne(folder, issues)));
}

async function loadOne(folder: TemplateFolder, misnamed: readonly TemplateIssue[]): Promise<Loaded> {
  const revision = await revisionOf(folder);
  const linted = misnamed.length > 0 ? [...misnamed] : await lintTemplate(folder);
  if (Array.isArray(linted))
    return { entry: { ...folder, revision, summary: undefined, issues: linted }, template: undefined };
  return { entry: { ...folder, revision, summary: summaryOf(folder, linted), issues: [] }, template: linted };
}
