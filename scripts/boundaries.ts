/** Which package may import which: turbo's own check, by the tags in each `turbo.json`. A script of its own, because turbo refuses to start itself from a task. */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const { status } = spawnSync(join(root, 'node_modules/.bin/turbo'), ['boundaries'], { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
