import { Command } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { addKeyCommands } from './key-commands.ts';
import { addMigrateCommands } from './migrate-commands.ts';
import { addOperatorCommands } from './operator-commands.ts';
import { addRemoteCommands } from './remote-commands.ts';
import { addSigningKeyCommands } from './signing-key-commands.ts';
import type { Surroundings } from './surroundings.ts';
import { addSystemCommands } from './system-commands.ts';

const DATA = '.proofsheet';

/**
 * All commands. Each loads what it needs when it is called, so that `--help` and a wrong flag are answered at once. What is
 * wrong with the words behind it is one line, and where there is help.
 */
export function proofsheetProgram(given: Omit<Surroundings, 'dataFlag'>): Command {
  const program = new Command('proofsheet')
    .description('A self-hosted service that turns uploaded images and a few words into thumbnails and ads.')
    .version(manifest.version, '--version', 'which Proofsheet this is')
    .configureOutput({
      outputError: (text, write) => write(`${text.trim().replaceAll('\n', ' ')} (--help shows what there is)\n`),
    });
  const surroundings: Surroundings = { ...given, dataFlag: ['--data <folder>', 'where everything is kept', DATA] };
  addSystemCommands(program, surroundings);
  addMigrateCommands(program, surroundings);
  addKeyCommands(program, surroundings);
  addSigningKeyCommands(program, surroundings);
  addOperatorCommands(program, surroundings);
  addRemoteCommands(program, surroundings);
  return program;
}
