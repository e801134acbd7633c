/** Starts both servers in the given folder, says so in one line of JSON, and goes on until it is killed. */
import { join } from 'node:path';
import { startObjectStore, startPostgres } from '../src/index.ts';

const folder = process.argv[2] ?? '';
const postgres = await startPostgres({ dir: join(folder, 'postgres') });
const objects = await startObjectStore({ dir: join(folder, 'objects') });
process.stdout.write(`${JSON.stringify({ database: postgres.url, storage: objects.config.endpoint })}\n`);
setInterval(() => {}, 60_000);
