import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { contactSheet } from './contact-sheet.ts';
import { fitWeights } from './fit.ts';
import { judge, tableOf } from './judge.ts';
import { readOrders } from './orders.ts';
import { type Made, renderOrders } from './render-orders.ts';
import { readVerdicts } from './verdicts.ts';

const OUTPUTS = 'outputs.jsonl';
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
  .action(render);
program
  .command('judge')
  .description('How many are publishable, how many faults a finding names, and the AUC of the score.')
  .argument('<verdicts>', 'lines of {"tag": "chair", "sha256": "...", "verdict": "ok", "fault": "..."}')
  .option('--output <folder>', 'where `render` put the pictures', 'verdicts-output')
  .action(async (verdicts: string, { output }: { output: string }) => {
    say(tableOf(judge(await readMade(output), await readVerdicts(verdicts))));
  });

program
  .command('fit')
  .description("The weights of the score's parts that tell the judged pictures apart best, and how well elsewhere.")
  .argument('<verdicts>', 'as for `judge`')
  .option('--output <folders...>', 'where `render` put the pictures', ['verdicts-output'])
  .action(async (verdicts: string, { output }: { output: string[] }) => {
    const said = await readVerdicts(verdicts);
    const made = (await Promise.all(output.map(readMade))).flat();
    const judged = new Map(made.flatMap(({ tag, picture }) => (picture ? [[picture.sha256, { tag, picture }]] : [])));
    const examples = [...judged.values()].flatMap(({ tag, picture }) => {
      const verdict = said.get(picture.sha256)?.verdict;
      return verdict === undefined ? [] : [{ tag, parts: picture.parts, fine: verdict === 'ok' }];
    });
    say(JSON.stringify({ pictures: examples.length, ...fitWeights(examples) }, null, 2));
  });

async function readMade(folder: string): Promise<Made[]> {
  const lines = (await readFile(path.join(folder, OUTPUTS), 'utf8')).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Made);
}

async function render(file: string, { photos, output, only }: { photos: string; output: string; only?: string }) {
  const wanted = only?.split(',');
  const orders = (await readOrders(file)).filter(({ tag }) => wanted?.includes(tag) ?? true);
  const list = path.join(output, OUTPUTS);
  await mkdir(path.join(output, 'sheets'), { recursive: true });
  await rm(list, { force: true });
  for await (const { order, made, pictures } of renderOrders(orders, { photos, output })) {
    await appendFile(list, made.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const title = `${order.tag}: ${order.request.copy.headline}`;
    await writeFile(path.join(output, 'sheets', `${order.tag}.png`), await contactSheet(title, pictures));
    const told = made.map(({ picture, missing }) => (picture ? `${picture.template} ${picture.score}` : missing));
    say(`${order.tag.padEnd(16)} ${told.join(', ')}`);
  }
}

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
