import type { Command } from 'commander';
import type { Surroundings } from './surroundings.ts';
import { type AsJson, answer, jsonFlag } from './terminal/answer.ts';
import type { Confirmation } from './terminal/confirm.ts';

/** Bringing real servers up to date, and back. */
export function addMigrateCommands(program: Command, { env, say, complain }: Surroundings): void {
  const command = program
    .command('migrate')
    .description("Bring real servers up to date: the tables, the queue's schema on PostgreSQL, and the bucket.")
    .option(...jsonFlag)
    .addHelpText(
      'after',
      `
Reads DATABASE_URL, QUEUE_URL and S3_*; USER_TABLE and USER_KEY name the table of your product's users. Harmless when all
is there already. The service may run meanwhile: a lock is waited for half a second at most, 60 times, 2 s apart.`,
    )
    .action(async (options: AsJson) => {
      const { migrate } = await import('./commands/migrate.ts');
      const migrated = await migrate(env, complain);
      answer(say, options, { migrated }, () => [
        migrated.length > 0 ? `Migrated: ${migrated.join(', ')}` : 'Nothing to migrate.',
      ]);
    });
  command
    .command('down')
    .description('Take the last migration back, to go on with the version before. Asks first.')
    .option('--yes', 'do not ask')
    .option(...jsonFlag)
    .addHelpText('after', '\nReads DATABASE_URL. Stop API and workers before, or update them to that version.')
    // A flag that both have is taken by the one above.
    .action(async (options: Confirmation, down: Command) => {
      const { takeBackMigration } = await import('./commands/migrate.ts');
      const takenBack = (await takeBackMigration(options, env, complain)) ?? null;
      answer(say, down.optsWithGlobals(), { takenBack }, () => [
        takenBack ? `Taken back: ${takenBack}` : 'There is no migration to take back.',
      ]);
    });
}
