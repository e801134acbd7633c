import path from 'node:path';
import { ConfigurationError, readConfiguration } from '@proofsheet/configuration';
import { OWN_TEMPLATES } from '@proofsheet/render/workbench';
import { visionSlice } from '@proofsheet/vision';
import { Command, InvalidArgumentError, Option } from 'commander';
import { newTemplate, TemplateRefused } from './commands/new-template.ts';
import { runStudio } from './commands/studio.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

const program = new Command('proofsheet').description('For designers of templates. docs/templates.md teaches it.');

program
  .command('studio')
  .description(
    'A page that shows every template with switchable content, or with images, logos and colours dropped on it, drawn ' +
      'again when a file is saved; and /verdicts, where pictures are judged and the score is tested against it.',
  )
  .option('--port <port>', 'where it listens on 127.0.0.1', port, 3902)
  .option('--templates <folder>', 'a folder of your own templates, beside the built-in ones', process.env.TEMPLATES_DIR)
  .option('--verdicts <folder>', 'the pictures to judge, as `npm run verdicts -- render` makes them', 'verdicts-output')
  .addHelpText(
    'after',
    '\nImages are analysed as the worker does, with CUTOUT_MODEL and its other settings. They lie among temporary files\n' +
      'and are deleted when the studio ends; pictures made to be judged, and the verdicts, stay in the folder.\n',
  )
  .action((options: { port: number; templates?: string; verdicts: string }) => {
    const { vision } = readConfiguration({ vision: visionSlice }, process.env);
    return runStudio({ ...options, vision }, say);
  });

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
  if (!(error instanceof TemplateRefused || error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
