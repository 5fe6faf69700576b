import { appPaths, fatal, logTo, profile } from './early.js'
import { app, protocol } from 'electron'
import os from 'node:os'
import path from 'node:path'
import { createLog } from './adapters/desktop/log.js'
import { watchForTray } from './adapters/desktop/status-notifier-watcher.js'
import { askToLose, keepLifecycle } from './app/lifecycle.js'
import { pageScheme } from './app/page-address.js'
import { chooseFolder } from './app/choose-folder.js'
import { saveText } from './app/save-text.js'
import { lockNavigation } from './app/security.js'
import { createShell } from './app/shell.js'
import type { Shell } from './app/shell.js'
import { createOutside } from './outside.js'
import { createCore } from './services/core.js'
import type { Core } from './services/core.js'
import { createProxyLogin } from './services/proxy-login.js'

/* Builds everything, in order. Nothing is awaited here: `ready` comes only after this module has ended (B1). */

const log = createLog(path.join(app.getPath('userData'), 'logs'))
logTo(log)
let shell: Shell | null = null
let core: Core | null = null

if (app.requestSingleInstanceLock()) {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }
  ])
  app.enableSandbox()
  lockNavigation((what) => log.warn('page.refused', { what }))
  keepLifecycle({
    hasTray: () => shell?.hasTray() ?? false,
    open: () => shell?.open(null),
    mayQuit: () => {
      const tokens = core?.onlyInMemory() ?? []
      return tokens.length === 0 || askToLose(tokens)
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
  const { platform } = process
  const proxyLogin = createProxyLogin(() => core?.state.publish())
  const outside = createOutside({
    folder: app.getPath('userData'),
    profile,
    configHome: app.getPath('appData'),
    icon: appPaths.icon,
    log,
    proxyLogin: (question, wasRefused) => proxyLogin.ask(question, wasRefused)
  })
  const { settings, notifier } = outside
  const made = createShell({
    paths: appPaths,
    log,
    logFile: log.file,
    // Windows and macOS always have a place for tray icons.
    watchForTray: (onChange) => (platform === 'linux' ? watchForTray(log, onChange) : Promise.resolve(true)),
    rememberedBounds: () => settings.windowBounds(),
    rememberBounds: (bounds) => settings.rememberWindowBounds(bounds),
    closedBefore: () => settings.closedBefore(),
    rememberClosed: () => settings.rememberClosed(),
    notice: (title, body) =>
      void notifier
        .show({ title, body }, () => made.open(null))
        .catch((error: unknown) => log.warn('notice.refused', { message: String(error) }))
  })
  shell = made
  core = createCore({
    facts: {
      version: app.getVersion(),
      practice: profile.practice,
      platform: platform === 'darwin' || platform === 'win32' ? platform : 'linux',
      desktop: process.env['XDG_CURRENT_DESKTOP'] ?? '',
      computer: os.hostname(),
      tray: () => (made.hasTray() ? 'shown' : 'not-available'),
      zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone
    },
    ...outside,
    proxyLogin,
    takePlace: () => made.takePlace(),
    readLog: log.newest,
    saveText,
    chooseFolder,
    refusals: () => made.refusals(),
    onOpen: (place) => made.open(place)
  })
  await made.start(core)
  log.info('app.started', { version: app.getVersion(), practice: profile.practice })
}
