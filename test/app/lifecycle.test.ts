import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { askToLose, keepLifecycle, setApplicationMenu, startsHidden } from '../../electron/app/lifecycle.js'
import { onPlatform } from './fake-electron.js'

const electron = vi.hoisted(() => ({
  app: null as unknown as EventEmitter,
  powerMonitor: null as unknown as EventEmitter,
  quits: 0,
  isReady: true,
  wasOpenedAtLogin: false,
  hiddenDocks: 0,
  menus: [] as (readonly string[] | null)[],
  asked: [] as {
    readonly detail: string
    readonly defaultId: number
    readonly cancelId: number
    readonly over: unknown
  }[],
  answer: 0
}))
vi.mock('electron', () => ({
  app: {
    on: (name: string, listener: () => void) => electron.app.on(name, listener),
    once: (name: string, listener: () => void) => electron.app.once(name, listener),
    isReady: () => electron.isReady,
    getLoginItemSettings: () => ({ wasOpenedAtLogin: electron.wasOpenedAtLogin }),
    dock: { hide: () => void (electron.hiddenDocks += 1) },
    quit: () => {
      electron.quits += 1
      quit()
    }
  },
  powerMonitor: { on: (name: string, listener: () => void) => electron.powerMonitor.on(name, listener) },
  Menu: {
    buildFromTemplate: (items: readonly { readonly role: string }[]) => items.map(({ role }) => role),
    setApplicationMenu: (menu: (typeof electron.menus)[number]) => void electron.menus.push(menu)
  },
  dialog: {
    showMessageBox: async (over: unknown, options: Omit<(typeof electron.asked)[number], 'over'>) => {
      electron.asked.push({ ...options, over })
      return { response: electron.answer }
    }
  }
}))

/**
 * Electron's on Linux: its first listener makes it count those of `shutdown`, before it is one of them, and only a later
 * one makes it count again (lib/browser/api/power-monitor.ts).
 */
function createPowerMonitor(): EventEmitter {
  const monitor = new EventEmitter()
  const emit = monitor.emit.bind(monitor)
  let heard = false
  monitor.once('newListener', () => {
    monitor.on('newListener', (event) => (heard ||= event === 'shutdown'))
  })
  return Object.assign(monitor, {
    emit: (event: string, ...values: unknown[]) => (event !== 'shutdown' || heard) && emit(event, ...values)
  })
}

/** What Electron does for `app.quit()`; true where nothing stopped it. */
function quit(): boolean {
  let stopped = false
  electron.app.emit('before-quit', { preventDefault: () => (stopped = true) })
  return !stopped
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

let answers: ((may: boolean) => void)[]
let mayQuit: () => Promise<boolean> | true
let hasTray: boolean
/** What the app was asked to do. */
let done: string[]
beforeEach(() => {
  hasTray = true
  done = []
  electron.app = new EventEmitter()
  electron.powerMonitor = createPowerMonitor()
  Object.assign(electron, { quits: 0, asked: [], menus: [], hiddenDocks: 0 })
  answers = []
  mayQuit = () => new Promise((resolve) => answers.push(resolve))
  keepLifecycle({
    hasTray: () => hasTray,
    open: () => void done.push('open'),
    finish: async () => void done.push('finish'),
    mayQuit: () => mayQuit(),
    onProcessGone: ({ type, reason }) => void done.push(`${type} ${reason}`)
  })
  electron.app.emit('ready')
})

describe('quitting', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is not held up where nothing would be lost', () => {
    mayQuit = () => true
    expect(quit()).toBe(true)
  })

  it('waits for the answer, asks once however often it is wished, and goes on with a yes', async () => {
    expect([quit(), quit()]).toEqual([false, false])
    expect(answers).toHaveLength(1)
    answers[0]!(true)
    await settled()
    expect(electron.quits).toBe(1)
    expect(quit()).toBe(true)
  })

  it('is called off by a no, and asks again the next time', async () => {
    quit()
    answers[0]!(false)
    await settled()
    expect([electron.quits, quit(), answers.length]).toEqual([0, false, 2])
  })

  it('is called off with a window, where closing the last one was the wish', async () => {
    hasTray = false
    electron.app.emit('window-all-closed')
    answers[0]!(false)
    await settled()
    expect(done).toEqual(['open'])
  })

  it('is not held up where nobody can be asked', async () => {
    mayQuit = () => Promise.reject(new Error('no display'))
    expect(quit()).toBe(false)
    await settled()
    expect(electron.quits).toBe(1)
  })

  it('asks nobody when the session ends', () => {
    electron.powerMonitor.emit('shutdown')
    expect([quit(), answers]).toEqual([true, []])
  })

  it('asks again where the end of the session was called off a minute ago', () => {
    vi.useFakeTimers()
    electron.powerMonitor.emit('shutdown')
    vi.advanceTimersByTime(59_999)
    expect(quit()).toBe(true)
    vi.advanceTimersByTime(1)
    expect([quit(), answers.length]).toEqual([false, 1])
  })

  it('asks nobody for a whole minute where it ends after all', () => {
    vi.useFakeTimers()
    electron.powerMonitor.emit('shutdown')
    vi.advanceTimersByTime(50_000)
    electron.powerMonitor.emit('shutdown')
    vi.advanceTimersByTime(59_999)
    expect([quit(), answers]).toEqual([true, []])
  })
})

