import type { Command } from 'commander';
import { createSigningKey, listSigningKeys, revokeSigningKey } from './commands/signing-keys.ts';
import type { Surroundings } from './operator-commands.ts';

const WHERE = '\nUses DATABASE_URL, or else the system that `npm start` runs on the data folder.';

/** The commands for the keys that sign image addresses. */
export function addSigningKeyCommands(
  program: Command,
  { dataFlag, env, say, complain }: Surroundings & { complain: (line: string) => void },
): void {
  const keys = program.command('signing-keys').description('Keys that sign image addresses: make, list, revoke them.');
  keys
    .command('create')
    .description('Make a signing key and print its secret, once.')
    .requiredOption('--user <id>', 'whose pictures its addresses show')
    .option('--name <text>', 'what the key is for', 'command line')
    .option(...dataFlag)
    .addHelpText('after', WHERE)
    .action(async (options: { user: string; name: string; data: string }) => {
      const { id, secret } = await createSigningKey(options, { data: options.data, env });
      complain(`Signing key ${id}, its secret shown only now:`);
      say(secret);
    });
  keys
    .command('list')
    .description('All signing keys, the newest first, without their secrets.')
    .option('--user <id>', 'only those of one user')
    .option(...dataFlag)
    .addHelpText('after', WHERE)
    .action(async (options: { user?: string; data: string }) => {
      for (const line of await listSigningKeys(options, { data: options.data, env })) say(line);
    });
  keys
    .command('revoke <id>')
    .description('From now on none of its addresses is answered. Caches keep what they have.')
    .option(...dataFlag)
    .addHelpText('after', WHERE)
    .action(async (id: string, { data }: { data: string }) => say(await revokeSigningKey(id, { data, env })));
}
