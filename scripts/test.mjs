// npm test: sets up what is missing, then format, lint, types, and the tests. The last line counts.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { build } from './build.mjs'
import { setup } from './setup.mjs'
import { runTests } from './vitest-runs.mjs'

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
const onlyHere = process.platform === 'linux' ? [] : ['unit', 'component']
const tests = runTests(root, onlyHere)
passed += tests.passed
failed += tests.failed
skipped += tests.skipped

if (onlyHere.length > 0)
  console.log('not run: the integration and end-to-end tests, which need a Linux desktop')
for (const name of tests.onlyThen) console.log(`failed, and passed when run once more: ${name}`)
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exitCode = failed === 0 ? 0 : 1
