/**
 * Mutation testing (`npm run mutation`): every decision and the vault are broken in many small ways, and the unit
 * tests have to notice. Not in CI, since it takes long; the report is `out/mutation/index.html`.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'test/mutation.vitest.config.ts', related: true },
  mutate: ['electron/domain/**/*.ts', 'electron/adapters/vault/**/*.ts'],
  // Its copy of the project has no use for what is built, and the copy is made anew for every run.
  ignorePatterns: ['out', 'dist', '.ci', 'docs'],
  tempDirName: 'out/mutation/sandbox',
  coverageAnalysis: 'perTest',
  /*
   * What runs when a module is loaded (tables, patterns, schemas) is left out of the score: no single test covers it, so
   * each such mutant costs a run of all tests, and most of them are words of a table, which a test could only repeat.
   * Where patterns are the decision (redaction.ts), set it to false for `npm run mutation -- --mutate FILE`.
   */
  ignoreStatic: true,
  concurrency: 2,
  reporters: ['clear-text', 'progress', 'html', 'json'],
  clearTextReporter: { allowColor: false, reportTests: false },
  htmlReporter: { fileName: 'out/mutation/index.html' },
  jsonReporter: { fileName: 'out/mutation/mutation.json' },
  thresholds: { high: 90, low: 80, break: 80 }
}
