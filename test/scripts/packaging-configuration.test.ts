import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { afterPack, keytarParts } from '../../scripts/check-packed.mjs'

const root = path.resolve(import.meta.dirname, '../..')
const require = createRequire(import.meta.url)

interface Configuration {
  readonly appId: string
  readonly asar: boolean
  readonly npmRebuild: boolean
  readonly electronFuses: Readonly<Record<string, boolean>>
  readonly mac: { readonly icon: string; readonly extendInfo: Readonly<Record<string, unknown>> }
  readonly win: { readonly icon: string }
  readonly nsis: { readonly include: string }
  readonly linux: { readonly icon: string; readonly syncDesktopName: boolean }
  readonly deb: { readonly depends: readonly string[] }
  readonly rpm: { readonly depends: readonly string[]; readonly fpm: readonly string[] }
}

const text = readFileSync(path.join(root, 'electron-builder.yml'), 'utf8')
const read = () => parse(text) as Configuration
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  readonly desktopName: string
  readonly dependencies: Readonly<Record<string, string>>
}

// electron-builder's own check of a configuration; it ships no types for this file.
const { validateConfiguration } = require('app-builder-lib/out/util/config/config') as {
  validateConfiguration: (configuration: unknown, log: { isEnabled: boolean }) => Promise<void>
}

describe('electron-builder.yml', () => {
  it('is what electron-builder takes', async () => {
    await expect(validateConfiguration(read(), { isEnabled: false })).resolves.toBeUndefined()
  })

  it('would be refused with a word that electron-builder does not know', async () => {
    await expect(
      validateConfiguration({ ...read(), electronFuse: {} }, { isEnabled: false })
    ).rejects.toThrow(/electronFuse/)
  })

  it('sets every fuse that there is, each to the safe side', () => {
    expect(read().electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false
    })
  })

  it('gives the reason of each fuse in the line above it', () => {
    const lines = text.split('\n')
    for (const fuse of Object.keys(read().electronFuses)) {
      const at = lines.findIndex((line) => line.startsWith(`  ${fuse}:`))
      expect(lines[at - 1], fuse).toMatch(/^ {2}# \S/)
    }
  })

  it('names the app as the code and the desktop file do', () => {
    const { appId, linux } = read()
    expect(manifest.desktopName).toBe(`${appId}.desktop`)
    expect(readFileSync(path.join(root, 'electron/early.ts'), 'utf8')).toContain(`'${appId}'`)
    expect(linux.syncDesktopName).toBe(true)
  })

  it('packs an archive, compiles nothing, and asks for the library that keytar needs', () => {
    const { asar, npmRebuild, deb, rpm } = read()
    expect({ asar, npmRebuild }).toEqual({ asar: true, npmRebuild: false })
    expect(deb.depends).toContain('libsecret-1-0')
    expect(rpm.depends).toContain('libsecret')
  })

  it('makes an rpm that can be installed beside those of other Electron apps', () => {
    expect(read().rpm.fpm).toEqual(['--rpm-rpmbuild-define=_build_id_links none'])
  })

  it('leaves no login item behind on Windows, but keeps it at an update', () => {
    const lines = readFileSync(path.join(root, read().nsis.include), 'utf8').split('\n')
    const version = 'HKCU "Software\\Microsoft\\Windows\\CurrentVersion'
    // Electron names it by the AppUserModelId, which is the id of the app.
    expect(lines.filter((line) => !line.startsWith(';')).map((line) => line.trim())).toEqual([
      '!macro customUnInstall',
      '${IfNot} ${isUpdated}',
      `DeleteRegValue ${version}\\Run" "\${APP_ID}"`,
      `DeleteRegValue ${version}\\Explorer\\StartupApproved\\Run" "\${APP_ID}"`,
      '${EndIf}',
      '!macroend',
      ''
    ])
  })

  it('lives in the menu bar of macOS', () => {
    expect(read().mac.extendInfo['LSUIElement']).toBe(true)
  })

  it('names icons that are there', () => {
    for (const icon of [read().mac.icon, read().win.icon, read().linux.icon]) {
      expect(existsSync(path.join(root, icon)), icon).toBe(true)
    }
  })

  it('ships one package beside Electron: keytar', () => {
    expect(Object.keys(manifest.dependencies)).toEqual(['keytar'])
  })

  it('brings an AppArmor profile that lets the sandbox start', () => {
    const folder = path.dirname(require.resolve('app-builder-lib/package.json'))
    expect(readFileSync(path.join(folder, 'templates/linux/apparmor-profile.tpl'), 'utf8')).toContain(
      'userns,'
    )
  })
})

describe('the check of a package', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'token-tray-packed-'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  const place = (resources: string, platform: string, arch: string) => {
    for (const part of keytarParts(platform, arch)) {
      const file = path.join(folder, resources, 'app.asar.unpacked', part)
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, '')
    }
  }
  const context = (electronPlatformName: string, arch: number) => ({
    appOutDir: folder,
    electronPlatformName,
    arch,
    packager: { appInfo: { productFilename: 'Token Tray' } }
  })

  it('passes where loader and binding of the target are', () => {
    place('resources', 'linux', 'x64')
    place('Token Tray.app/Contents/Resources', 'darwin', 'arm64')
    expect(() => {
      afterPack(context('linux', 1))
      afterPack(context('darwin', 3))
    }).not.toThrow()
  })

  it('stops a package with the binding of another system', () => {
    place('resources', 'linux', 'x64')
    expect(() => {
      afterPack(context('win32', 1))
    }).toThrow('prebuilds/win32-x64/keytar.node')
    expect(() => {
      afterPack(context('linux', 3))
    }).toThrow('prebuilds/linux-arm64/keytar.node')
  })
})
