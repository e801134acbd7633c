import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const here = import.meta.dirname;

test('what libraries print, and warnings of Node, become lines of the log, in order and before the end', () => {
  const program = `
    import { catchOutput, logCrashes, openLog } from '${here}/index.ts';
    const log = openLog('api', 'info');
    logCrashes(log);
    catchOutput(log);
    console.log('of a console %s', 'log');
    console.error('of a console error');
    process.stdout.write('half ');
    process.stdout.write('a line\\nand more\\n');
    process.emitWarning('as libraries do', 'DeprecationWarning');
    setImmediate(() => {
      log.fatal('last words');
      Promise.reject(new Error('nobody catches this'));
    });`;
  const args = ['--input-type=module', '--eval', program];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const said = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ level, msg }) => `${level} ${msg}`);
  expect(said).toEqual([
    'info of a console log',
    'warn of a console error',
    'info half a line',
    'info and more',
    'warn as libraries do',
    'fatal last words',
    'fatal api crashed',
  ]);
  expect([status, stderr]).toEqual([1, '']);
});
