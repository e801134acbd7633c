import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compareGolden, GOLDEN_CONTENTS, goldenShots, nameOf, updateGolden } from '../goldens/golden.ts';
import { progressOf } from '../goldens/progress.ts';
import { tableOf, trialReport } from '../goldens/report.ts';
import { eachShot, withTemplates } from '../goldens/run.ts';
import { buildSheet } from '../goldens/sheet.ts';
import { Refused } from './new-template.ts';

type Say = (line: string) => void;

/** Renders all golden pictures anew, or those of one template, and keeps them as what is right. */
export async function updateGoldens(only: string | undefined, say: Say): Promise<void> {
  await withTemplates(only, say, async (workbench, templates) => {
    const shots = goldenShots(templates, GOLDEN_CONTENTS);
    if (shots.length === 0) throw new Refused(`There is no template ${only}.`);
    const progress = progressOf(shots.length);
    await eachShot(shots, (shot) => updateGolden(workbench, shot), progress.at);
    progress.end();
    say(`${shots.length} golden pictures written. Look at them: npm run goldens -- sheet`);
  });
}

/** Compares all golden pictures and names those that differ. */
export async function compareGoldens(say: Say): Promise<void> {
  await withTemplates(undefined, say, async (workbench, templates) => {
    const shots = goldenShots(templates, GOLDEN_CONTENTS);
    const progress = progressOf(shots.length);
    const found = await eachShot(shots, (shot) => compareGolden(workbench, shot), progress.at);
    progress.end();
    let differing = 0;
    for (const [index, shot] of shots.entries()) {
      const comparison = found[index];
      if (!comparison || comparison.state === 'same') continue;
      differing++;
      say(`${comparison.state.padEnd(8)} ${nameOf(shot)}  ${'how' in comparison ? comparison.how : ''}`);
    }
    say(`${shots.length} compared, ${differing} differ.`);
    if (differing > 0) throw new Refused('Where a change is meant: npm run goldens -- --update [template]');
  });
}

export async function sheetOfGoldens(output: string, say: Say): Promise<void> {
  await withTemplates(undefined, say, async (_workbench, templates) => {
    const count = await buildSheet(templates, output);
    if (count === 0) throw new Refused('There are no golden pictures yet: npm run goldens -- --update');
    say(`${count} pictures: ${path.join(output, 'index.html')}`);
  });
}

export interface ReportOptions {
  readonly template?: string;
  readonly every: number;
  readonly json?: string;
}

/** Prints the table; with `json` the rows go to a file as well. */
export async function reportTrials({ template, every, json }: ReportOptions, say: Say): Promise<void> {
  await withTemplates(template, say, async (workbench, templates) => {
    const rows = await trialReport(workbench, templates, every, progressOf);
    if (json !== undefined) await writeFile(json, `${JSON.stringify(rows, null, 2)}\n`);
    say(tableOf(rows));
  });
}
