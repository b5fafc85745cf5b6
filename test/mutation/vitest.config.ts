import { defineConfig } from 'vitest/config';

/** The tests run.ts chose for one mutated file; Stryker reads this file inside its copy of the project. */
export default defineConfig({
  test: { include: JSON.parse(process.env.TSDESK_MUTATION_TESTS ?? '[]'), testTimeout: 10_000 },
});
