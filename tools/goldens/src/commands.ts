import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openWorkbench, type TemplateSummary, type Workbench } from '@proofsheet/render/workbench';
import { ANALYSED_FOLDER, analysedImages } from '@proofsheet/samples';
import { openVision } from '@proofsheet/vision';
import sharp from 'sharp';
import { eachMockup, progressBar } from './each-mockup.ts';
import { allGoldenMockups, compareGolden, nameOf, updateGolden } from './golden.ts';
import { tableOf, trialReport } from './report.ts';
import { buildSheet } from './sheet.ts';

type Say = (line: string) => void;

/** Shown by its message alone, without a stack trace; the command then ends with 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Renders all golden pictures anew, or those of one template, and keeps them as the new reference. */
export async function updateGoldens(only: string | undefined, say: Say): Promise<void> {
  await withTemplates(only, say, async (workbench, templates) => {
    const mockups = allGoldenMockups(templates);
    if (mockups.length === 0) throw new CommandError(`There is no template ${only}.`);
    await eachMockup(mockups, (mockup) => updateGolden(workbench, mockup), progressBar);
    say(`${mockups.length} golden pictures written. Look at them: npm run goldens -- sheet`);
  });
}

/** Compares all golden pictures and names those that differ. */
export async function compareGoldens(say: Say): Promise<void> {
  await withTemplates(undefined, say, async (workbench, templates) => {
    const mockups = allGoldenMockups(templates);
    const found = await eachMockup(mockups, (mockup) => compareGolden(workbench, mockup), progressBar);
    let differing = 0;
    for (const [index, mockup] of mockups.entries()) {
      const comparison = found[index];
      if (!comparison || comparison.state === 'same') continue;
      differing++;
      say(`${comparison.state.padEnd(8)} ${nameOf(mockup)}  ${'how' in comparison ? comparison.how : ''}`);
    }
    say(`${mockups.length} compared, ${differing} differ.`);
    if (differing > 0) throw new CommandError('Where a change is meant: npm run goldens -- --update [template]');
  });
}

export async function sheetOfGoldens(output: string, say: Say): Promise<void> {
  await withTemplates(undefined, say, async (_workbench, templates) => {
    const count = await buildSheet(templates, output);
    if (count === 0) throw new CommandError('There are no golden pictures yet: npm run goldens -- --update');
    say(`${count} pictures: ${path.join(output, 'index.html')}`);
  });
}

export interface ReportOptions {
  readonly template?: string;
  readonly every: number;
  readonly json?: string;
}

/** Prints the table; with `json` it also writes the rows to that file. */
export async function reportTrials({ template, every, json }: ReportOptions, say: Say): Promise<void> {
  await withTemplates(template, say, async (workbench, templates) => {
    const rows = await trialReport(workbench, templates, every, progressBar);
    if (json !== undefined) await writeFile(json, `${JSON.stringify(rows, null, 2)}\n`);
    say(tableOf(rows));
  });
}

/**
 * Analyses the sample images as ingest does, all or those named, and records the results. Golden pictures show them after
 * their update. Cut-outs are recorded as WebP, so that they stay small enough to be checked in.
 */
export async function analyseSamples(names: readonly string[], say: Say): Promise<void> {
  const vision = await openVision({ threads: 1 });
  for (const { name, path } of analysedImages.filter((one) => names.length === 0 || names.includes(one.name))) {
    const { analysis, cutout } = await vision.analyse(await readFile(path));
    await writeFile(`${ANALYSED_FOLDER}${name}.json`, `${JSON.stringify(analysis, null, 2)}\n`);
    const shrunk = cutout && sharp(cutout.bytes).webp({ quality: 88, alphaQuality: 95, effort: 6 });
    if (shrunk) await shrunk.toFile(`${ANALYSED_FOLDER}${name}.webp`);
    say(
      `${name}: ${analysis.faces.length} faces, ${analysis.cutout ? `cut out by ${analysis.cutout.by}` : 'no cut-out'}`,
    );
  }
  await vision.close();
}

/** Opens a workbench, reports the issues of broken templates, and hands the others over. */
async function withTemplates<T>(
  only: string | undefined,
  say: Say,
  use: (workbench: Workbench, templates: readonly TemplateSummary[]) => Promise<T>,
): Promise<T> {
  const workbench = await openWorkbench({ seconds: 30 });
  try {
    const loaded = await workbench.load();
    for (const { file, code, message } of loaded.flatMap(({ issues }) => issues)) say(`${file} ${code}: ${message}`);
    const templates = loaded.flatMap(({ summary }) => summary ?? []);
    return await use(workbench, only === undefined ? templates : templates.filter(({ name }) => name === only));
  } finally {
    await workbench.close();
  }
}
