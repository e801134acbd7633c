/** `npm run check`: every check that does not run the code, cached by turbo. */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const tasks = ['lint', 'typecheck', 'boundaries', 'unused', 'generated'];

const { status } = spawnSync(join(root, 'node_modules/.bin/turbo'), ['run', ...tasks, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
});
process.exit(status ?? 1);
