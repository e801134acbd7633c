import { digests } from './digests.ts';

/** A test runs this in another process. */
process.stdout.write(JSON.stringify(await digests({ backwards: true, atATime: 4 })));
