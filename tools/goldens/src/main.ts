import { Command, InvalidArgumentError } from 'commander';
import {
  analyseSamples,
  CommandError,
  compareGoldens,
  type ReportOptions,
  reportTrials,
  sheetOfGoldens,
  updateGoldens,
} from './commands.ts';
import { sheetOfDifficult } from './difficult/sheet.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

const program = new Command('goldens')
  .description('Compares every template with its golden pictures; with --update, what they are now is right.')
  .option('--update [template]', 'render the golden pictures anew: all, or those of one template')
  .action(({ update }: { update?: string | true }) =>
    update === undefined ? compareGoldens(say) : updateGoldens(update === true ? undefined : update, say),
  );
program
  .command('sheet')
  .description('A contact sheet of all golden pictures: a PNG for each content, and a page.')
  .option('--output <folder>', 'where it goes', 'goldens-output')
  .action(({ output }: { output: string }) => sheetOfGoldens(output, say));
program
  .command('report')
  .description(
    'Renders every template in every class with sixty contents; counts what came out, was found, and crashed.',
  )
  .option('--template <name>', 'this one only')
  .option('--every <n>', 'only every nth content', wholeNumber, 1)
  .option('--json <file>', 'write the rows there as well')
  .action((options: ReportOptions) => reportTrials(options, say));
program
  .command('difficult')
  .description(
    'What becomes of uploads that ask for care: small, grey, CMYK, panoramas, black logos on dark photographs.',
  )
  .option('--output <file>', 'where the PNG goes', 'difficult.png')
  .action(({ output }: { output: string }) => sheetOfDifficult(output, say));
program
  .command('analyse')
  .argument('[names...]', 'these only')
  .description('Analyses the sample images as ingest does, and records the results for all pictures of them.')
  .action((names: string[]) => analyseSamples(names, say));

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new InvalidArgumentError('Give a whole number.');
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
