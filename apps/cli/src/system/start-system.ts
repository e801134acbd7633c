import { existsSync, readFileSync } from 'node:fs';
import { type LocalSystem, type LocalSystemOptions, type Part, startLocalSystem } from '@proofsheet/local-system';
import { CommandError } from '../command-error.ts';
import { supervise } from './supervise.ts';

export interface SystemOptions extends Omit<LocalSystemOptions, 'keep' | 'queueUrl'> {
  /** Aborted by the user to stop the system, even in the middle of its start. */
  readonly stopping: AbortSignal;
  readonly say: (line: string) => void;
}

export interface System extends LocalSystem {
  /** Resolves with the reason when a part keeps crashing. */
  readonly failed: Promise<string>;
}

/** Starts the local system; each part is restarted after a crash. The start fails when a part keeps crashing. */
export async function startSystem({ say, ...options }: SystemOptions): Promise<System> {
  const failed = Promise.withResolvers<string>();
  const startFailed = new AbortController();
  const keep = (part: Part) => {
    const giveUp = (reason: string) => {
      const explained = withLastWord(reason, part.logFile);
      failed.resolve(explained);
      startFailed.abort(new CommandError(explained));
    };
    return supervise(part, { say, giveUp });
  };
  const stopping = AbortSignal.any([options.stopping, startFailed.signal]);
  return { ...(await startLocalSystem({ ...options, keep, stopping })), failed: failed.promise };
}

/** The reason, with the last error in the part's log, which usually tells why it ended. */
function withLastWord(reason: string, logFile: string): string {
  const lines = existsSync(logFile) ? readFileSync(logFile, 'utf8').trimEnd().split('\n') : [];
  const said = lines.findLast((line) => /"level":(50|60)|Error/.test(line)) ?? lines.at(-1);
  return `${reason}${said ? ` Its log says last: ${asSentence(said)}` : ''} (${logFile})`;
}

function asSentence(line: string): string {
  try {
    const { msg, err } = JSON.parse(line);
    return [msg, err?.message].filter(Boolean).join(': ') || line;
  } catch {
    return line.trim();
  }
}
