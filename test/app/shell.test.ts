import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createShell } from '../../electron/app/shell.js'
import { createTrayPlace } from '../../electron/app/tray-place.js'
import type { Bounds } from '../../electron/app/window-place.js'
import { AppFailure } from '../../electron/domain/app-failure.js'
import type { TrayMenuItem, TrayModel } from '../../electron/domain/tray-model.js'
import type { Core } from '../../electron/services/core.js'
import { createFakeLog } from '../fakes/log.js'
import { app, onPlatform, powerMonitor, seen, startAnew } from './fake-electron.js'

vi.mock('electron', async () => (await import('./fake-electron.js')).electron)

const { platform, argv } = process
afterAll(() => {
  onPlatform(platform)
  process.argv = argv
})
beforeEach(() => {
  startAnew()
  onPlatform('win32')
  process.argv = [...argv, '--hidden']
  seen.trayBounds = { x: 1700, y: 1050, width: 24, height: 24 }
})

const menu: readonly TrayMenuItem[] = [
  { kind: 'command', label: 'Open', command: { do: 'open' } },
  { kind: 'command', label: 'Settings', command: { do: 'go', place: { to: 'settings' } } },
  { kind: 'command', label: 'Copy', command: { do: 'copy', tokenId: 'a' } },
  { kind: 'command', label: 'Renew', command: { do: 'renew', tokenId: 'a' } },
  { kind: 'command', label: 'Pause', command: { do: 'pause', for: 'today' } },
  { kind: 'command', label: 'Go on', command: { do: 'resume' } },
  { kind: 'command', label: 'Quit', command: { do: 'quit' } }
]

interface Options {
  readonly tray?: boolean
  readonly remembered?: Bounds
  readonly copyFails?: Error
}

/** A shell that was started into the tray, over a core of which only the tray's side exists. */
async function startShell({ tray = true, remembered, copyFails }: Options = {}) {
  const done: string[] = []
  const notices: string[] = []
  const log = createFakeLog()
  let closed = false
  let panel: (present: boolean) => void = () => undefined
  const place = createTrayPlace('/icons', async (onChange) => {
    panel = onChange
    return tray
  })
  const shell = createShell({
    paths: { preload: '/preload', page: '/page', icon: '/icon' },
    tray: place,
    log,
    logFile: '/logs/main.log',
    rememberedBounds: () => remembered ?? null,
    rememberBounds: () => undefined,
    closedBefore: () => closed,
    rememberClosed: () => void (closed = true),
    notice: (title, body) => void notices.push(`${title}: ${body}`)
  })
  const core = {
    handlers: {},
    state: {
      snapshot: () => ({ settings: { theme: 'system' } }),
      tray: (): TrayModel => ({ icon: 'fine', toolTip: '', menu }),
      subscribe: () => () => undefined,
      publish: () => undefined
    },
    reminders: { look: () => void done.push('look'), stop: () => undefined },
    start: () => void done.push('start'),
    focused: () => void done.push('clear what is overdue'),
    close: async () => undefined,
    commands: {
      copyToken: async (tokenId: string) => {
        done.push(`copy ${tokenId}`)
        if (copyFails !== undefined) throw copyFails
      },
      renewToken: (tokenId: string) => void done.push(`renew ${tokenId}`),
      pauseReminders: (length: string) => void done.push(`pause ${length}`),
      resumeReminders: () => void done.push('resume')
    }
  }
  await place.ready
  shell.start(core as unknown as Core)
  return { shell, done, notices, log, panel, choose: (label: string) => seen.trays[0]?.choose(label) }
}

describe('a computer that wakes', () => {
  it('has its reminders looked at, and a token cleared from the clipboard whose time passed asleep', async () => {
    const { done } = await startShell()
    powerMonitor.emit('resume')
    expect(done).toEqual(['look', 'clear what is overdue'])
  })
})

describe('a choice in the tray’s menu', () => {
  it('opens the window, at a place where it names one', async () => {
    const { shell, choose } = await startShell()
    expect(seen.windows).toHaveLength(0)
    choose('Settings')
    expect(seen.windows).toHaveLength(1)
    expect(shell.takePlace()).toEqual({ to: 'settings' })
    choose('Open')
    expect(seen.windows).toHaveLength(1)
    expect(shell.takePlace()).toBeNull()
  })

  it('copies, pauses and resumes without a window', async () => {
    const { done, choose } = await startShell()
    choose('Copy')
    choose('Pause')
    choose('Go on')
    await Promise.resolve()
    expect(done).toEqual(['copy a', 'pause today', 'resume'])
    expect(seen.windows).toHaveLength(0)
  })

  it('begins a renewal, and opens the window where it is seen', async () => {
    const { shell, done, choose } = await startShell()
    choose('Renew')
    expect(done).toEqual(['renew a'])
    expect(shell.takePlace()).toEqual({ to: 'tokens', tokenId: 'a' })
  })

  it('opens the window at the token that could not be copied', async () => {
    const { shell, log, choose } = await startShell({ copyFails: new AppFailure('vault-locked') })
    choose('Copy')
    await vi.waitFor(() => {
      expect(seen.windows).toHaveLength(1)
    }, 60_000)
    expect(shell.takePlace()).toEqual({ to: 'tokens', tokenId: 'a' })
    expect(log.lines).toContain('warn tray.copy-failed {"code":"vault-locked"}')
  })

  it('logs a bug of copying as one', async () => {
    const { log, choose } = await startShell({ copyFails: new Error('a bug') })
    choose('Copy')
    await vi.waitFor(() => {
      expect(log.lines).toContain('bug tray.copy-failed Error: a bug')
    }, 60_000)
  })

  it('quits', async () => {
    const { choose } = await startShell()
    choose('Quit')
    expect(seen.quits).toBe(1)
  })
})

