import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';
import { memoryFolder } from './test/support/memory-folder.ts';

/**
 * Test files share no state but caches: `isolate: false` loads the program once a worker, not once a file, which saves a
 * third of the time, with servers more than half.
 *
 * What starts PostgreSQL, Dovecot, Redis or Chromium: whole stories by their folder, everything else by its name. The import
 * rule `quick-tests-start-no-server` holds the rest to it, so that `npm run test:quick` needs nothing but Node.
 */
const withServers = ['test/{journeys,faults}/**/*.test.ts', 'test/**/*.server.test.ts'];

/** For the workers, and for the servers that this process starts. */
const inMemory = process.env.TMPDIR === undefined ? memoryFolder() : undefined;
if (inMemory !== undefined) process.env.TMPDIR = inMemory;

/** The first process or thread compiles the program for the others: workers, their threads, and the daemons they start. */
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/tsdesk-test');

export default defineConfig({
  test: {
    pool: 'forks',
    // Workers hold the whole program: below this size collecting garbage brings little, and takes a tenth of the time.
    execArgv: ['--initial-heap-size=400'],
    reporters: process.env.CI ? ['default', ['json', { outputFile: '.tsdesk/test-results.json' }]] : ['default'],
    testTimeout: 240_000,
    hookTimeout: 180_000,
    teardownTimeout: 120_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: withServers,
          // Twice the cores of a small machine: a few wait for threads and processes.
          maxWorkers: 4,
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'servers',
          include: withServers,
          globalSetup: ['build/bundle.js', 'test/support/postgres-setup.ts'],
          isolate: false,
          // These wait for servers and clocks most of the time.
          maxWorkers: 8,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
