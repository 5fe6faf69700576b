// Runs the tests, and those that real programs drive once more where only few of them failed.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'

/**
 * @typedef {{ fullName: string, status: string }} TestResult
 * @typedef {{ name: string, status: string, assertionResults: TestResult[] }} FileResult
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: FileResult[] }} Report what vitest's reporter `json` writes, as far as it is used here
 */

/** Where other programs (keyring, Git, Chromium) take part, and a machine that is busy in the wrong second. */
const driven = /[\\/]test[\\/](integration|simulator|electron-stand-in|e2e)[\\/]/
/** More files than these do not fail by a machine's mood. */
const mostFiles = 3

/**
 * @param {string} root
 * @param {readonly string[]} words
 * @returns {{ status: number | null, report: Report | null }}
 */
function runOnce(root, words) {
  const file = path.join(root, 'out', 'vitest.json')
  mkdirSync(path.dirname(file), { recursive: true })
  rmSync(file, { force: true })
  const program = path.join(root, 'node_modules/vitest/vitest.mjs')
  const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { status } = spawnSync(process.execPath, [program, 'run', ...words, ...reports], {
    cwd: root,
    stdio: 'inherit'
  })
  try {
    return { status, report: JSON.parse(readFileSync(file, 'utf8')) }
  } catch (error) {
    console.error(`vitest left no report: ${String(error)}`)
    return { status, report: null }
  }
}

/** @param {FileResult} result */
const failuresOf = (result) => result.assertionResults.filter(({ status }) => status === 'failed')

/**
 * Runs all tests of the given projects. Up to three files of tests that drive other programs are run once more, alone,
 * where they alone failed; what passed only then is named, since it is a fault of the test or of the app all the same.
 * @param {string} root
 * @param {readonly string[]} projects
 * @returns {{ passed: number, failed: number, skipped: number, onlyThen: readonly string[] }}
 */
export function runTests(root, projects) {
  const words = projects.flatMap((project) => ['--project', project])
  const first = runOnce(root, words)
  const failed = (first.report?.testResults ?? []).filter(({ status }) => status === 'failed')
  const again =
    failed.length > 0 && failed.length <= mostFiles && failed.every(({ name }) => driven.test(name))
  const runs = [first]
  if (again) {
    const files = failed.map(({ name }) => path.relative(root, name))
    console.log(`run once more, since nothing else failed: ${files.join(' ')}`)
    runs.push(runOnce(root, files))
  }
  const [last = first] = runs.slice(-1)
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const { report } of runs) {
    counts.passed += report?.numPassedTests ?? 0
    counts.failed += report?.numFailedTests ?? 0
    counts.skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)
  }
  // The second run stands in the place of the first for the files that it has.
  for (const { assertionResults } of again ? failed : [])
    for (const { status } of assertionResults) {
      if (status === 'passed' || status === 'failed') counts[status] -= 1
      else counts.skipped -= 1
    }
  // A run that ended badly without a failed test (an unhandled error, no report) is a failure all the same.
  if ((last.status !== 0 || last.report === null) && counts.failed === 0) counts.failed = 1
  const stillFailing = new Set(last.report?.testResults.flatMap(failuresOf).map(({ fullName }) => fullName))
  const onlyThen = again
    ? failed.flatMap(failuresOf).flatMap(({ fullName }) => (stillFailing.has(fullName) ? [] : [fullName]))
    : []
  return { ...counts, onlyThen }
}
