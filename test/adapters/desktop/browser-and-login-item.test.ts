import { describe, expect, it, vi } from 'vitest'
import type * as Electron from 'electron'
import { createBrowser } from '../../../electron/adapters/desktop/browser.js'
import { isServiceAddress } from '../../../electron/adapters/network/host-allow-list.js'
import { helpPages } from '../../../electron/domain/addresses.js'
import { autostartEntry, quoteForExec } from '../../../electron/adapters/desktop/login-item.js'

const opened: string[] = []
vi.mock(
  'electron',
  () =>
    ({
      app: { isPackaged: false } as Electron.App,
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
