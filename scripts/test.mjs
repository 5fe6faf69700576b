// npm test: sets up what is missing, then format, lint, types, and the tests. The last line counts.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { build } from './build.mjs'
import { setup } from './setup.mjs'

const root = path.resolve(import.meta.dirname, '..')
await setup({ needs: ['modules', 'electron', 'desktop', 'git-helper', 'watch'], log: console.log })
await build({ tools: true })

let passed = 0
let failed = 0
let skipped = 0

/**
 * Runs a check of node_modules; it counts as one.
 * @param {string} title
 * @param {string} program
 * @param {readonly string[]} args
 */
function check(title, program, args) {
  const { status } = spawnSync(process.execPath, [path.join(root, 'node_modules', program), ...args], {
    cwd: root,
    stdio: 'inherit'
  })
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${title}`)
  if (status === 0) passed += 1
  else failed += 1
}

check('format', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'])
check('lint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0'])
check('types', 'typescript/bin/tsc', ['--build'])

// Their programs, from Xvfb to gnome-keyring, are those of a Linux desktop.
const onlyHere = process.platform === 'linux' ? [] : ['--project', 'unit', '--project', 'component']
const report = path.join(root, 'out', 'vitest.json')
mkdirSync(path.dirname(report), { recursive: true })
rmSync(report, { force: true })
const tests = spawnSync(
  process.execPath,
  [
    path.join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    ...onlyHere,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`
  ],
  { cwd: root, stdio: 'inherit' }
)
try {
  const counts = JSON.parse(readFileSync(report, 'utf8'))
  passed += counts.numPassedTests
  failed += counts.numFailedTests
  skipped += counts.numPendingTests + counts.numTodoTests
} catch (error) {
  console.error(`vitest left no report: ${String(error)}`)
}
// A run that ended badly without a failed test (an unhandled error, no report) is a failure all the same.
if (tests.status !== 0 && failed === 0) failed += 1

if (onlyHere.length > 0)
  console.log('not run: the integration and end-to-end tests, which need a Linux desktop')
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exitCode = failed === 0 ? 0 : 1
