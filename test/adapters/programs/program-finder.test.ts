import { describe, expect, it } from 'vitest'
import { findProgram } from '../../../electron/adapters/programs/program-finder.js'
import type { ProgramOrder } from '../../../electron/adapters/programs/program.js'

/** A computer on which these files are programs, and how it answers `xcode-select -p`. */
function computer(files: readonly string[], toolsCode = 0) {
  const ran: ProgramOrder[] = []
  return {
    ran,
    isProgram: (file: string) => Promise.resolve(files.includes(file)),
    run: (order: ProgramOrder) => {
      ran.push(order)
      return Promise.resolve({ code: toolsCode, output: '', errors: '', timedOut: false })
    }
  }
}

const azOnWindows = 'C:\\Program Files\\Microsoft SDKs\\Azure\\CLI2\\wbin\\az.cmd'

describe('an outside program', () => {
  it.each([
    ['linux', 'git', '/opt/bin:/usr/bin', ['/opt/bin/git', '/usr/bin/git'], '/opt/bin/git'],
    ['linux', 'az', '', ['/usr/local/bin/az'], '/usr/local/bin/az'],
    ['linux', 'az', '/usr/bin', [], null],
    ['linux', 'az', '.:bin:', ['az', 'bin/az', './az'], null],
    ['win32', 'git', 'D:\\Git', ['D:\\Git\\git.exe'], 'D:\\Git\\git.exe'],
    ['win32', 'git', '', ['C:\\Program Files\\Git\\cmd\\git.exe'], 'C:\\Program Files\\Git\\cmd\\git.exe'],
    ['win32', 'az', 'D:\\az;E:\\az', ['D:\\az\\az.cmd', 'E:\\az\\az.exe'], 'D:\\az\\az.cmd'],
    ['win32', 'az', 'D:\\az', ['D:\\az\\az.cmd', 'D:\\az\\az.exe'], 'D:\\az\\az.exe'],
    ['win32', 'az', '', [azOnWindows], azOnWindows],
    ['darwin', 'az', '/usr/bin:/bin', ['/usr/local/bin/az'], '/usr/local/bin/az'],
    ['darwin', 'git', '/usr/bin:/opt/bin', ['/usr/bin/git', '/opt/bin/git'], '/opt/bin/git'],
    ['darwin', 'git', '/usr/bin:/opt/git', ['/usr/bin/git', '/opt/git/git'], '/opt/git/git']
  ] as const)('on %s: %s with PATH %j among %j', async (platform, name, PATH, files, found) => {
    const { ran, run, isProgram } = computer(files)
    expect(await findProgram(name, { platform, environment: { PATH }, run, isProgram })).toBe(found)
    expect(ran).toEqual([])
  })

  it.each([
    [0, '/usr/bin/git'],
    [2, null]
  ])(
    "is macOS's own git only with the command line tools: xcode-select ends with %i",
    async (code, found) => {
      const { ran, run, isProgram } = computer(['/usr/bin/git'], code)
      const search = { platform: 'darwin', environment: { PATH: '/usr/bin' }, run, isProgram } as const
      expect(await findProgram('git', search)).toBe(found)
      expect(ran).toMatchObject([{ program: '/usr/bin/xcode-select', args: ['-p'] }])
    }
  )

  it.each([
    ['linux', '/home/ada/git', ['/home/ada/git', '/usr/bin/git'], '/home/ada/git'],
    ['linux', '/home/ada/git', ['/usr/bin/git'], null],
    ['linux', 'git', ['git', '/usr/bin/git'], null],
    ['win32', 'D:\\my\\git.exe', ['D:\\my\\git.exe'], 'D:\\my\\git.exe'],
    ['darwin', '/usr/bin/git', ['/usr/bin/git'], '/usr/bin/git']
  ] as const)('on %s is the one that was chosen, %s, or none', async (platform, chosen, files, found) => {
    const { ran, run, isProgram } = computer(files)
    const search = { platform, environment: { PATH: '/usr/bin' }, run, isProgram, program: () => chosen }
    expect(await findProgram('git', search)).toBe(found)
    expect(ran).toEqual([])
  })
})
