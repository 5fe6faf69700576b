import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tinyProject, type TinyProject } from './tiny-project.js'

describe.skipIf(process.platform !== 'linux')('npm test', () => {
  let project: TinyProject
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
    project.write(
      'node_modules/vitest/vitest.mjs',
      `import { writeFileSync } from 'node:fs'
      console.log(\`vitest \${process.argv.slice(2, -3).join(' ')}\`)
      writeFileSync('out/vitest.json', JSON.stringify({
        numPassedTests: 1, numFailedTests: 0, numPendingTests: 2, numTodoTests: 0 }))`
    )
    project.write('scripts/setup.mjs', 'export const setup = async () => ({})')
  })
  afterEach(() => project.remove())

  const run = async (platform: string): Promise<readonly string[]> => {
    const first = `Object.defineProperty(process, 'platform', { value: '${platform}' })`
    const { output } = await project.start('scripts/test.mjs', [], { first }).ended
    return output.trim().split('\n').slice(3)
  }

  it('runs all tests on Linux', async () => {
    expect(await run('linux')).toEqual(['vitest run', '4 passed, 0 failed, 2 skipped'])
  })

  it.each(['win32', 'darwin'])(
    'runs on %s what needs no Linux desktop, and says what it did not',
    async (platform) => {
      expect(await run(platform)).toEqual([
        'vitest run --project unit --project component',
        'not run: the integration and end-to-end tests, which need a Linux desktop',
        '4 passed, 0 failed, 2 skipped'
      ])
    }
  )
})
