import { Proofsheet } from '@proofsheet/client';
import { DEFAULT_PORTS, type Environment } from '@proofsheet/configuration';
import type { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import { runningIn } from '../system/data-folder.ts';
import type { AsJson } from '../terminal/answer.ts';

/** Which server a command speaks to, and as whom. */
export interface ServerOptions {
  readonly api?: string;
  readonly key?: string;
  readonly data: string;
}

const REMOTE_HELP = `
Speaks to PROOFSHEET_URL with the key PROOFSHEET_KEY; without an address, to what \`npm start\` runs on this machine.
Exit codes: 0 done, 1 an error, 2 not all images could be made, 130 stopped.`;

export type RemoteOptions = ServerOptions & AsJson;

/** The options that every command has which speaks to the API. */
export function withRemote(command: Command, dataFlag: readonly [string, string, string]): Command {
  return command
    .option('--api <address>', 'the server, instead of PROOFSHEET_URL')
    .option('--key <key>', 'the key, instead of PROOFSHEET_KEY, which other users of this machine cannot see')
    .option(...dataFlag)
    .addHelpText('after', REMOTE_HELP);
}

/** Where the server is: as the flag, the environment or the running system says. */
export function addressOf({ api, data }: Pick<ServerOptions, 'api' | 'data'>, env: Environment): string {
  return api ?? env.PROOFSHEET_URL ?? runningIn(data)?.api ?? `http://127.0.0.1:${DEFAULT_PORTS.api}`;
}

export function connect({ api, key, data }: ServerOptions, env: Environment): Proofsheet {
  const apiKey = key ?? env.PROOFSHEET_KEY;
  const baseUrl = addressOf({ ...(api === undefined ? {} : { api }), data }, env);
  if (!apiKey)
    throw new CommandError(`A key is needed: set PROOFSHEET_KEY, or make one by the command keys create. (${baseUrl})`);
  try {
    return new Proofsheet({ baseUrl, apiKey });
  } catch (error) {
    throw new CommandError(`--api or PROOFSHEET_URL: ${error instanceof Error ? error.message : error}`);
  }
}
