import { defineConfig } from 'vitest/config';

const pureRooms = 'test/{mail,people,ticket,words,letter,report}/**/*.test.ts';

export default defineConfig({
  test: {
    pool: 'forks',
    reporters: process.env.CI ? ['default', ['json', { outputFile: '.tsdesk/test-results.json' }]] : ['default'],
    maxWorkers: 2,
    testTimeout: 240_000,
    hookTimeout: 180_000,
    teardownTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'pure', include: [pureRooms] } },
      {
        extends: true,
        test: {
          name: 'servers',
          include: ['test/**/*.test.ts'],
          exclude: [pureRooms],
          globalSetup: ['test/support/postgres-setup.ts'],
        },
      },
    ],
  },
});
