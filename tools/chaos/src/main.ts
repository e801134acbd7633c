import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asTable } from '@proofsheet/metrics';
import { HELP, type Options, readOptions } from './options.ts';
import { progressOn } from './progress.ts';
import { type ChaosReport, reportOf } from './report.ts';
import { runChaos } from './run.ts';

const say = (text: string) => process.stderr.write(`${text}\n`);

const options = readOptions(process.argv.slice(2));
if (options === 'help') {
  process.stdout.write(HELP);
  process.exit(0);
}
if ('problem' in options) {
  say(`${options.problem}\n\n${HELP}`);
  process.exit(2);
}
if (options.backend === 'redis' && spawnSync('redis-server', ['--version']).error) {
  say('There is no redis-server on the PATH: install it, or take --backend postgres.');
  process.exit(2);
}
// By Ctrl-C or the end of the launcher: no child process survives.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
process.on('disconnect', () => process.exit(130));
process.channel?.unref();

process.exit(await main(options));

async function main(asked: Options): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'proofsheet-chaos-'));
  // Under root the PostgreSQL server runs as another user, who must be able to reach its data.
  await chmod(folder, 0o711);
  const progress = progressOn(process.stderr);
  let report: ChaosReport;
  try {
    report = reportOf(asked, await runChaos(asked, { folder, env: process.env, progress }));
  } catch (error) {
    say(`The run could not be finished; its logs are in ${folder}\n${error instanceof Error ? error.stack : error}`);
    return 2;
  } finally {
    progress.stop();
  }
  process.stdout.write(asked.json ? `${JSON.stringify(report)}\n` : asTable(report));
  const violated = report.violations.length > 0;
  if (violated) tellViolations(report, folder);
  if (asked.keep) say(`Kept: ${folder}`);
  else if (!violated) rmSync(folder, { recursive: true, force: true });
  return violated ? 1 : 0;
}

function tellViolations({ violations, seed, backend }: ChaosReport, folder: string): void {
  say(`\n${violations.length} violations with --seed ${seed} --backend ${backend}; data and logs are in ${folder}`);
  for (const { harm, id, what } of violations) say(`  ${harm.padEnd(10)} ${id}  ${what}`);
}
