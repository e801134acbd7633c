/**
 * `npm test`: every test against real servers, which the global setup starts on free ports and stops again.
 *
 *     npm test                           all of them
 *     npm test -- packages/queue         those of one folder
 *     npm test -- -t 'lease'             those whose name matches
 *
 * Ends with the line `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  success: boolean;
  testResults: { status: string; assertionResults: unknown[] }[];
}

const root = resolve(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'proofsheet-test-'));
const reportFile = join(scratch, 'report.json');

const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
const ending = closingLine(status ?? 1);
rmSync(scratch, { recursive: true, force: true });
process.stdout.write(`\n${ending.line}\n`);
process.exit(ending.code);

/** A file that fails to load counts as one failure: its tests never ran. */
function closingLine(exitCode: number): { line: string; code: number } {
  let report: Report;
  try {
    report = JSON.parse(readFileSync(reportFile, 'utf8'));
  } catch {
    return { line: '0 passed, 1 failed', code: exitCode || 1 };
  }
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const failed = report.numFailedTests + broken.length || (exitCode === 0 ? 0 : 1);
  const skipped = report.numPendingTests > 0 ? `, ${report.numPendingTests} skipped` : '';
  return { line: `${report.numPassedTests} passed, ${failed} failed${skipped}`, code: exitCode };
}
