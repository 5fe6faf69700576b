import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tinyProject, type TinyProject } from './tiny-project.js'

const failing = (count: number): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`test/e2e/${at}.test.ts`, ['-', '+']]))

describe.skipIf(process.platform !== 'linux')('npm test', () => {
  let project: TinyProject
  /** What vitest finds in each file, run by run: a test for each sign, `+` passes and `-` fails. */
  const answer = (files: Readonly<Record<string, readonly string[]>>): void => {
    project.write(
      'node_modules/vitest/vitest.mjs',
      `import { existsSync, readFileSync, writeFileSync } from 'node:fs'
      const words = process.argv.slice(2, -3)
      console.log('vitest ' + words.join(' '))
      const run = existsSync('runs') ? Number(readFileSync('runs', 'utf8')) : 0
      writeFileSync('runs', String(run + 1))
      const asked = Object.entries(${JSON.stringify(files)}).filter(([name]) => run === 0 || words.includes(name))
      const testResults = asked.map(([name, signs]) => {
        const assertionResults = [...signs[run]].map((sign, at) => (
          { fullName: name + ' ' + at, status: sign === '+' ? 'passed' : 'failed' }))
        return { name: process.cwd() + '/' + name, status: signs[run].includes('-') ? 'failed' : 'passed', assertionResults }
      })
      const count = (status) => testResults.flatMap((one) => one.assertionResults).filter((one) => one.status === status).length
      writeFileSync('out/vitest.json', JSON.stringify({ testResults, numPassedTests: count('passed') + (run === 0 ? 1 : 0),
        numFailedTests: count('failed'), numPendingTests: run === 0 ? 2 : 0, numTodoTests: 0 }))
      process.exitCode = count('failed') > 0 ? 1 : 0`
    )
  }
  beforeEach(() => {
    project = tinyProject()
    // What it starts only says so.
    for (const program of [
      'prettier/bin/prettier.cjs',
      'eslint/bin/eslint.js',
      'typescript/bin/tsc',
      'electron-vite/bin/electron-vite.js',
      'vite/bin/vite.js'
    ])
      project.write(`node_modules/${program}`, '')
    answer({})
    project.write('scripts/setup.mjs', 'export const setup = async () => ({})')
  })
  afterEach(() => project.remove())

  const run = async (platform: string): Promise<readonly string[]> => {
    const first = `Object.defineProperty(process, 'platform', { value: '${platform}' })`
    const { output, code } = await project.start('scripts/test.mjs', [], { first }).ended
    return [...output.trim().split('\n').slice(3), `ends with ${code ?? 'a signal'}`]
  }

  it('runs all tests on Linux', async () => {
    expect(await run('linux')).toEqual(['vitest run', '4 passed, 0 failed, 2 skipped', 'ends with 0'])
  })

  it('runs once more, alone, a file of tests that drive other programs, and names what passed only then', async () => {
    answer({ 'test/e2e/one.test.ts': ['+-+', '+++'], 'test/domain/two.test.ts': ['++'] })
    expect(await run('linux')).toEqual([
      'vitest run',
      'run once more, since nothing else failed: test/e2e/one.test.ts',
      'vitest run test/e2e/one.test.ts',
      'failed, and passed when run once more: test/e2e/one.test.ts 1',
      '9 passed, 0 failed, 2 skipped',
      'ends with 0'
    ])
  })

  it('fails when such a file fails again', async () => {
    answer({ 'test/integration/one.test.ts': ['--', '-+'] })
    expect(await run('linux')).toEqual([
      'vitest run',
      'run once more, since nothing else failed: test/integration/one.test.ts',
      'vitest run test/integration/one.test.ts',
      'failed, and passed when run once more: test/integration/one.test.ts 1',
      '5 passed, 1 failed, 2 skipped',
      'ends with 1'
    ])
  })

  it.each([
    ['a test of ours alone failed', { 'test/domain/one.test.ts': ['-', '+'] }, 1],
    ['more files failed than a slow machine explains', failing(4), 4]
  ])('runs nothing again where %s', async (_what, files, failed) => {
    answer(files)
    expect(await run('linux')).toEqual(['vitest run', `4 passed, ${failed} failed, 2 skipped`, 'ends with 1'])
  })

  it.each(['win32', 'darwin'])(
    'runs on %s what needs no Linux desktop, and says what it did not',
    async (platform) => {
      expect(await run(platform)).toEqual([
        'vitest run --project unit --project component',
        'not run: the integration and end-to-end tests, which need a Linux desktop',
        '4 passed, 0 failed, 2 skipped',
        'ends with 0'
      ])
    }
  )
})
