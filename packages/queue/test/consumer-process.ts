import { startConsumer } from '../src/index.ts';
import { silent } from './log.ts';

/** A worker process of its own, for tests that kill one: says which job it has begun, and never ends it. */
const config = JSON.parse(process.argv[2] ?? '');
const begin = async (_payload: unknown, { jobId }: { jobId: string }) => {
  process.stdout.write(`${jobId}\n`);
  await new Promise(() => {});
};
const handlers = {
  thumbnail: begin,
  ad: begin,
  ingest: begin,
  webhook: begin,
  preview: begin,
  delivery: begin,
  maintenance: begin,
};
startConsumer(config, { queues: ['thumbnail'], handlers, log: silent });
