import tab from '@bomb.sh/tab/commander';
import { DEFAULT_PORTS } from '@proofsheet/configuration';
import { Command, InvalidArgumentError } from 'commander';
import { type DemoOptions, demo } from './commands/demo.ts';
import { type ReanalyseOptions, reanalyse } from './commands/reanalyse.ts';
import { type StartOptions, start } from './commands/start.ts';
import { addKeyCommands } from './key-commands.ts';
import { addMigrateCommands } from './migrate-commands.ts';
import { addOperatorCommands } from './operator-commands.ts';
import { addRemoteCommands } from './remote-commands.ts';
import { addSigningKeyCommands } from './signing-key-commands.ts';
import { errorLine } from './terminal/error-line.ts';
import { stopOrders } from './terminal/stop-orders.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

const program = new Command('proofsheet')
  .description('A self-hosted service that turns uploaded images and a few words into thumbnails and ads.')
  .configureOutput({
    outputError: (text, write) => write(`${text.trim().replaceAll('\n', ' ')} (--help shows what there is)\n`),
  });

const DATA = '.proofsheet';
const dataFlag = ['--data <folder>', 'where everything is kept', DATA] as const;

program
  .command('start')
  .description('Run everything on this machine until Ctrl-C: PostgreSQL, S3, API and worker. Needs no other server.')
  .option('--port <port>', 'where the API listens', port, DEFAULT_PORTS.api)
  .option('--admin-port <port>', 'where Bull Board listens', port, DEFAULT_PORTS.admin)
  .option(...dataFlag)
  .addHelpText('after', '\nExamples:\n  npm start\n  npm start -- --port 8080 --data /srv/proofsheet')
  .action(async (options: StartOptions) => {
    process.exitCode = await start(options, { env: process.env, orders: stopOrders(), say });
  });

program
  .command('demo')
  .description('The whole path once: sample images, or your own, become a thumbnail and an ad in three formats.')
  .option('--photo <file>', 'your own picture instead of the sample images (JPEG, PNG or WebP)')
  .option('--role <role>', 'what the picture shows: person, product, logo or background', 'person')
  .option('--headline <words>', 'your own words; **two stars** mark what stands out')
  .option('--subline <words>', 'one supporting line')
  .option('--price <text>', 'drawn as a badge')
  .option('--button <words>', 'the call to action of the ad')
  .option('--out <folder>', 'where the results go', 'demo-output')
  .addHelpText('after', '\nExamples:\n  npm run demo\n  npm run demo -- --photo me.jpg --headline "My **best** day"')
  .action(async (options: DemoOptions) => {
    const orders = stopOrders();
    try {
      await demo(options, { env: process.env, orders, say, bars: process.stderr });
    } catch (error) {
      if (error !== orders.signal.reason) throw error;
      process.exitCode = 130;
    }
  });

addMigrateCommands(program, { env: process.env, say, complain });

program
  .command('reanalyse')
  .description('Have workers look again, behind all uploads, at every asset that an older version analysed.')
  .option('--all', 'at those of this version too, after CUTOUT_MODEL was set, say')
  .option('--dry-run', 'only count them')
  .option(...dataFlag)
  .addHelpText(
    'after',
    `
Uses DATABASE_URL and QUEUE_URL, or else the system that \`npm start\` runs on the data folder. Nothing is stopped:
generations go on with what was seen before, and corrections are kept. Update all workers before. Calling it again is
harmless, and takes up what failed or was lost.`,
  )
  .action(async (options: ReanalyseOptions & { data: string }) => {
    await reanalyse(options, { data: options.data, env: process.env }, { say, bars: process.stderr });
  });

addKeyCommands(program, { dataFlag, env: process.env, say, complain });
addSigningKeyCommands(program, { dataFlag, env: process.env, say, complain });
addOperatorCommands(program, { dataFlag, env: process.env, say });
addRemoteCommands(program, { dataFlag, env: process.env, say, complain, stopOrders });
// `proofsheet complete bash` prints what a shell is to source.
tab(program);

function port(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 65_535) return value;
  throw new InvalidArgumentError('A port is a whole number from 1 to 65535.');
}

/** Ends with one line: what is wrong, and never where in the code. Nobody reads it where the reader has gone. */
function fail(error: unknown): never {
  if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) complain(errorLine(error));
  process.exit(1);
}
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

await program.parseAsync().catch(fail);
// Anything that still holds the event loop is of no use: each command has stopped what it started.
process.exit();
