import { LongestFirst } from '@proofsheet/testkit/longest-first';
import { defineConfig } from 'vitest/config';

/**
 * Tests of code that only computes, or that speaks to servers which the test itself writes: they need no other, change nothing of their process, and share one. Those of
 * vision do not: it forbids sharp most of its decoders, for the whole process and for ever.
 */
const COMPUTING = [
  'packages/{batch-rows,domain,raster,render,verdicts}/src/**/*.test.ts',
  'packages/client/test/**/*.test.ts',
];

/** Tests of the pages share one system: it is built and started once. */
const PAGES = ['apps/web/test/**/*.test.ts'];

export default defineConfig({
  test: {
    pool: 'forks',
    // As workers are started.
    execArgv: ['--single-threaded-gc'],
    // Much of a worker's time is waiting, for servers and for leases that run out: a third one fills the two cores.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 90_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'real',
          include: ['{apps,packages,tools}/*/{src,test}/**/*.test.ts', 'migrations/**/*.test.ts'],
          exclude: [...COMPUTING, ...PAGES],
          globalSetup: ['packages/testkit/src/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'pages',
          include: PAGES,
          globalSetup: ['apps/web/test/gallery-setup.ts'],
          // A page asks a server that has other tests to serve.
          expect: { poll: { timeout: 20_000 } },
        },
      },
      { extends: true, test: { name: 'computing', include: COMPUTING, isolate: false } },
    ],
  },
});
