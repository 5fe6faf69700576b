import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { spawnSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chooseProfile, makeFolders, type ProfileFacts } from '../../electron/app/profile.js'

const facts: ProfileFacts = {
  packaged: false,
  platform: 'linux',
  environment: { PATH: '/usr/bin', HOME: '/home/ada', TOKEN_TRAY_PRACTICE: '/practice' },
  appData: '/home/ada/.config'
}

describe('the profile of this run', () => {
  it('is the person’s own where nothing says otherwise', () => {
    const { environment } = facts
    const own = { ...facts, environment: { ...environment, TOKEN_TRAY_PRACTICE: undefined } }
    for (const one of [own, { ...own, environment: { ...environment, TOKEN_TRAY_PRACTICE: '' } }]) {
      expect(chooseProfile(one)).toMatchObject({
        practice: false,
        keychainService: 'Token Tray',
        userData: path.join('/home/ada/.config', 'Token Tray'),
        childEnvironment: { HOME: '/home/ada', PATH: '/usr/bin' }
      })
    }
  })

  it('is in the practice folder where one is named', () => {
    expect(chooseProfile(facts)).toMatchObject({
      practice: true,
      keychainService: 'Token Tray practice',
      userData: path.join('/practice', 'user-data'),
      administratorFile: path.join('/practice', 'administrator-settings.json')
    })
  })

  it('is the person’s own in an installed app, whatever its environment says', () => {
    const profile = chooseProfile({ ...facts, packaged: true })
    expect(profile).toMatchObject({ practice: false, userData: path.join('/home/ada/.config', 'Token Tray') })
    expect(profile.administratorFile).toBe('/etc/token-tray/settings.json')
  })
})

describe('the programs of Homebrew, which npm, az and git call by name', () => {
  const homebrew = '/opt/homebrew/bin:/usr/local/bin'

  it.each([
    ['come first on macOS', 'darwin', '/usr/bin:/bin', `${homebrew}:/usr/bin:/bin`],
    ['are found on macOS without a PATH', 'darwin', undefined, `${homebrew}:/usr/bin:/bin`],
    ['are nothing to other systems', 'linux', '/usr/bin', '/usr/bin']
  ] as const)('%s', (_what, platform, PATH, given) => {
    for (const TOKEN_TRAY_PRACTICE of [undefined, '/practice']) {
      const { childEnvironment } = chooseProfile({
        ...facts,
        platform,
        environment: { PATH, TOKEN_TRAY_PRACTICE }
      })
      expect(childEnvironment['PATH']).toBe(given)
    }
  })
})

