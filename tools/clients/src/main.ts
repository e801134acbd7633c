import { join, relative, resolve } from 'node:path';
import { buildClient } from './build-client.ts';

/** `npm run client`: the package `@proofsheet/client`, ready for `npm publish`. */
const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../../../packages/client/dist'));
await buildClient(folder);
process.stdout.write(`Built. Publish it by: npm publish ./${relative(process.cwd(), folder)}\n`);
