import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{apps,packages,tools}/*/{src,test}/**/*.test.ts', 'migrations/**/*.test.ts'],
    globalSetup: ['packages/testkit/src/global-setup.ts'],
    pool: 'forks',
    // As workers are started.
    execArgv: ['--single-threaded-gc'],
    // Most of a test's time is waiting for servers, so two at a time suit two cores.
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
});
