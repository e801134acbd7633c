import { type Command, InvalidArgumentError } from 'commander';
import { CommandError } from './command-error.ts';
import type { DeleteUserOptions } from './commands/delete-user.ts';
import type { OrphansOptions } from './commands/orphans.ts';
import type { QueuesOptions } from './commands/queues.ts';
import type { ReanalyseOptions } from './commands/reanalyse.ts';
import type { Surroundings } from './surroundings.ts';
import { type AsJson, answer, jsonFlag } from './terminal/answer.ts';

type Options = AsJson & { readonly data: string };

/** The commands for the upkeep of a running Proofsheet. */
export function addOperatorCommands(program: Command, { dataFlag, env, say, stopOrders }: Surroundings): void {
  program
    .command('reanalyse')
    .description('Have workers look again, behind all uploads, at every asset that an older version analysed.')
    .option('--all', 'at those of this version too, after CUTOUT_MODEL was set, say')
    .option('--dry-run', 'only count them')
    .option(...jsonFlag)
    .option(...dataFlag)
    .addHelpText(
      'after',
      `
Uses DATABASE_URL and QUEUE_URL, or else the system that \`npm start\` runs on the data folder. Nothing is stopped:
generations go on with what was seen before, and corrections are kept. Update all workers before. Calling it again is
harmless, and takes up what failed or was lost.`,
    )
    .action(async (options: ReanalyseOptions & Options) => {
      const { reanalyse } = await import('./commands/reanalyse.ts');
      const terminal = { say: options.json ? () => {} : say, bars: process.stderr };
      const done = await reanalyse(options, { data: options.data, env }, terminal);
      if (options.json) say(JSON.stringify(done));
    });

  program
    .command('orphans')
    .description('Remove objects that belong to nothing, and name those that rows name and the storage does not have.')
    .option('--dry-run', 'only list them')
    .option(
      '--older-than <hours>',
      'leave alone what was written since; below 2 only while nothing is uploaded',
      hours,
      24,
    )
    .option(...jsonFlag)
    .option(...dataFlag)
    .addHelpText(
      'after',
      `
Uses DATABASE_URL and S3_*, or else the system that \`npm start\` runs on the data folder. Workers do the same every hour;
nothing needs to be stopped. Ends with 1 when an object is missing.`,
    )
    .action(async (options: OrphansOptions & Options) => {
      const { orphans, orphansInJson, orphansInLines } = await import('./commands/orphans.ts');
      const report = options.json ? orphansInJson(say) : orphansInLines(say);
      const { missing } = await orphans(options, { data: options.data, env }, report);
      if (missing > 0) process.exitCode = 1;
    });

  program
    .command('doctor')
    .description(
      'Look at every server as Proofsheet uses it: rights, versions, clocks, policies; say how to mend each.',
    )
    .option(...jsonFlag)
    .option(...dataFlag)
    .addHelpText(
      'after',
      `
Reads DATABASE_URL, QUEUE_URL and S3_*, or else the system that \`npm start\` runs on the data folder. It writes one small
object and deletes it. Ends with 1 when something is wrong; a warning is none.`,
    )
    .action(async (options: Options) => {
      const { examine, shown } = await import('./commands/doctor.ts');
      const findings = await examine({ data: options.data, env });
      answer(say, options, findings, () => findings.map(shown));
      if (findings.some(({ state }) => state === 'wrong')) process.exitCode = 1;
    });

  program
    .command('queues')
    .description('What waits, runs and has failed in each queue; on a terminal every second, until Ctrl-C.')
    .option('--once', 'look once')
    .option(...jsonFlag)
    .option(...dataFlag)
    .action(async ({ data, ...options }: QueuesOptions & { data: string }) => {
      const { watchQueues } = await import('./commands/queues.ts');
      const { signal } = stopOrders();
      await watchQueues(options, { data, env }, { say, screen: process.stdout, signal });
    });

  const users = program.command('users').description('What single users may have, and their end.');
  users
    .command('weight <user> <weight>')
    .description('How much comes to a user while others wait: 1 for everybody, 2 as if there were half as much to do.')
    .option(...jsonFlag)
    .option(...dataFlag)
    .action(async (userId: string, text: string, options: Options) => {
      const { setUserShare, shareLine } = await import('./commands/users.ts');
      const share = await setUserShare({ userId, weight: positive(text) }, { data: options.data, env });
      answer(say, options, share, () => [shareLine(share)]);
    });
  users
    .command('limit <user> <count>')
    .description('How many unfinished generations a user may have; `default` for as many as everybody.')
    .option(...jsonFlag)
    .option(...dataFlag)
    .action(async (userId: string, text: string, options: Options) => {
      const { setUserShare, shareLine } = await import('./commands/users.ts');
      const unfinishedLimit = text === 'default' ? null : whole(text);
      const share = await setUserShare({ userId, unfinishedLimit }, { data: options.data, env });
      answer(say, options, share, () => [shareLine(share)]);
    });
  users
    .command('list')
    .description('The users for whom something is set.')
    .option(...jsonFlag)
    .option(...dataFlag)
    .action(async (options: Options) => {
      const { shareLine, userShares } = await import('./commands/users.ts');
      const shares = await userShares({ data: options.data, env });
      answer(say, options, shares, () => shares.map(shareLine));
    });
  users
    .command('delete <user>')
    .description('Delete a user with keys, projects, images, fonts, generations and files. Says what goes, and asks.')
    .option('--yes', 'do not ask')
    .option(...jsonFlag)
    .option(...dataFlag)
    .addHelpText(
      'after',
      `
Uses DATABASE_URL and S3_*, or else the system that \`npm start\` runs on the data folder. Nothing is stopped: what
workers are making of it ends by itself. Calling it again goes on where it was killed. In a table of users that is your
product's, the user's row stays; deleting that row there deletes the same, and workers collect the files later.`,
    )
    .action(async (userId: string, options: Omit<DeleteUserOptions, 'userId'> & Options) => {
      const { deleteUser } = await import('./commands/delete-user.ts');
      const { data, json, yes } = options;
      const terminal = { say: json ? () => {} : say, bars: process.stderr };
      const deleted = await deleteUser({ userId, yes }, { data, env }, terminal);
      if (json) say(JSON.stringify(deleted));
    });
}

function positive(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new CommandError('A weight is a number above 0.');
}

function whole(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 2_147_483_647) return value;
  throw new CommandError('A limit is a whole number, or `default`.');
}

function hours(text: string): number {
  const value = Number(text);
  if (text !== '' && value >= 0) return value;
  throw new InvalidArgumentError('Hours are a number from 0.');
}