describe('the place of the window', () => {
  it('is near the tray when it is opened from there for the first time', async () => {
    await startShell()
    seen.trays[0]?.emit('click')
    expect(seen.windows[0]?.options).toMatchObject({ x: 1040, y: 400, width: 880, height: 640 })
  })

  it('is where it was before', async () => {
    const remembered = { x: 30, y: 40, width: 900, height: 700 }
    const { choose } = await startShell({ remembered })
    choose('Open')
    expect(seen.windows[0]?.options).toMatchObject(remembered)
  })

  it.each([
    ['on Linux, which does not say where the tray is', 'linux', 'Open'],
    ['when something else opens it', 'win32', null]
  ] as const)('is the system’s choice %s', async (_case, system, label) => {
    onPlatform(system)
    const { shell, choose } = await startShell()
    if (label === null) shell.open(null)
    else choose(label)
    expect(seen.windows[0]?.options).not.toHaveProperty('x')
    expect(seen.windows[0]?.options).toMatchObject({ width: 880, height: 640 })
  })
})

describe('closing the window', () => {
  it('says once that the app goes on in the tray', async () => {
    const { notices, choose } = await startShell()
    for (let time = 1; time <= 2; time += 1) {
      choose('Open')
      seen.windows.at(-1)?.close()
    }
    expect(seen.windows).toHaveLength(2)
    expect(notices).toEqual([
      'Token Tray goes on in the tray: It reminds you before a token ends. Its icon is beside the clock; choose Quit in its menu to end it.'
    ])
  })

  it('says nothing when it is the app’s own end', async () => {
    const { notices, choose } = await startShell()
    choose('Open')
    app.emit('before-quit', { defaultPrevented: false })
    seen.windows[0]?.close()
    expect(notices).toEqual([])
  })

  it('says nothing where there is no tray to go on in', async () => {
    const { notices } = await startShell({ tray: false })
    seen.windows[0]?.close()
    expect(notices).toEqual([])
  })
})

describe('a page that cannot work', () => {
  it('is told, with the place of the log', async () => {
    const { log, choose } = await startShell()
    choose('Open')
    seen.windows[0]?.webContents.emit('did-fail-load', {}, -2, 'ERR_FAILED', 'app://token-tray/', true)
    expect(seen.boxes).toEqual([
      'Token Tray cannot show its page.\nClose its window and open it again. If that does not help, install Token Tray again: your tokens stay where they are.\n\nDetails are in /logs/main.log'
    ])
    expect(log.lines).toContain('warn window.load {"detail":"ERR_FAILED"}')
  })
})

describe('a window for a question', () => {
  it('is shown at once, also where its page has not painted yet', async () => {
    const { shell } = await startShell()
    shell.show()
    expect(seen.windows.map(({ shows }) => shows)).toEqual([1])
    shell.show()
    expect(seen.windows).toHaveLength(1)
  })
})

describe('a place for a window that is just opening', () => {
  it('is kept until its page asks, and sent from then on', async () => {
    const { shell, choose } = await startShell()
    choose('Open')
    choose('Settings')
    await vi.dynamicImportSettled()
    expect(seen.windows[0]?.sent).toEqual([])
    expect(shell.takePlace()).toEqual({ to: 'settings' })
    choose('Settings')
    await vi.waitFor(() => {
      expect(seen.windows[0]?.sent).toEqual([['goTo', { to: 'settings' }]])
    }, 60_000)
    expect(shell.takePlace()).toBeNull()
  })
})

describe('what the app does by itself', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('begins when icon and window had their time to appear', async () => {
    const { done } = await startShell()
    expect(seen.trays).toHaveLength(1)
    vi.advanceTimersByTime(249)
    expect(done).toEqual([])
    vi.advanceTimersByTime(1)
    expect(done).toEqual(['start'])
  })

  it('does not begin any more where the app is ending', async () => {
    const { done } = await startShell()
    app.emit('before-quit', { defaultPrevented: false })
    vi.advanceTimersByTime(1000)
    expect(done).toEqual([])
  })
})

describe('a panel that goes while the app has no window', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('has ten seconds to come back; then the window opens', async () => {
    const { panel } = await startShell()
    panel(false)
    vi.advanceTimersByTime(9_999)
    expect(seen.windows).toHaveLength(0)
    vi.advanceTimersByTime(1)
    expect(seen.windows).toHaveLength(1)
  })

  it('opens none when it is back in time', async () => {
    const { panel } = await startShell()
    panel(false)
    vi.advanceTimersByTime(5_000)
    panel(true)
    vi.advanceTimersByTime(60_000)
    expect(seen.windows).toHaveLength(0)
  })

  it('opens none where the app is just ending', async () => {
    const { panel } = await startShell()
    panel(false)
    app.emit('before-quit', { defaultPrevented: false })
    vi.advanceTimersByTime(60_000)
    expect(seen.windows).toHaveLength(0)
  })
})
