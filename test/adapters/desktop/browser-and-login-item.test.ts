import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type * as Electron from 'electron'
import { createBrowser } from '../../../electron/adapters/desktop/browser.js'
import {
  autostartEntry,
  createLoginItem,
  quoteForExec
} from '../../../electron/adapters/desktop/login-item.js'
import { onPlatform } from '../../app/fake-electron.js'
import { isServiceAddress } from '../../../electron/adapters/network/host-allow-list.js'
import { helpPages, keychainPage } from '../../../electron/domain/addresses.js'

const opened: string[] = []
const app = vi.hoisted(() => ({ isPackaged: true, items: [] as unknown[] }))
vi.mock(
  'electron',
  () =>
    ({
      app: {
        get isPackaged() {
          return app.isPackaged
        },
        setLoginItemSettings: (item: unknown) => void app.items.push(item)
      } as Electron.App,
      shell: {
        openExternal: (url: string) =>
          url.includes('refused')
            ? Promise.reject(new Error('Failed to open'))
            : Promise.resolve(void opened.push(url))
      } as Electron.Shell
    }) satisfies Pick<typeof Electron, 'app' | 'shell'>
)

describe('the way out to the browser', () => {
  const browser = createBrowser({ isServiceAddress })

  it.each([
    ['https://dev.azure.com/contoso/_usersSettings/tokens'],
    ['https://contoso.visualstudio.com/_usersSettings/tokens'],
    ['https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize?state=x'],
    ...Object.values(helpPages).map((page) => [page]),
    [keychainPage('win32', '')],
    [keychainPage('darwin', '')],
    [keychainPage('linux', 'GNOME')],
    [keychainPage('linux', 'KDE')],
    [
      'https://tfs.contoso.example:8443/tfs/main/_usersSettings/tokens',
      'https://tfs.contoso.example:8443/tfs/main'
    ],
    ['https://ci.contoso.example/job?id=7', 'https://ci.contoso.example/job?id=7']
  ] as readonly (readonly [string, string?])[])('opens %s', async (address = '', named?: string) => {
    opened.length = 0
    await browser.open(address, named)
    expect(opened).toEqual([address])
  })

  it.each([
    ['http://dev.azure.com/'],
    ['file:///etc/passwd'],
    ['javascript:alert(1)'],
    ['ms-msdt:/id'],
    ['https://user:token@dev.azure.com/'],
    ['smb://host/share'],
    ['not an address'],
    [''],
    ['https://elsewhere.example/'],
    ['https://dev.azure.com.elsewhere.example/'],
    ['https://dev.azure.com:444/contoso'],
    ['https://learn.microsoft.com/other'],
    ['https://tfs.contoso.example/tfs/other', 'https://tfs.contoso.example/tfs/main'],
    ['https://tfs.contoso.example/tfs/mainly', 'https://tfs.contoso.example/tfs/main'],
    ['https://tfs.contoso.example:444/tfs/main', 'https://tfs.contoso.example/tfs/main'],
    ['http://ci.contoso.example/', 'http://ci.contoso.example/'],
    ['file:///etc/passwd', 'file:///etc/passwd']
  ] as readonly (readonly [string, string?])[])(
    'opens nothing else: %s',
    async (address = '', named?: string) => {
      opened.length = 0
      await expect(browser.open(address, named)).rejects.toThrow(RangeError)
      expect(opened).toEqual([])
    }
  )

  it('says that no browser opened, with the address to open by hand', async () => {
    const address = 'https://dev.azure.com/refused'
    await expect(browser.open(address)).rejects.toMatchObject({
      code: 'browser-not-opened',
      facts: { address }
    })
  })
})

describe('the autostart entry', () => {
  it('starts the app hidden', () => {
    expect(autostartEntry('/opt/Token Tray/token-tray')).toContain(
      '\nExec="/opt/Token Tray/token-tray" --hidden\n'
    )
  })
  it('quotes what a desktop entry would otherwise read as its own', () => {
    expect(quoteForExec('/home/a"b$c`d\\e%f')).toBe('"/home/a\\"b\\$c\\`d\\\\e%%f"')
  })
})

describe('starting with the computer', () => {
  const { platform } = process
  let folder: string
  const entry = () => path.join(folder, 'autostart', 'dev.tokentray.app.desktop')
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'login-item-'))
    Object.assign(app, { isPackaged: true, items: [] })
  })
  afterEach(() => {
    onPlatform(platform)
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })

  it.each(['win32', 'darwin'] as const)('is a login item on %s, hidden, on and off', async (system) => {
    onPlatform(system)
    for (const on of [true, false]) await createLoginItem(folder).set(on)
    // Off with the same arguments: Windows looks for the item by them.
    expect(app.items).toEqual([
      { openAtLogin: true, args: ['--hidden'] },
      { openAtLogin: false, args: ['--hidden'] }
    ])
  })

  it('is an autostart entry on Linux, where login items do nothing', async () => {
    onPlatform('linux')
    vi.stubEnv('APPIMAGE', '/home/ada/Token Tray.AppImage')
    await createLoginItem(folder).set(true)
    // The image, not the folder that it is mounted at this time.
    expect(readFileSync(entry(), 'utf8')).toBe(autostartEntry('/home/ada/Token Tray.AppImage'))
    await createLoginItem(folder).set(false)
    expect([existsSync(entry()), app.items]).toEqual([false, []])
  })

  it('is left alone by an app that is not installed', async () => {
    app.isPackaged = false
    for (const system of ['linux', 'win32'] as const) {
      onPlatform(system)
      await createLoginItem(folder).set(true)
    }
    expect([existsSync(entry()), app.items]).toEqual([false, []])
  })
})
