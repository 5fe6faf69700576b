import { describe, expect, it, vi } from 'vitest'
import type * as Electron from 'electron'
import { createBrowser } from '../../../electron/adapters/desktop/browser.js'
import { isWebLink } from '../../../electron/shared/web-link.js'
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
  it('opens https addresses', async () => {
    await createBrowser().open('https://dev.azure.com/contoso/_usersSettings/tokens')
    expect(opened).toEqual(['https://dev.azure.com/contoso/_usersSettings/tokens'])
  })

  it.each([
    'http://dev.azure.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ms-msdt:/id',
    'https://user:token@dev.azure.com/',
    'smb://host/share',
    'not an address',
    ''
  ])('opens nothing else: %s', async (address) => {
    expect(isWebLink(address)).toBe(false)
    await expect(createBrowser().open(address)).rejects.toThrow(RangeError)
  })

  it('says that no browser opened, with the address to open by hand', async () => {
    await expect(createBrowser().open('https://refused.example/')).rejects.toMatchObject({
      code: 'browser-not-opened',
      facts: { address: 'https://refused.example/' }
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
