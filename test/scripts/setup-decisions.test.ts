import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findChromium } from '../../scripts/setup/chromium.mjs'
import {
  aptLine,
  isUbuntu,
  missingFrom,
  missingPackages,
  packagesFor
} from '../../scripts/setup/debian-packages.mjs'
import {
  downloadEnvironment,
  isStillTrue,
  platformPath,
  reasonOf,
  surroundingsOf
} from '../../scripts/setup/electron-binary.mjs'
import { sandboxLine, sandboxObstacle } from '../../scripts/setup/linux-sandbox.mjs'
import { isInstallationOf, stampOf } from '../../scripts/setup/node-modules.mjs'

describe('the Debian packages', () => {
  it('are those of what is asked for, each once', () => {
    expect(packagesFor(['modules', 'electron'])).toEqual([])
    const both = packagesFor(['desktop', 'git-helper'])
    expect(both).toContain('xvfb')
    expect(both).toContain('libsecret-1-dev')
    expect(both.filter((name) => name === 'git')).toHaveLength(1)
  })

  it('bring the nested screen only to be watched', () => {
    expect(packagesFor(['desktop'])).not.toContain('xserver-xephyr')
    expect(packagesFor(['watch'])).toEqual(['xserver-xephyr'])
  })

  it('leave out the one that starts stray buses', () => {
    expect(packagesFor(['desktop', 'git-helper', 'watch'])).not.toContain('dbus-x11')
  })

  it('are missing when removed but still configured, or never seen', () => {
    const report = 'installed git\nconfig-files xvfb\nnot-installed wmctrl\n'
    expect(missingFrom(['git', 'xvfb', 'wmctrl', 'xclip'], report)).toEqual(['xvfb', 'wmctrl', 'xclip'])
  })

  it('become one line to type', () => {
    expect(aptLine(['git', 'xvfb'], { sudo: true })).toBe(
      'sudo apt-get install -y --no-install-recommends git xvfb'
    )
    expect(aptLine(['git'], { sudo: false })).toBe('apt-get install -y --no-install-recommends git')
  })

  it('know Ubuntu from its own name only', () => {
    expect(isUbuntu('NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n')).toBe(true)
    expect(isUbuntu('ID=debian\nHOME_URL="https://ubuntu.example/ID=ubuntu"\n')).toBe(false)
    expect(isUbuntu('ID=linuxmint\nID_LIKE="ubuntu debian"\n')).toBe(false)
  })
})

describe('the browser', () => {
  let folder = ''
  const folderWith = (name: string): string => {
    const place = path.join(folder, name)
    mkdirSync(place, { recursive: true })
    return place
  }
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'token-tray-browser-'))
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })

  it.skipIf(process.platform === 'win32')('is the first chromium on the PATH that is no snap', () => {
    const [stub, chrome] = [folderWith('first'), folderWith('second')]
    writeFileSync(path.join(folderWith('snap'), 'stub'), '')
    writeFileSync(path.join(folderWith('chrome'), 'google-chrome'), '')
    symlinkSync(path.join(folder, 'snap', 'stub'), path.join(stub, 'chromium'))
    const searchPath = [stub, chrome, folderWith('third')].join(path.delimiter)
    expect(findChromium(searchPath)).toBeNull()
    symlinkSync(path.join(folder, 'chrome', 'google-chrome'), path.join(chrome, 'chromium'))
    expect(findChromium(searchPath)).toBe(path.join(chrome, 'chromium'))
  })

  it('is asked of the person on Ubuntu, before anything is installed', async () => {
    const system = path.join(folder, 'os-release')
    writeFileSync(system, 'ID=ubuntu\n')
    vi.stubEnv('PATH', folder)
    await expect(missingPackages(['desktop'], system)).rejects.toThrow(
      'sudo ln -s "$(command -v google-chrome)" /usr/local/bin/chromium'
    )
    writeFileSync(path.join(folder, 'chromium'), '')
    // The next obstacle of an empty computer.
    await expect(missingPackages(['desktop'], system)).rejects.toThrow('This needs a Debian system')
  })
})

