import { beforeEach, describe, expect, it, vi } from 'vitest'
import { clipboardNeedsFocus, createClipboard } from '../../../electron/adapters/desktop/clipboard.js'
import { Secret } from '../../../electron/domain/secret.js'

const system = vi.hoisted(() => ({
  text: '',
  written: [] as string[],
  focused: false,
  refusesMarks: false,
  refuses: false
}))
vi.mock('electron', () => ({
  BrowserWindow: { getFocusedWindow: () => (system.focused ? {} : null) },
  ClipboardItem: class {
    readonly items: Record<string, unknown>
    constructor(items: Record<string, unknown>) {
      this.items = items
    }
  },
  clipboard: {
    readText: async () => system.text,
    writeText: async (text: string) => {
      if (system.refuses) throw new Error('refused')
      system.text = text
    },
    clear: () => void (system.text = ''),
    write: async ([item]: { readonly items: Record<string, unknown> }[]) => {
      if (system.refuses || system.refusesMarks) throw new Error('refused')
      system.written = Object.keys(item?.items ?? {})
      system.text = String(item?.items['text/plain'])
    }
  }
}))

const secret = new Secret('token')
const wayland = { WAYLAND_DISPLAY: 'wayland-0' }
beforeEach(() => {
  Object.assign(system, { text: '', written: [], focused: false, refusesMarks: false, refuses: false })
  vi.unstubAllEnvs()
  vi.stubEnv('WAYLAND_DISPLAY', '')
})

describe('a secret on the clipboard', () => {
  it.each([
    ['linux', ['x-kde-passwordManagerHint']],
    ['darwin', ['org.nspasteboard.ConcealedType']],
    [
      'win32',
      [
        ...['ExcludeClipboardContentFromMonitorProcessing', 'CanIncludeInClipboardHistory'],
        'CanUploadToCloudClipboard'
      ]
    ]
  ] as const)('bears the marks of %s in the same write', async (platform, marks) => {
    await createClipboard(platform).writeSecret(secret)
    expect(system.written).toEqual([
      'text/plain',
      ...marks.map((mark) => `electron application/osclipboard;format="${mark}"`)
    ])
  })

  it('is copied without its mark where that is refused, and the caller hears of it', async () => {
    expect(await createClipboard('win32').writeSecret(secret)).toBe(true)
    system.refusesMarks = true
    expect([await createClipboard('win32').writeSecret(secret), system.text]).toEqual([false, 'token'])
  })

  it('and any other text that is refused is an expected failure, and nothing is copied', async () => {
    system.refuses = true
    const refused = { code: 'clipboard-refused' }
    await expect(createClipboard('win32').writeSecret(secret)).rejects.toMatchObject(refused)
    await expect(createClipboard('win32').write('a name')).rejects.toMatchObject(refused)
    expect(system.text).toBe('')
  })

  it('is cleared while it is there, and nothing else is', async () => {
    const clipboard = createClipboard('win32')
    await clipboard.writeSecret(secret)
    expect([await clipboard.clearIfStill(secret), system.text]).toEqual([true, ''])
    await clipboard.write('other')
    expect([await clipboard.clearIfStill(secret), await clipboard.read()]).toEqual([false, 'other'])
  })

  it('is never taken for gone where only the program in front may look', async () => {
    vi.stubEnv('WAYLAND_DISPLAY', 'wayland-0')
    const clipboard = createClipboard('linux')
    system.focused = true
    await clipboard.writeSecret(secret)
    system.focused = false
    await expect(clipboard.clearIfStill(secret)).rejects.toThrow('in front')
    await expect(clipboard.read()).rejects.toThrow('in front')
    expect([clipboard.needsFocus, system.text]).toEqual([true, 'token'])
    system.focused = true
    expect([await clipboard.clearIfStill(secret), system.text]).toEqual([true, ''])
  })
})

describe('a text that is copied without the focus', () => {
  it('is refused on Wayland, which would drop it and tell nobody', async () => {
    vi.stubEnv('WAYLAND_DISPLAY', 'wayland-0')
    const clipboard = createClipboard('linux')
    const refused = { code: 'clipboard-refused' }
    await expect(clipboard.writeSecret(secret)).rejects.toMatchObject(refused)
    await expect(clipboard.write('a name')).rejects.toMatchObject(refused)
    expect(system.text).toBe('')
    system.focused = true
    expect([await clipboard.writeSecret(secret), system.text]).toEqual([true, 'token'])
  })

  it.each(['linux', 'win32', 'darwin'] as const)('is copied on %s otherwise', async (platform) => {
    await createClipboard(platform).write('a name')
    expect(system.text).toBe('a name')
  })
})

describe('reading the clipboard in the background', () => {
  it.each([
    ['linux', {}, '6.8.0', false],
    ['linux', { WAYLAND_DISPLAY: '' }, '6.8.0', false],
    ['linux', wayland, '6.8.0', true],
    ['win32', wayland, '10.0.26100', false],
    ['darwin', {}, '24.6.0', false],
    ['darwin', {}, '25.0.0', true]
  ] as const)('on %s %j %s needs the focus: %s', (platform, environment, release, needs) => {
    expect(clipboardNeedsFocus(platform, environment, release)).toBe(needs)
  })
})
