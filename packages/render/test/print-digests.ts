import { digests } from './digests.ts';

/** Run by a test as a process of its own. */
process.stdout.write(JSON.stringify(await digests()));
