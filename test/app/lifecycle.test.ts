import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { askToLose, keepLifecycle, startsHidden } from '../../electron/app/lifecycle.js'
import { onPlatform } from './fake-electron.js'

const electron = vi.hoisted(() => ({
  app: null as unknown as EventEmitter,
  powerMonitor: null as unknown as EventEmitter,
  quits: 0,
  isReady: true,
  wasOpenedAtLogin: false,
  asked: [] as { readonly detail: string; readonly defaultId: number; readonly cancelId: number }[],
  answer: 0
}))
vi.mock('electron', () => ({
  app: {
    on: (name: string, listener: () => void) => electron.app.on(name, listener),
    once: (name: string, listener: () => void) => electron.app.once(name, listener),
    isReady: () => electron.isReady,
    getLoginItemSettings: () => ({ wasOpenedAtLogin: electron.wasOpenedAtLogin }),
    quit: () => {
      electron.quits += 1
      quit()
    }
  },
  powerMonitor: { on: (name: string, listener: () => void) => electron.powerMonitor.on(name, listener) },
  Menu: {},
  dialog: {
    showMessageBox: async (options: (typeof electron.asked)[number]) => {
      electron.asked.push(options)
      return { response: electron.answer }
    }
  }
}))

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
  electron.powerMonitor = new EventEmitter()
  Object.assign(electron, { quits: 0, asked: [] })
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
})

describe('the end of a session on Windows', () => {
  it('puts things away, although only a window hears of it', () => {
    const window = new EventEmitter()
    electron.app.emit('browser-window-created', {}, window)
    expect(done).toEqual([])
    window.emit('session-end')
    expect(done).toEqual(['finish'])
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

describe('a start at login', () => {
  const { platform, argv } = process
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
  it('names the tokens, and is a no unless the person chooses to lose them', async () => {
    electron.answer = 0
    expect(await askToLose(['Push code'])).toBe(false)
    electron.answer = 1
    expect(await askToLose(['Push code', 'Read feeds'])).toBe(true)
    expect(electron.asked[1]?.detail).toContain('Push code\nRead feeds\n')
    expect(electron.asked[0]).toMatchObject({ defaultId: 0, cancelId: 0 })
  })
})
