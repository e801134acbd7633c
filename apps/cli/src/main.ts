import tab from '@bomb.sh/tab/commander';
import { proofsheetProgram } from './program.ts';
import { stopOrders } from './terminal/stop-orders.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

const program = proofsheetProgram({ env: process.env, say, complain, stopOrders });
// `proofsheet complete bash` prints what a shell is to source.
tab(program);

/** Ends with one line: what is wrong, and never where in the code. Nobody reads it where the reader has gone. */
async function fail(error: unknown): Promise<void> {
  if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) {
    const { errorLine } = await import('./terminal/error-line.ts');
    complain(errorLine(error));
  }
  process.exit(1);
}
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

await program.parseAsync().catch(fail);
// Anything that still holds the event loop is of no use: each command has stopped what it started.
process.exit();
