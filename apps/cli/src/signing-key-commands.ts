import type { Command } from 'commander';
import { type Surroundings, WHERE_KEYS } from './surroundings.ts';
import { type AsJson, answer, jsonFlag } from './terminal/answer.ts';
import { needed } from './terminal/needed.ts';

type Options = AsJson & { readonly data: string };

/** The commands for the keys that sign image addresses. */
export function addSigningKeyCommands(program: Command, { dataFlag, env, say, complain }: Surroundings): void {
  const keys = program.command('signing-keys').description('Keys that sign image addresses: make, list, revoke them.');
  const add = (usage: string, description: string) =>
    keys
      .command(usage)
      .description(description)
      .option(...jsonFlag)
      .option(...dataFlag)
      .addHelpText('after', WHERE_KEYS);

  const create = add('create', 'Make a signing key and print its secret, once.');
  needed(create, '--user <id>', 'whose pictures its addresses show')
    .option('--name <text>', 'what the key is for', 'command line')
    .action(async (options: { user: string; name: string } & Options) => {
      const { createSigningKey } = await import('./commands/signing-keys.ts');
      const made = await createSigningKey(options, { data: options.data, env });
      if (!options.json) complain(`Signing key ${made.id}, its secret shown only now:`);
      answer(say, options, made, () => [made.secret]);
    });
  add('list', 'All signing keys, the newest first, without their secrets.')
    .option('--user <id>', 'only those of one user')
    .action(async (options: { user?: string } & Options) => {
      const { listSigningKeys, signingKeyLine } = await import('./commands/signing-keys.ts');
      const found = await listSigningKeys(options, { data: options.data, env });
      answer(say, options, found, () => found.map(signingKeyLine));
    });
  add('revoke <id>', 'From now on none of its addresses is answered. Caches keep what they have.').action(
    async (id: string, options: Options) => {
      const { revokeSigningKey } = await import('./commands/signing-keys.ts');
      const revoked = await revokeSigningKey(id, { data: options.data, env });
      answer(say, options, revoked, () => [`Revoked: ${revoked.id} (${revoked.name})`]);
    },
  );
}
