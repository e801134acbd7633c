import type { TestProject } from 'vitest/node';
import { makeTemplateDatabase } from './databases.ts';
import { startPostgres } from './postgres.ts';
import './provided.ts';

/** Starts the servers of a test run, each on a free port, and stops them after it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres();
  await makeTemplateDatabase(postgres.url);
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.stop();
  };
}