describe('a failed download of Electron', () => {
  const failure = {
    done: false,
    stalled: false,
    code: '',
    status: 0,
    name: 'Error',
    message: 'Error: odd'
  } as const

  it.each([
    [{ code: 'ENOTFOUND' }, 'no route to its download (ENOTFOUND)'],
    [{ code: 'ECONNREFUSED' }, 'no route to its download (ECONNREFUSED)'],
    [{ code: 'ERR_REQUIRE_ESM' }, 'Node 20.19.0 cannot run its installer'],
    [{ name: 'SyntaxError' }, 'Node 20.19.0 cannot run its installer'],
    [{ stalled: true, code: 'ABORT_ERR' }, 'the download made no progress for 60 seconds'],
    [{ status: 404, name: 'HTTPError' }, 'the server answered 404'],
    [{ status: 407, name: 'HTTPError' }, 'the proxy asks for a log-in'],
    [
      { code: 'SELF_SIGNED_CERT_IN_CHAIN' },
      'the server’s certificate is not trusted here (NODE_EXTRA_CA_CERTS)'
    ],
    [{ code: 'ENOSPC' }, 'it cannot be written here (ENOSPC)'],
    [{ name: 'ChecksumMismatchError' }, 'what was downloaded is damaged or not Electron'],
    [{ message: 'Error: odd\nsecond line' }, 'Error: odd']
  ])('of %o is said as "%s"', (facts, words) => {
    expect(reasonOf({ ...failure, ...facts }, '20.19.0')).toBe(words)
  })

  it('is not repeated within the hour, nor believed after it', () => {
    const remembered = { at: 1_000_000, reason: 'no route', surroundings: 'same' }
    const hour = 3_600_000
    expect(isStillTrue(remembered, { now: 1_000_000 + hour - 1, surroundings: 'same' })).toBe(true)
    expect(isStillTrue(remembered, { now: 1_000_000 + hour, surroundings: 'same' })).toBe(false)
    expect(isStillTrue(null, { now: 1_000_000, surroundings: 'same' })).toBe(false)
  })

  it('is tried again at once with another proxy, or when the clock went back', () => {
    const remembered = { at: 1_000_000, reason: 'no route', surroundings: 'same' }
    expect(isStillTrue(remembered, { now: 1_000_001, surroundings: 'other' })).toBe(false)
    expect(isStillTrue(remembered, { now: 999_999, surroundings: 'same' })).toBe(false)
  })

  it('remembers no address of a proxy or mirror in the clear', () => {
    const withPassword = surroundingsOf({ HTTPS_PROXY: 'http://me:pass-word@proxy' }, '1.0.0')
    expect(withPassword).toMatch(/^[0-9a-f]{64}$/)
    expect(withPassword).not.toBe(surroundingsOf({}, '1.0.0'))
    expect(surroundingsOf({ HOME: '/a' }, '1.0.0')).toBe(surroundingsOf({ HOME: '/b' }, '1.0.0'))
  })
})

describe('the download of Electron', () => {
  it('uses a proxy where one is set, and leaves a choice that was made', () => {
    expect(downloadEnvironment({ https_proxy: 'http://proxy:1' })['ELECTRON_GET_USE_PROXY']).toBe('1')
    expect(downloadEnvironment({ HTTPS_PROXY: '' })['ELECTRON_GET_USE_PROXY']).toBeUndefined()
    expect(
      downloadEnvironment({ HTTPS_PROXY: 'http://proxy:1', ELECTRON_GET_USE_PROXY: '' })[
        'ELECTRON_GET_USE_PROXY'
      ]
    ).toBe('')
  })

  it('knows where the program lies in each archive', () => {
    expect(['linux', 'win32', 'darwin'].map(platformPath)).toEqual([
      'electron',
      'electron.exe',
      'Electron.app/Contents/MacOS/Electron'
    ])
  })
})

describe("Electron's sandbox", () => {
  const facts = {
    platform: 'linux',
    userId: 1000,
    restrictsNamespaces: false,
    helperIsSetuid: false,
    sandboxIsOff: false
  }

  it('stands in the way of root, and of everyone where namespaces are forbidden', () => {
    expect(sandboxObstacle(facts)).toBeNull()
    expect(sandboxObstacle({ ...facts, userId: 0 })).toBe('root')
    expect(sandboxObstacle({ ...facts, restrictsNamespaces: true })).toBe('namespaces')
    expect(sandboxObstacle({ ...facts, restrictsNamespaces: true, helperIsSetuid: true })).toBeNull()
  })

  it('is no obstacle elsewhere, or where a person switched it off', () => {
    expect(sandboxObstacle({ ...facts, platform: 'win32', userId: -1 })).toBeNull()
    expect(sandboxObstacle({ ...facts, userId: 0, sandboxIsOff: true })).toBeNull()
  })

  it('is made to work by one line', () => {
    const helper = path.join('/a b/dist', 'chrome-sandbox')
    expect(sandboxLine('/a b/dist/electron')).toBe(
      `sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`
    )
  })
})

describe('node_modules', () => {
  const lock = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/one': { version: '1.0.0', integrity: 'sha512-one' },
      'node_modules/for-macos': { version: '2.0.0', integrity: 'sha512-two', optional: true }
    }
  }
  const one = { 'node_modules/one': { version: '1.0.0', integrity: 'sha512-one' } }

  it('are taken as they are when npm recorded what the lock file says', () => {
    expect(isInstallationOf(lock, { packages: one })).toBe(true)
  })

  it.each([
    ['a package is missing', {}],
    ['a version differs', { 'node_modules/one': { version: '1.0.1', integrity: 'sha512-one' } }],
    ['a content differs', { 'node_modules/one': { version: '1.0.0', integrity: 'sha512-other' } }],
    ['there is one too many', { ...one, 'node_modules/extra': { version: '1.0.0' } }]
  ])('are made again when %s', (_why, packages) => {
    expect(isInstallationOf(lock, { packages })).toBe(false)
  })

  it('are made again for another lock file or another system', () => {
    const here = { platform: 'linux', arch: 'x64' }
    expect(stampOf('a', here)).toBe(stampOf('a', here))
    expect(stampOf('a', here)).not.toBe(stampOf('b', here))
    expect(stampOf('a', here)).not.toBe(stampOf('a', { platform: 'linux', arch: 'arm64' }))
  })
})
