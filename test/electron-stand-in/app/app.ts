import type { App, Event, LoginItemSettings } from 'electron'
import { EventEmitter } from 'node:events'
import { strict } from '../not-built.js'
import { preventable } from '../preventable.js'
import { commandLine } from './command-line.js'
import { atReady, isReady, runEndings, whenReady } from './life-cycle.js'
import { appFolder, manifest } from './manifest.js'
import { openWindows } from './open-windows.js'
import { getName, getPath, setName, setPath } from './paths.js'
import { takeInstanceLock } from './single-instance.js'

export const appEvents = new EventEmitter()

// process.exit() is app.exit() in Electron's main process (lib/browser/init.ts), so the last step needs its own.
const endProcess = process.exit.bind(process)
// Electron's loop runs until the app quits, also with nothing to do.
const alive = setInterval(() => undefined, 2 ** 30)
let state: 'running' | 'quitting' | 'ending' = 'running'
let holdsLock = false

function emitPreventable(name: string): boolean {
  const event = preventable({})
  appEvents.emit(name, event)
  return event.defaultPrevented
}

/** docs/api/app.md, quit: before-quit, then `close` of every window, then will-quit, then quit. */
function quit(): void {
  if (state !== 'running' || emitPreventable('before-quit')) return
  state = 'quitting'
  if (openWindows.size === 0) leave()
  else for (const window of [...openWindows]) window.close()
}

function leave(): void {
  if (emitPreventable('will-quit')) state = 'running'
  else end(0)
}

function end(code: number): void {
  if (state === 'ending') return
  state = 'ending'
  for (const window of [...openWindows]) window.destroy()
  appEvents.emit('quit', preventable({}), code)
  void runEndings().then(() => {
    clearInterval(alive)
    endProcess(code)
  })
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

function requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
  holdsLock ||= takeInstanceLock(getPath('userData'), additionalData, (arrival) => {
    void whenReady().then(() => {
      appEvents.emit(
        'second-instance',
        preventable({}),
        arrival.argv,
        arrival.workingDirectory,
        arrival.additionalData
      )
    })
  })
  return holdsLock
}

const onlyBeforeReady = (what: string) => (): void => {
  if (isReady()) throw new Error(`${what} can only be called before app is ready`)
}

/** No entry in this session starts us, and none can be made: login items do nothing on Linux. */
const noLoginItem = {
  openAtLogin: false,
  wasOpenedAtLogin: false,
  executableWillLaunchAtLogin: false,
  launchItems: [],
  status: 'not-registered'
} satisfies LoginItemSettings

type Built =
  | 'setName'
  | 'getName'
  | 'getVersion'
  | 'isPackaged'
  | 'getPath'
  | 'setPath'
  | 'getAppPath'
  | 'getLocale'
  | 'whenReady'
  | 'isReady'
  | 'requestSingleInstanceLock'
  | 'hasSingleInstanceLock'
  | 'quit'
  | 'exit'
  | 'hide'
  | 'setAppUserModelId'
  | 'setToastActivatorCLSID'
  | 'setDesktopName'
  | 'enableSandbox'
  | 'disableHardwareAcceleration'
  | 'getLoginItemSettings'
  | 'setLoginItemSettings'
  | 'dock'

export const app = strict(
  'app',
  Object.assign(appEvents, {
    setName,
    getName,
    getVersion: () => manifest.version,
    isPackaged: false,
    getPath,
    setPath,
    getAppPath: () => appFolder,
    getLocale: () =>
      (process.env['LC_ALL'] ?? process.env['LANG'] ?? 'en-US')
        .split('.')[0]!
        .replace('_', '-')
        .replace(/^C$|^POSIX$/, 'en-US'),
    whenReady,
    isReady,
    requestSingleInstanceLock,
    hasSingleInstanceLock: () => holdsLock,
    quit,
    exit: (code = 0) => {
      end(code)
    },
    hide: () => undefined,
    setAppUserModelId: () => undefined,
    setToastActivatorCLSID: () => undefined,
    setDesktopName: () => undefined,
    enableSandbox: onlyBeforeReady('app.enableSandbox()'),
    disableHardwareAcceleration: onlyBeforeReady('app.disableHardwareAcceleration()'),
    getLoginItemSettings: () => noLoginItem,
    setLoginItemSettings: () => undefined,
    dock: undefined,
    commandLine
  } satisfies Pick<App, Built> & { commandLine: unknown })
)

atReady(() => appEvents.emit('ready', preventable({}) satisfies Event, {}))

// SAFETY of the cast: end() returns, and so does Electron's process.exit(); the type says it never does.
process.exit = ((code?: number) => {
  end(code ?? 0)
}) as typeof process.exit
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, quit)
