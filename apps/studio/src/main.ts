import path from 'node:path';
import { OWN_TEMPLATES } from '@proofsheet/render/workbench';
import { Command, InvalidArgumentError, Option } from 'commander';
import { newTemplate, TemplateRefused } from './commands/new-template.ts';
import { runStudio } from './commands/studio.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

const program = new Command('proofsheet').description('For designers of templates. docs/templates.md teaches it.');

program
  .command('studio')
  .description('A page that shows every template with switchable content, drawn again when a file is saved.')
  .option('--port <port>', 'where it listens on 127.0.0.1', port, 3902)
  .option('--templates <folder>', 'a folder of your own templates, beside the built-in ones', process.env.TEMPLATES_DIR)
  .action((options: { port: number; templates?: string }) => runStudio(options, say));

program
  .command('template')
  .description('Templates.')
  .command('new')
  .description('Starts a template: HTML, CSS and JSON that render at once.')
  .argument('<name>', 'small letters, digits and hyphens')
  .addOption(new Option('--kind <kind>', 'what it is for').choices(['thumbnail', 'ad']).default('thumbnail'))
  .option('--into <folder>', 'a folder of your own templates; left out: packages/render/templates')
  .action(async (name: string, { kind, into = OWN_TEMPLATES }: { kind: string; into?: string }) => {
    const folder = await newTemplate(name, { kind: kind === 'ad' ? 'AD' : 'THUMBNAIL', into: path.resolve(into) });
    say(`${path.relative('', folder)} is there. npm run studio shows it; template.html opens in a browser.`);
  });

function port(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new InvalidArgumentError('Give a whole number.');
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof TemplateRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
