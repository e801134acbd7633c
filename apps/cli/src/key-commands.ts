import { type Command, InvalidArgumentError } from 'commander';
import type { KeyOptions } from './commands/keys.ts';
import type { LinkOptions } from './commands/sign-in-links.ts';
import { type Surroundings, WHERE_KEYS } from './surroundings.ts';
import { type AsJson, answer, jsonFlag } from './terminal/answer.ts';

type Options = AsJson & { readonly data: string };

/** The commands for API keys. */
export function addKeyCommands(program: Command, { dataFlag, env, say, complain }: Surroundings): void {
  const keys = program.command('keys').description('API keys: make, list and revoke them.');
  const add = (usage: string, description: string) =>
    keys
      .command(usage)
      .description(description)
      .option(...jsonFlag)
      .option(...dataFlag)
      .addHelpText('after', WHERE_KEYS);

  add('create', 'Make a key and print it, once. Only its hash is stored.')
    .option('--user <id>', 'whose key it is; a new user is made when left out')
    .option('--email <address>', 'of the new user')
    .option('--name <text>', 'what the key is for', 'command line')
    .option('--operator', 'it shows what is of all users, too: queues, failures, whose order is where')
    .option('--expires <days>', 'how long it works, as 90d; for ever when left out', days)
    .action(async (options: KeyOptions & Options) => {
      const { createKey } = await import('./commands/keys.ts');
      const made = await createKey(options, { data: options.data, env });
      if (!options.json) complain(`Key of user ${made.userId}, shown only now:`);
      answer(say, options, made, () => [made.key]);
    });
  add('link', 'Make a link that signs one browser in to the gallery, once, within an hour.')
    .option('--user <id>', 'who is signed in; the only user, where left out')
    .option('--operator', 'the browser shows what is of all users, too')
    .option('--url <address>', 'where the gallery is; that of the system on the data folder, where left out')
    .action(async (options: LinkOptions & Options) => {
      const { createLink } = await import('./commands/sign-in-links.ts');
      const link = await createLink(options, { data: options.data, env });
      answer(say, options, { link }, () => [link]);
    });
  add('list', 'All keys, the newest first: whose, whether they work, when they were last used.')
    .option('--user <id>', 'only those of one user')
    .action(async (options: { user?: string } & Options) => {
      const { keyLine, listKeys } = await import('./commands/keys.ts');
      const found = await listKeys(options, { data: options.data, env });
      answer(say, options, found, () => found.map(keyLine));
    });
  add(
    'revoke <key>',
    'Take a key out of use at once, everywhere. Named by its id, its first ten letters, or whole.',
  ).action(async (named: string, options: Options) => {
    const { revokedLine, revokeKey } = await import('./commands/keys.ts');
    const revoked = await revokeKey(named, { data: options.data, env });
    answer(say, options, revoked, () => [revokedLine(revoked)]);
  });
}

const MOST_DAYS = 36_500;

function days(text: string): number {
  const value = Number(/^(\d+)d?$/.exec(text)?.[1]);
  if (value >= 1 && value <= MOST_DAYS) return value;
  throw new InvalidArgumentError('Days are a whole number from 1, as 90d.');
}
