import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { appendMade, forgetMade, judge, readMade, readVerdicts, VERDICTS_FILE } from '@proofsheet/verdicts';
import { Command } from 'commander';
import { contactSheet } from './contact-sheet.ts';
import { fitWeights } from './fit.ts';
import { readOrders } from './orders.ts';
import { renderOrders } from './render-orders.ts';
import { fitStandings } from './standing.ts';
import { tableOf } from './table.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

const program = new Command('verdicts').description(
  'Renders orders with photographs of yours, and compares the score with what people say of the pictures.',
);
program
  .command('render')
  .description('Renders orders, one of JSON a line: every picture, a contact sheet an order, and outputs.jsonl.')
  .argument('<orders>', 'lines of {"tag": "chair", "photos": ["chair.jpg:PRODUCT"], "request": {...}}')
  .requiredOption('--photos <folder>', 'where the photographs are')
  .option('--output <folder>', 'where the pictures go', 'verdicts-output')
  .option('--only <tags>', 'only these orders, separated by commas')
  .action(render)
  .addHelpText('after', '\nThe pictures of an earlier run are listed no longer; verdicts.jsonl stays.\n');
program
  .command('judge')
  .description('How many are publishable, how many faults a finding names, and the AUC of the score.')
  .argument(
    '[verdicts]',
    `lines of {"tag": "chair", "sha256": "...", "verdict": "ok"}; left out: ${VERDICTS_FILE} in the folder`,
  )
  .option('--output <folder>', 'where `render` put the pictures', 'verdicts-output')
  .action(judgeFolder)
  .addHelpText(
    'after',
    '\nnpm run studio opens the folder at /verdicts: pictures side by side, a key for each verdict.\n',
  );

program
  .command('fit')
  .description(
    "The weights of the score's parts that tell the judged pictures apart best, how templates stand, and how well both tell elsewhere.",
  )
  .argument('<verdicts>', 'as for `judge`')
  .option('--output <folders...>', 'where `render` put the pictures', ['verdicts-output'])
  .action(async (verdicts: string, { output }: { output: string[] }) => {
    const said = await readVerdicts(verdicts);
    const made = (await Promise.all(output.map(readMade))).flat();
    const judged = new Map(made.flatMap(({ tag, picture }) => (picture ? [[picture.sha256, { tag, picture }]] : [])));
    const examples = [...judged.values()].flatMap(({ tag, picture }) => {
      const verdict = said.get(picture.sha256)?.verdict;
      const { parts, template } = picture;
      const { template: standing = 1, ...others } = parts as Readonly<Record<string, number>>;
      const score = picture.score / standing;
      return verdict === undefined ? [] : [{ tag, parts: others, template, score, fine: verdict === 'ok' }];
    });
    say(
      JSON.stringify(
        { pictures: examples.length, ...fitWeights(examples), standings: fitStandings(examples) },
        null,
        2,
      ),
    );
  });

async function render(file: string, { photos, output, only }: { photos: string; output: string; only?: string }) {
  const wanted = only?.split(',');
  const orders = (await readOrders(file)).filter(({ tag }) => wanted?.includes(tag) ?? true);
  await mkdir(path.join(output, 'sheets'), { recursive: true });
  await forgetMade(output);
  for await (const { order, made, pictures } of renderOrders(orders, { photos, output })) {
    await appendMade(output, made);
    const title = `${order.tag}: ${order.request.copy.headline}`;
    await writeFile(path.join(output, 'sheets', `${order.tag}.png`), await contactSheet(title, pictures));
    const told = made.map(({ picture, missing }) => (picture ? `${picture.template} ${picture.score}` : missing));
    say(`${order.tag.padEnd(16)} ${told.join(', ')}`);
  }
}

async function judgeFolder(file: string | undefined, { output }: { output: string }): Promise<void> {
  const made = await readMade(output);
  if (made.length === 0) throw new Error(`${output} lists no pictures. npm run verdicts -- render makes some.`);
  const verdicts = await readVerdicts(file ?? path.join(output, VERDICTS_FILE));
  if (verdicts.size === 0) throw new Error(`There are no verdicts in ${file ?? path.join(output, VERDICTS_FILE)}.`);
  say(tableOf(judge(made, verdicts)));
}

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
