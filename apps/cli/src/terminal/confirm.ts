import { createInterface } from 'node:readline/promises';
import { CommandError } from '../command-error.ts';

export interface Confirmation {
  /** `--yes`: nothing is asked. */
  readonly yes?: boolean | undefined;
}

/** Asks before something is lost. Where nobody can answer, or the answer is no, nothing is done and that is said. */
export async function confirm(question: string, { yes }: Confirmation): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY)
    throw new CommandError('Nothing was done: there is no terminal to ask on. --yes goes ahead.');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new AbortController();
  terminal.once('close', () => closed.abort());
  try {
    const answer = await terminal.question(`${question} [y/N] `, { signal: closed.signal }).catch(() => '');
    if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError('Nothing was done.');
  } finally {
    terminal.close();
  }
}