describe('the end of a session on Windows', () => {
  it('quits at once and unasked, although only a window hears of it, and puts things away', async () => {
    const window = new EventEmitter()
    electron.app.emit('browser-window-created', {}, window)
    expect(electron.quits).toBe(0)
    window.emit('session-end')
    expect([electron.quits, answers]).toEqual([1, []])
    electron.app.emit('will-quit', { preventDefault: () => undefined })
    expect(done).toEqual(['finish'])
    await settled()
    expect(electron.quits).toBe(2)
  })
})

describe('a process of ours', () => {
  it('is told where it did not start or broke, not where we ended it', () => {
    for (const reason of ['launch-failed', 'crashed', 'killed', 'clean-exit']) {
      electron.app.emit('child-process-gone', {}, { type: 'Utility', reason, exitCode: 1 })
    }
    expect(done).toEqual(['Utility launch-failed', 'Utility crashed'])
  })
})

describe('the window', () => {
  it('opens at a second start, and at a click on the Dock once the app is ready', () => {
    electron.app.emit('second-instance')
    electron.isReady = false
    electron.app.emit('activate')
    expect(done).toEqual(['open'])
    electron.isReady = true
    electron.app.emit('activate')
    expect(done).toEqual(['open', 'open'])
  })
})

const { platform, argv } = process

describe('the menu of the app', () => {
  afterEach(() => onPlatform(platform))

  it('has the keys that edit and close on macOS, where there are none without a menu, and no Dock icon', () => {
    onPlatform('darwin')
    setApplicationMenu()
    expect(electron.menus).toEqual([['appMenu', 'fileMenu', 'editMenu', 'windowMenu']])
    expect(electron.hiddenDocks).toBe(1)
  })

  it.each(['linux', 'win32'] as const)('is none on %s', (system) => {
    onPlatform(system)
    setApplicationMenu()
    expect([electron.menus, electron.hiddenDocks]).toEqual([[null], 0])
  })
})

describe('a start at login', () => {
  afterEach(() => {
    onPlatform(platform)
    process.argv = argv
  })

  it.each([
    ['linux', ['--hidden'], false, true],
    ['win32', ['--hidden'], false, true],
    ['darwin', [], true, true],
    ['darwin', [], false, false],
    // Nowhere else does Electron know.
    ['win32', [], true, false]
  ] as const)('on %s with %j, told %s by the system, is hidden: %s', (system, words, opened, hidden) => {
    onPlatform(system)
    process.argv = [...argv, ...words]
    electron.wasOpenedAtLogin = opened
    expect(startsHidden()).toBe(hidden)
  })
})

describe('the question', () => {
  it('names the tokens, over the window, and is a no unless the person chooses to lose them', async () => {
    // SAFETY of the cast: nothing is asked of it here.
    const window = new EventEmitter() as unknown as BrowserWindow
    electron.answer = 0
    expect(await askToLose(window, ['Push code'])).toBe(false)
    electron.answer = 1
    expect(await askToLose(window, ['Push code', 'Read feeds'])).toBe(true)
    expect(electron.asked[1]?.detail).toContain('Push code\nRead feeds\n')
    expect(electron.asked[0]).toMatchObject({ defaultId: 0, cancelId: 0, over: window })
  })
})