describe('the environment of a practice run', () => {
  const practice = (environment: Record<string, string>) =>
    chooseProfile({ ...facts, environment: { ...environment, TOKEN_TRAY_PRACTICE: '/practice' } })
      .childEnvironment

  it('leads git, az and npm to no file, store or account of the person', () => {
    const home = path.join('/practice', 'home')
    const given = practice({
      ...{ HOME: '/home/ada', USERPROFILE: '/home/ada', APPDATA: '/a', LOCALAPPDATA: '/a' },
      ...{ XDG_CONFIG_HOME: '/a', XDG_DATA_HOME: '/a', XDG_CACHE_HOME: '/a', XDG_STATE_HOME: '/a' },
      ...{ GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'credential.helper', GIT_CONFIG_VALUE_0: 'store' },
      ...{ GIT_CONFIG_GLOBAL: '/a', GIT_CONFIG_SYSTEM: '/a', GIT_CONFIG: '/a', GIT_ASKPASS: '/a' },
      ...{ GIT_DIR: '/a', SSH_AUTH_SOCK: '/a', GCM_CREDENTIAL_STORE: 'plaintext', GCM_INTERACTIVE: '1' },
      ...{ AZURE_CONFIG_DIR: '/a', AZURE_DEVOPS_EXT_PAT: 'a', PIP_CONFIG_FILE: '/a', NETRC: '/a' },
      ...{ npm_config_userconfig: '/a', NPM_CONFIG_GLOBALCONFIG: '/a', NPM_TOKEN: 'a', NUGET_PACKAGES: '/a' },
      TOKEN_TRAY_PRACTICE: '/practice'
    })
    expect(given).toEqual({
      HOME: home,
      USERPROFILE: home,
      APPDATA: path.join(home, 'AppData', 'Roaming'),
      LOCALAPPDATA: path.join(home, 'AppData', 'Local'),
      XDG_CONFIG_HOME: path.join(home, '.config'),
      GIT_CONFIG_GLOBAL: path.join(home, '.gitconfig'),
      GIT_CONFIG_NOSYSTEM: '1',
      npm_config_globalconfig: path.join(home, '.npmrc-global')
    })
  })

  it('keeps what programs need to run, to reach the keychain and the network', () => {
    const needed = {
      ...{ Path: 'C:\\bin', PATHEXT: '.EXE', SystemRoot: 'C:\\Windows', TEMP: 'C:\\t' },
      ...{ LC_ALL: 'C.UTF-8', DISPLAY: ':1', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/bus' },
      ...{ HTTPS_PROXY: 'http://proxy', http_proxy: 'http://proxy', NO_PROXY: 'localhost' },
      ...{ GIT_SSL_CAINFO: '/ca.pem', REQUESTS_CA_BUNDLE: '/ca.pem', npm_config_cafile: '/ca.pem' }
    }
    expect(practice(needed)).toMatchObject(needed)
  })
})

describe('the folders of our files', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'folders-'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  it('are made, and nothing is left in them', () => {
    const [home, own] = [path.join(folder, 'practice', 'home'), path.join(folder, 'own')]
    makeFolders(tmpdir(), home, own)
    expect(existsSync(home)).toBe(true)
    expect(readdirSync(own)).toEqual([])
  })

  it('are named with the reason where one cannot be made', () => {
    const own = path.join(folder, 'own')
    writeFileSync(own, 'a file in its place')
    expect(() => {
      makeFolders(tmpdir(), own)
    }).toThrow(/^Token Tray keeps files in .*own and cannot write there\.[^]*EEXIST/)
  })

  it.runIf(process.platform === 'linux')('are enough on a disk that is full', (test) => {
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', folder])
    if (status !== 0) test.skip('no small disk can be mounted here')
    try {
      expect(() => writeFileSync(path.join(folder, 'all'), Buffer.alloc(100_000))).toThrow('ENOSPC')
      expect(() => makeFolders(tmpdir(), folder)).not.toThrow()
    } finally {
      spawnSync('umount', [folder])
    }
  })

  it.runIf(process.platform === 'linux')('are named with the reason where one takes no link', (test) => {
    // The queues of the kernel: files and nothing else, as on exFAT.
    const { status } = spawnSync('mount', ['-t', 'mqueue', 'mqueue', folder])
    if (status !== 0) test.skip('nothing can be mounted here')
    try {
      expect(() => makeFolders(tmpdir(), folder)).toThrow(/cannot write there\.[^]*EPERM.* symlink/)
      expect(readdirSync(folder).filter((name) => name.startsWith('.trial'))).toEqual([])
    } finally {
      spawnSync('umount', [folder])
    }
  })

  it.runIf(process.platform !== 'win32')('are not enough where the temporary one is gone', () => {
    const gone = path.join(folder, 'gone')
    expect(() => makeFolders(gone, path.join(folder, 'own'))).toThrow(
      `Token Tray keeps files in ${gone} and cannot write there.`
    )
  })

  // Not even root may make a file there.
  it.runIf(process.platform === 'linux')('are named with the reason where one takes no file', () => {
    expect(() => {
      makeFolders(tmpdir(), '/proc')
    }).toThrow(/^Token Tray keeps files in \/proc and cannot write there\.[^]*ENOENT/)
  })
})
