import { ApiError, ConnectionError, GenerationError, NoStream } from '@proofsheet/client';
import { ConfigurationError } from '@proofsheet/configuration';
import { asDatabaseFault } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import { NotReady } from '@proofsheet/local-system';
import { MigrationRefused } from '@proofsheet/migrations';
import { CommandError } from '../command-error.ts';

/** Errors whose message says what is wrong and what to do. */
const WHOLE = [CommandError, MigrationRefused, NotReady, ApiError, ConnectionError, GenerationError, NoStream];

/** SQLSTATEs of tables and columns that are not there yet. */
const BEHIND = ['42P01', '42703'];

/** What the terminal shows of an error: one line, or a line for each setting that is wrong. */
export function errorLine(error: unknown): string {
  if (error instanceof ConfigurationError) return error.problems.join('\n');
  if (WHOLE.some((kind) => error instanceof kind)) return reasonOf(error);
  if (error instanceof Fault) return withCause(error);
  const code = codeOf(error);
  if (BEHIND.includes(code)) return `The database is behind: run the command migrate. (${reasonOf(error)})`;
  if (error instanceof Error && 'severity' in error) return `The database refuses: ${reasonOf(error)} (${code})`;
  if (asDatabaseFault(error)) return `The database is not reachable: ${reasonOf(error)}`;
  if (/CERT|ALTNAME|SELF_SIGNED|UNABLE_TO|SSL/.test(`${code} ${reasonOf(error)}`))
    return `The database's certificate or TLS is refused: ${reasonOf(error)} (DATABASE_URL, sslmode)`;
  return `Unexpected: ${reasonOf(error)}`;
}

function withCause(fault: Fault): string {
  const reason = fault.cause === undefined ? '' : reasonOf(fault.cause);
  return reason === '' || fault.message.includes(reason)
    ? oneLine(fault.message)
    : `${oneLine(fault.message)} (${reason})`;
}

/** Of several attempts at connecting, the first one's reason: their own has none. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return oneLine(String(error));
  return oneLine(error.message || codeOf(error) || error.name);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s*\n\s*/g, ' ');
}
