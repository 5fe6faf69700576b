import { appPaths, fatal, logTo, profile } from './early.js'
import { app, protocol } from 'electron'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createLog } from './adapters/desktop/log.js'
import { watchForTray } from './adapters/desktop/status-notifier-watcher.js'
import { askToLose, keepLifecycle, startsHidden } from './app/lifecycle.js'
import { pageScheme } from './app/page-address.js'
import { lockNavigation } from './app/security.js'
import type { Shell } from './app/shell.js'
import { createTrayPlace, type TrayPlace } from './app/tray-place.js'
import type { Core } from './services/core.js'

/* Starts everything, in order. Nothing is awaited here: `ready` comes only after this module has ended (B1). */

const log = createLog(path.join(app.getPath('userData'), 'logs'))
logTo(log)
/** Milliseconds that the icon of a hidden start has before the app behind it is loaded. */
const iconHeadStart = 100
let tray: TrayPlace | null = null
let shell: Shell | null = null
let core: Core | null = null
/** The window was asked for before there was a shell to open it. */
let isWanted = false
let want: () => void = () => undefined
const wanted = new Promise<void>((resolve) => (want = resolve))

if (app.requestSingleInstanceLock()) {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }
  ])
  // Its processes were started without: asked for now, it would end each of them at its start (B1).
  if (app.commandLine.hasSwitch('no-sandbox')) log.warn('sandbox.off', {})
  else app.enableSandbox()
  lockNavigation((what) => log.warn('page.refused', { what }))
  keepLifecycle({
    hasTray: () => tray?.isPresent() ?? false,
    open: () => {
      isWanted = true
      want()
      shell?.open(null)
    },
    mayQuit: () => {
      const tokens = core?.onlyInMemory() ?? []
      return tokens.length === 0 || shell === null || askToLose(shell.show(), tokens)
    },
    finish: () => core?.close() ?? Promise.resolve(),
    onProcessGone: (details) => log.warn('process.gone', { ...details })
  })
  app.whenReady().then(start).catch(fatal)
} else {
  // early.ts has seen that the folder of the lock can be written.
  process.stderr.write('Token Tray is running already\n')
  app.exit(0)
}

async function start(): Promise<void> {
  tray = createTrayPlace(appPaths.trayIcons, (onChange) =>
    // Windows and macOS always have a place for tray icons. A start at login may come before the panel.
    process.platform === 'linux' ? watchForTray(log, onChange, startsHidden()) : Promise.resolve(true)
  )
  await Promise.race([tray.ready, wanted])
  // The icon appears only while this process has nothing else to do, and a hidden start is in no hurry.
  if (startsHidden()) await Promise.race([delay(iconHeadStart), wanted])
  const { assemble } = await import('./assembly.js')
  const made = assemble(log, tray)
  shell = made.shell
  core = made.core
  shell.start(core)
  if (isWanted) shell.open(null)
  log.info('app.started', { version: app.getVersion(), practice: profile.practice })
}
