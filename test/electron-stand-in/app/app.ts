import { absent, strict } from '../not-built.js'
import { preventable, wasPrevented } from '../preventable.js'
import { appEvents, isReady, runEndings, whenReady } from './life-cycle.js'
import { manifest } from './manifest.js'
import { getName, getPath, setName, setPath } from './paths.js'
import { takeInstanceLock } from './single-instance.js'

/** All windows that are not closed, oldest first. */
export const openWindows = new Set<{ close(): void; destroy(): void }>()

// process.exit() is app.exit() in Electron's main process (lib/browser/init.ts), so the last step needs its own.
const endProcess = process.exit.bind(process)
// Electron's loop runs until the app quits, also with nothing to do.
setInterval(() => undefined, 2 ** 30)
let state: 'running' | 'quitting' | 'ending' = 'running'
let holdsLock = false

/** docs/api/app.md, quit: before-quit, then `close` of every window, then will-quit, then quit. */
function quit(): void {
  if (state !== 'running' || wasPrevented(appEvents, 'before-quit')) return
  state = 'quitting'
  if (openWindows.size === 0) leave()
  else for (const window of [...openWindows]) window.close()
}

function leave(): void {
  if (wasPrevented(appEvents, 'will-quit')) state = 'running'
  else end(0)
}

function end(code: number): void {
  if (state === 'ending') return
  state = 'ending'
  for (const window of [...openWindows]) window.destroy()
  appEvents.emit('quit', preventable({}), code)
  void runEndings().then(() => endProcess(code))
}

/** A window refused to close: what was quitting no longer is. */
export function quitWasRefused(): void {
  if (state === 'quitting') state = 'running'
}

/** A window is gone. */
export function windowWasClosed(): void {
  if (openWindows.size > 0 || state === 'ending') return
  if (state === 'quitting') leave()
  else if (appEvents.listenerCount('window-all-closed') > 0) appEvents.emit('window-all-closed')
  else quit()
}

function requestSingleInstanceLock(): boolean {
  return (holdsLock ||= takeInstanceLock(getPath('userData')))
}

const built = {
  setName,
  getName,
  getVersion: () => manifest.version,
  isPackaged: false,
  getPath,
  setPath,
  whenReady,
  isReady,
  requestSingleInstanceLock,
  quit,
  exit: (code = 0) => end(code),
  enableSandbox: () => {
    if (isReady()) throw new Error('app.enableSandbox() can only be called before app is ready')
  },
  commandLine: strict('app.commandLine', {
    hasSwitch: (name: string) => process.argv.includes(`--${name}`)
  })
}

export const app = strict('app', Object.assign(appEvents, built))

// SAFETY of the cast: end() returns, and so does Electron's process.exit(); the type says it never does.
process.exit = ((code?: number) => end(code ?? 0)) as typeof process.exit
// A second instance sends it (single-instance.ts). What that was started with is not told.
process.on('SIGUSR2', () => {
  const untold = absent('what a second instance was started with')
  void whenReady().then(() => appEvents.emit('second-instance', preventable({}), untold, untold, untold))
})
// The second one of a kind ends the process (shell/browser/electron_browser_main_parts_posix.cc).
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, quit)
