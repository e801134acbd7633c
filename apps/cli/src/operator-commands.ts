import type { Environment } from '@proofsheet/configuration';
import { type Command, InvalidArgumentError } from 'commander';
import { CommandError } from './command-error.ts';
import { type DeleteUserOptions, deleteUser } from './commands/delete-user.ts';
import { examine, shown } from './commands/doctor.ts';
import { type OrphansOptions, orphans } from './commands/orphans.ts';
import { type QueuesOptions, watchQueues } from './commands/queues.ts';
import { setUserShare, userShares } from './commands/users.ts';
import { stopOrders } from './terminal/stop-orders.ts';

export interface Surroundings {
  /** The option that says where a system keeps its data. */
  readonly dataFlag: readonly [flag: string, about: string, value: string];
  readonly env: Environment;
  readonly say: (line: string) => void;
}

/** The commands for the upkeep of a running Proofsheet. */
export function addOperatorCommands(program: Command, { dataFlag, env, say }: Surroundings): void {
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
    .option(...dataFlag)
    .addHelpText(
      'after',
      `
Uses DATABASE_URL and S3_*, or else the system that \`npm start\` runs on the data folder. Workers do the same every hour;
nothing needs to be stopped. Ends with 1 when an object is missing.`,
    )
    .action(async (options: OrphansOptions & { data: string }) => {
      const { missing } = await orphans(options, { data: options.data, env }, say);
      if (missing > 0) process.exitCode = 1;
    });

  program
    .command('doctor')
    .description(
      'Look at every server as Proofsheet uses it: rights, versions, clocks, policies; say how to mend each.',
    )
    .option('--json', 'one JSON document on standard output')
    .option(...dataFlag)
    .addHelpText(
      'after',
      `
Reads DATABASE_URL, QUEUE_URL and S3_*, or else the system that \`npm start\` runs on the data folder. It writes one small
object and deletes it. Ends with 1 when something is wrong; a warning is none.`,
    )
    .action(async ({ data, json }: { data: string; json?: boolean }) => {
      const findings = await examine({ data, env });
      if (json) say(JSON.stringify(findings));
      else for (const finding of findings) say(shown(finding));
      if (findings.some(({ state }) => state === 'wrong')) process.exitCode = 1;
    });

  program
    .command('queues')
    .description('What waits, runs and has failed in each queue; on a terminal every second, until Ctrl-C.')
    .option('--once', 'look once')
    .option('--json', 'one JSON document on standard output')
    .option(...dataFlag)
    .action(async ({ data, ...options }: QueuesOptions & { data: string }) => {
      const { signal } = stopOrders();
      await watchQueues(options, { data, env }, { say, screen: process.stdout, signal });
    });

  const users = program.command('users').description('What single users may have, and their end.');
  users
    .command('weight <user> <weight>')
    .description('How much comes to a user while others wait: 1 for everybody, 2 as if there were half as much to do.')
    .option(...dataFlag)
    .action(async (userId: string, text: string, { data }: { data: string }) => {
      await setUserShare({ userId, weight: positive(text) }, { data, env });
    });
  users
    .command('limit <user> <count>')
    .description('How many unfinished generations a user may have; `default` for as many as everybody.')
    .option(...dataFlag)
    .action(async (userId: string, text: string, { data }: { data: string }) => {
      const unfinishedLimit = text === 'default' ? null : whole(text);
      await setUserShare({ userId, unfinishedLimit }, { data, env });
    });
  users
    .command('list')
    .description('The users for whom something is set.')
    .option(...dataFlag)
    .action(async ({ data }: { data: string }) => {
      for (const line of await userShares({ data, env })) say(line);
    });
  users
    .command('delete <user>')
    .description('Delete a user with keys, projects, images, fonts, generations and files. Says what goes, and asks.')
    .option('--yes', 'do not ask')
    .option(...dataFlag)
    .addHelpText(
      'after',
      `
Uses DATABASE_URL and S3_*, or else the system that \`npm start\` runs on the data folder. Nothing is stopped: what
workers are making of it ends by itself. Calling it again goes on where it was killed. In a table of users that is your
product's, the user's row stays; deleting that row there deletes the same, and workers collect the files later.`,
    )
    .action(async (userId: string, { data, ...options }: Omit<DeleteUserOptions, 'userId'> & { data: string }) => {
      await deleteUser({ ...options, userId }, { data, env }, { say, bars: process.stderr });
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
