import { type Command, InvalidArgumentError } from 'commander';
import { createKey, type KeyOptions, listKeys, revokeKey } from './commands/keys.ts';
import type { Surroundings } from './operator-commands.ts';

const WHERE = '\nUses DATABASE_URL, or else the system that `npm start` runs on the data folder.';

/** The commands for API keys. */
export function addKeyCommands(
  program: Command,
  { dataFlag, env, say, complain }: Surroundings & { complain: (line: string) => void },
): void {
  const keys = program.command('keys').description('API keys: make, list and revoke them.');
  keys
    .command('create')
    .description('Make a key and print it, once. Only its hash is stored.')
    .option('--user <id>', 'whose key it is; a new user is made when left out')
    .option('--email <address>', 'of the new user')
    .option('--name <text>', 'what the key is for', 'command line')
    .option('--expires <days>', 'how long it works, as 90d; for ever when left out', days)
    .option(...dataFlag)
    .addHelpText('after', WHERE)
    .action(async (options: KeyOptions & { data: string }) => {
      const { userId, key } = await createKey(options, { data: options.data, env });
      complain(`Key of user ${userId}, shown only now:`);
      say(key);
    });
  keys
    .command('list')
    .description('All keys, the newest first: whose, whether they work, when they were last used.')
    .option('--user <id>', 'only those of one user')
    .option(...dataFlag)
    .addHelpText('after', WHERE)
    .action(async (options: { user?: string; data: string }) => {
      for (const line of await listKeys(options, { data: options.data, env })) say(line);
    });
  keys
    .command('revoke <key>')
    .description('Take a key out of use at once, everywhere. Named by its id, its first ten letters, or whole.')
    .option(...dataFlag)
    .addHelpText('after', WHERE)
    .action(async (named: string, { data }: { data: string }) => say(await revokeKey(named, { data, env })));
}

const MOST_DAYS = 36_500;

function days(text: string): number {
  const value = Number(/^(\d+)d?$/.exec(text)?.[1]);
  if (value >= 1 && value <= MOST_DAYS) return value;
  throw new InvalidArgumentError('Days are a whole number from 1, as 90d.');
}
