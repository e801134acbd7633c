import path from 'node:path';
import { OWN_TEMPLATES } from '@proofsheet/render/workbench';
import { Command, InvalidArgumentError, Option } from 'commander';
import { analyseSamples } from './analyse-samples.ts';
import { sheetOfDifficult } from './commands/difficult.ts';
import { compareGoldens, type ReportOptions, reportTrials, sheetOfGoldens, updateGoldens } from './commands/goldens.ts';
import { newTemplate, Refused } from './commands/new-template.ts';
import { runStudio } from './commands/studio.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

const program = new Command('proofsheet').description('For whoever makes templates. docs/templates.md teaches it.');

program
  .command('studio')
  .description('A page that shows every template with switchable content, drawn again when a file is saved.')
  .option('--port <port>', 'where it listens on 127.0.0.1', wholeNumber, 3902)
  .option('--templates <folder>', 'a folder of your own templates, beside the built-in ones', process.env.TEMPLATES_DIR)
  .action((options: { port: number; templates?: string }) => runStudio(options, say));

const template = program.command('template').description('Templates.');
template
  .command('new')
  .description('Starts a template: HTML, CSS and JSON that render at once.')
  .argument('<name>', 'small letters, digits and hyphens')
  .addOption(new Option('--kind <kind>', 'what it is for').choices(['thumbnail', 'ad']).default('thumbnail'))
  .option('--into <folder>', 'a folder of your own templates; left out: packages/render/templates')
  .action(async (name: string, { kind, into = OWN_TEMPLATES }: { kind: string; into?: string }) => {
    const folder = await newTemplate(name, { kind: kind === 'ad' ? 'AD' : 'THUMBNAIL', into: path.resolve(into) });
    say(`${path.relative('', folder)} is there. npm run studio shows it; template.html opens in a browser.`);
  });

const goldens = program
  .command('goldens')
  .description('Compares every template with its golden pictures; with --update, what they are now is right.')
  .option('--update [template]', 'render the golden pictures anew: all, or those of one template')
  .action(({ update }: { update?: string | true }) =>
    update === undefined ? compareGoldens(say) : updateGoldens(update === true ? undefined : update, say),
  );
goldens
  .command('sheet')
  .description('A contact sheet of all golden pictures: a PNG for each content, and a page.')
  .option('--output <folder>', 'where it goes', 'goldens-output')
  .action(({ output }: { output: string }) => sheetOfGoldens(output, say));
goldens
  .command('report')
  .description(
    'Renders every template in every class with sixty contents; counts what came out, was found, and crashed.',
  )
  .option('--template <name>', 'this one only')
  .option('--every <n>', 'only every nth content', wholeNumber, 1)
  .option('--json <file>', 'write the rows there as well')
  .action((options: ReportOptions) => reportTrials(options, say));
goldens
  .command('difficult')
  .description(
    'What becomes of uploads that ask for care: small, grey, CMYK, panoramas, black logos on dark photographs.',
  )
  .option('--output <file>', 'where the PNG goes', 'difficult.png')
  .action(({ output }: { output: string }) => sheetOfDifficult(output, say));
goldens
  .command('analyse')
  .description('Analyses the sample images as ingest does, and records the results for all pictures of them.')
  .action(() => analyseSamples(say));

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new InvalidArgumentError('Give a whole number.');
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
