import { openSandbox } from '../src/index.ts';
import type { TestErrands } from './test-host.ts';

/**
 * A parent to be ended by a test: tells which process it started, and keeps it at work without end or leaves it at
 * rest.
 */
const sandbox = openSandbox<TestErrands>(new URL('./test-host.ts', import.meta.url), { seconds: 60, memoryMb: 500 });
await sandbox.ask('count', undefined);
const spinning = process.argv[2] === 'spin' ? sandbox.ask('spin', undefined) : undefined;
// Long enough for the errand to have begun: from then on nothing is heard on the main thread of the child.
setTimeout(() => process.send?.(sandbox.pid, () => process.disconnect()), 300);
await spinning;
