import type { Environment } from '@proofsheet/configuration';
import type { Command } from 'commander';
import { migrate, takeBackMigration } from './commands/migrate.ts';
import type { Confirmation } from './terminal/confirm.ts';

interface Surroundings {
  readonly env: Environment;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** Bringing real servers up to date, and back. */
export function addMigrateCommands(program: Command, { env, say, complain }: Surroundings): void {
  const command = program
    .command('migrate')
    .description("Bring real servers up to date: the tables, the queue's schema on PostgreSQL, and the bucket.")
    .addHelpText(
      'after',
      `
Reads DATABASE_URL, QUEUE_URL and S3_*; USER_TABLE and USER_KEY name the table of your product's users. Harmless when all
is there already. The service may run meanwhile: a lock is waited for half a second at most, 60 times, 2 s apart.`,
    )
    .action(async () => {
      const migrated = await migrate(env, complain);
      say(migrated.length > 0 ? `Migrated: ${migrated.join(', ')}` : 'Nothing to migrate.');
    });
  command
    .command('down')
    .description('Take the last migration back, to go on with the version before. Asks first.')
    .option('--yes', 'do not ask')
    .addHelpText('after', '\nReads DATABASE_URL. Stop API and workers before, or update them to that version.')
    .action(async (options: Confirmation) => {
      const name = await takeBackMigration(options, env, complain);
      say(name ? `Taken back: ${name}` : 'There is no migration to take back.');
    });
}
