import { defineConfig } from 'vitest/config'

/** The tests that mutation testing runs: those of the decisions and the vault, which need nothing else. */
export default defineConfig({
  test: {
    include: ['test/{domain,adapters/vault}/**/*.test.ts'],
    testTimeout: 30_000
  }
})
